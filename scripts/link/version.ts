/** A version of the interpreter as a number to compare: 2v29.277 is 2029. 0 where it is none. */
export function versionNumber(version: string): number {
  const parts = /^(\d+)v(\d+)/.exec(version);
  return parts === null ? 0 : Number(parts[1]) * 1_000 + Number(parts[2]);
}
