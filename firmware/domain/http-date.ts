const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** A whole number of so many digits, or -1. */
function digits(text: string, length: number): number {
  if (text.length !== length) return -1;
  for (const char of text) {
    if (char < "0" || char > "9") return -1;
  }
  return parseInt(text, 10);
}

/** Days since 1970 of a day of the Gregorian calendar, counted from March so that the leap day is the last of its year. */
function daysSince1970(year: number, month: number, day: number): number {
  const years = month < 3 ? year - 1 : year;
  const fromMarch = (month + 9) % 12;
  return years * 365 + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400) +
    Math.floor((153 * fromMarch + 2) / 5) + day - 719469;
}

/**
 * Milliseconds since 1970 of a Date header in the form that servers must send, "Tue, 06 Jan 2026 08:49:37 GMT"
 * (RFC 9110, 5.6.7: IMF-fixdate), or 0 when the text is no such date.
 */
export function parseHTTPDate(text: string): number {
  const parts = text.split(" ");
  const clock = (parts[4] || "").split(":");
  if (parts.length !== 6 || parts[5] !== "GMT" || clock.length !== 3) return 0;
  const month = (parts[2] as string).length === 3 ? MONTHS.indexOf(parts[2] as string) : -1;
  const day = digits(parts[1] as string, 2);
  const year = digits(parts[3] as string, 4);
  const hour = digits(clock[0] as string, 2);
  const minute = digits(clock[1] as string, 2);
  const second = digits(clock[2] as string, 2);
  if (month < 0 || month % 3 !== 0 || day < 1 || day > 31 || year < 1970) return 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return 0;
  return ((daysSince1970(year, month / 3 + 1, day) * 24 + hour) * 60 + minute) * 60000 + second * 1000;
}
