import { InvalidArgumentError } from "commander";

/** Reads a number of the command line, for commander, which tells what is wrong with another word. */
export function numberFrom(least: number, most = Infinity): (text: string) => number {
  return (text) => {
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`A number from ${least}${most === Infinity ? " on" : ` to ${most}`} is wanted.`);
  };
}

/** The same, without a fraction. */
export function wholeFrom(least: number, most = Infinity): (text: string) => number {
  const read = numberFrom(least, most);
  return (text) => {
    if (text.includes(".")) throw new InvalidArgumentError("A whole number is wanted.");
    return read(text);
  };
}

/** Reads the number of a port of this machine; 0 lets the system choose one. */
export const portOf = wholeFrom(0, 65_535);
