/** The first code of `WORDS`; codes below it are characters. */
export const FIRST_WORD = 138;

/** Operators and words that the interpreter stores as one byte each, in the order of their codes. */
export const WORDS: readonly string[] = (
  "== === != !== <= << <<= >= >> >>> >>= >>>= += -= ++ -- *= /= %= &= && |= || ^= => " +
  "if else do while for break continue function return var let const this throw try catch finally " +
  "true false null undefined new in instanceof switch case default delete typeof void debugger " +
  "class extends super static of"
).split(" ");

/** A literal follows its code as bytes: a string after its length (one or two bytes), or an integer. */
export const STRING8 = 0xd1;
export const STRING16 = 0xd2;
export const ZERO = 0xd3;
export const INT8 = 0xd4;
export const INT16 = 0xd5;
