const BEIJING_OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;

/** Time of the interface: yyyyMMddHHmmss in UTC+8. */
export function formatTime(ms: number): string {
  return isoOf(ms).replace(/[-T:]/g, "");
}

/** The moment that yyyyMMddHHmmss names in UTC+8; undefined when there is no such day or time. */
export function parseTime(text: string): number | undefined {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, "$1-$2-$3T$4:$5:$6Z");
  const ms = Date.parse(iso) - BEIJING_OFFSET_MS;
  return !Number.isNaN(ms) && formatTime(ms) === text ? ms : undefined;
}

/** Time of refunds and bills: yyyy-MM-dd HH:mm:ss in UTC+8. */
export function printTime(ms: number): string {
  return isoOf(ms).replace("T", " ");
}

/** The day (yyyyMMdd, UTC+8) of a moment. */
export function dayOf(ms: number): string {
  return formatTime(ms).slice(0, 8);
}

/** When a day (yyyyMMdd, UTC+8) begins; NaN when there is no such day. */
export function dayStart(day: string): number {
  return parseTime(`${day}000000`) ?? NaN;
}

function isoOf(ms: number): string {
  return new Date(ms + BEIJING_OFFSET_MS).toISOString().slice(0, 19);
}
