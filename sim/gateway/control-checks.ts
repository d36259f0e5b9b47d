/** What came over a wire has no types: these give the value back, or throw with its name. */

/** A whole number from 0 to `max`. */
export function whole(value: unknown, name: string, max: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= max) return value;
  throw new Error(`${name} is a whole number up to ${max}`);
}

/** A text that is not empty. */
export function text(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "" && value.length <= 1_000) return value;
  throw new Error(`${name} is a text`);
}

export function flag(value: unknown, name: string): boolean {
  if (typeof value === "boolean") return value;
  throw new Error(`${name} is true or false`);
}

/** One of a few words. */
export function oneOf<Word extends string>(value: unknown, name: string, words: readonly Word[]): Word {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new Error(`${name} is one of ${words.join(", ")}`);
  return word;
}

export function list<Item>(value: readonly Item[], name: string): readonly Item[] {
  if (!Array.isArray(value)) throw new Error(`${name} is a list`);
  return value as readonly Item[];
}
