import type { Bytes } from "../../hal/ports/bytes";

/** What speaks for and against an update now. */
export interface Moment {
  /** Wall time, milliseconds since 1970 UTC. */
  nowMs: number;
  zoneMinutes: number;
  /** From which hour to which, local time, such as "2-5" or "23-4"; anything else is never. */
  hours: Bytes;
  /** Nobody used the terminal for some minutes, and nothing is open. */
  isResting: boolean;
  isBatteryLow: boolean;
  /** Wall time of the last try; 0 for none. */
  triedMs: number;
}

const HOUR_MS = 3_600_000;
/** A night has one try, whatever hours it has. */
const AGAIN_MS = 20 * HOUR_MS;

function hourIn(text: Bytes | undefined): number {
  const hour = parseInt(text || "", 10);
  return hour >= 0 && hour <= 24 ? hour : -1;
}

/** Whether the hour of the day, 0 to 23, lies in these hours. The last one is no longer in. */
export function isHourIn(hours: Bytes, hour: number): boolean {
  const ends = hours.split("-");
  const from = hourIn(ends[0]);
  const to = hourIn(ends[1]);
  if (ends.length !== 2 || from < 0 || to < 0) return false;
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** Whether the terminal may look for an update now: in the closed hours, once, with power, when nothing is open. */
export function mayUpdate(moment: Moment): boolean {
  const local = moment.nowMs + moment.zoneMinutes * 60_000;
  const hour = Math.floor(local / HOUR_MS) % 24;
  const since = moment.nowMs - moment.triedMs;
  return moment.isResting && !moment.isBatteryLow && isHourIn(moment.hours, hour)
    && (moment.triedMs === 0 || since < 0 || since >= AGAIN_MS);
}
