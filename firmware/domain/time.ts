function two(n: number): string {
  return n < 10 ? "0" + n : "" + n;
}

/**
 * Wall time as "2026-01-05 10:00:00" in a zone `offsetMinutes` ahead of UTC. Days are counted from
 * 0000-03-01, so that the leap day is the last of its year (proleptic Gregorian calendar).
 */
export function formatTime(timeMs: number, offsetMinutes: number): string {
  const seconds = Math.floor(timeMs / 1000) + offsetMinutes * 60;
  const days = Math.floor(seconds / 86400) + 719468;
  const ofDay = seconds - (days - 719468) * 86400;
  const era = Math.floor(days / 146097);
  const dayOfEra = days - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month < 3 ? 1 : 0);
  return year + "-" + two(month) + "-" + two(day) + " " +
    two(Math.floor(ofDay / 3600)) + ":" + two(Math.floor(ofDay / 60) % 60) + ":" + two(ofDay % 60);
}
