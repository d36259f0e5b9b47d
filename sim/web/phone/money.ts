/** A sum as people read it: every wallet's currency has two decimals. */
export function money(minor: number, currency: string): string {
  return `${currency} ${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
}

/** A sum that somebody typed, in minor units; undefined when it is none, or is nothing. */
export function minorOf(text: string): number | undefined {
  const parts = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (parts === null) return undefined;
  const minor = Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0"));
  return minor > 0 ? minor : undefined;
}
