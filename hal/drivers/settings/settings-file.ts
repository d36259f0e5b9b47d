import type { Bytes } from "../../ports/bytes";
import type { Lookup } from "../../ports/settings";
import type { Storage } from "../../ports/storage";

/** The file made at provisioning. */
export const SETTINGS_FILE = "settings";

/**
 * Settings from a file of lines `key=value`, texts for people in the board's encoding. A line without
 * "=" is passed over; without the file every look-up is undefined. "=" and the end of a line are no
 * second bytes of GBK, so the file needs no escapes.
 */
export function readSettings(storage: Storage): Lookup {
  const values: Record<string, Bytes> = {};
  for (const line of (storage.read(SETTINGS_FILE) || "").split("\n")) {
    const equals = line.indexOf("=");
    if (equals > 0) values[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return function (key) { return values[key]; };
}
