import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { Hash } from "../../ports/hash";
import type { Lookup, SaveSetting } from "../../ports/settings";
import type { Storage } from "../../ports/storage";

/** The file made at provisioning: its mark, then two copies on pages of their own. */
export const CHANGES_FILE = "changes";
export const CHANGES_MARK = "TTS1";
/** Number of the copy and length in front of the text, CRC-32 of both behind them. */
const HEAD_BYTES = 8;
const TEXT_AT = 12;

/** Settings that were changed after provisioning. */
export interface Changes {
  lookup: Lookup;
  /** Durable on return. Throws HalError "missing" without the file, "storage" when flash does not take it. */
  save: SaveSetting;
}

function word(value: number): Bytes {
  return String.fromCharCode((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

function number(text: Bytes, at: number): number {
  return ((text.charCodeAt(at) * 256 + text.charCodeAt(at + 1)) * 256 + text.charCodeAt(at + 2)) * 256 + text.charCodeAt(at + 3);
}

function linesOf(values: Record<string, Bytes>): Bytes {
  let lines = "";
  for (const key in values) lines += key + "=" + values[key] + "\n";
  return lines;
}

/**
 * Two copies, written alternately: the older one is erased and written anew, checked by its CRC, while the
 * newer one stays as it is, so that a cut of power leaves the old settings or the new ones.
 */
export function openChanges(storage: Storage, hash: Hash): Changes {
  const isThere = storage.read(CHANGES_FILE, 0, CHANGES_MARK.length) === CHANGES_MARK;
  const area = isThere ? storage.area(CHANGES_FILE, CHANGES_MARK.length) : undefined;
  const copyBytes = area === undefined ? 0 : Math.floor(area.count / 2) * area.pageBytes;
  let values: Record<string, Bytes> = {};
  let newest = 0;

  function offsetOf(copy: number): number {
    return (area ? area.offset : 0) + (copy % 2) * copyBytes;
  }

  /** The text of the copy in this place, if it is whole and newer than what was found before. */
  function take(place: number): Bytes | undefined {
    const head = "" + storage.read(CHANGES_FILE, offsetOf(place), TEXT_AT);
    const length = number(head, 4);
    if (number(head, 0) <= newest || length > copyBytes - TEXT_AT) return undefined;
    const text = "" + storage.read(CHANGES_FILE, offsetOf(place) + TEXT_AT, length);
    if (number(head, HEAD_BYTES) !== hash.crc32(head.substr(0, HEAD_BYTES) + text)) return undefined;
    newest = number(head, 0);
    return text;
  }

  function load(text: Bytes | undefined): void {
    if (text === undefined) return;
    values = {};
    for (const line of text.split("\n")) {
      const equals = line.indexOf("=");
      if (equals > 0) values[line.substr(0, equals)] = line.substr(equals + 1);
    }
  }

  if (copyBytes > 0) {
    load(take(0));
    load(take(1));
  }
  return {
    lookup: function (key) { return values[key]; },
    save: function (key, value) {
      if (area === undefined || copyBytes === 0) throw halError("missing", "No file " + CHANGES_FILE);
      if (values[key] === value) return;
      const next = Object.assign({}, values) as Record<string, Bytes>;
      next[key] = value;
      const text = linesOf(next);
      if (text.length > copyBytes - TEXT_AT) throw halError("storage", "Too many settings");
      const copy = newest + 1;
      for (let at = 0; at < copyBytes; at += area.pageBytes) storage.erase(CHANGES_FILE, offsetOf(copy) + at);
      const head = word(copy) + word(text.length);
      storage.write(CHANGES_FILE, head + word(hash.crc32(head + text)) + text, offsetOf(copy));
      newest = copy;
      values = next;
    },
  };
}
