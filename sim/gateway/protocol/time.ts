const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** Time of the interface: yyyyMMddHHmmss in UTC+8. */
export function formatTime(ms: number): string {
  return new Date(ms + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace(/[-T:]/g, "");
}
