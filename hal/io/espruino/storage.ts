import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { Storage } from "../../ports/storage";

/**
 * Files in the interpreter's flash. A write at offset 0 is refused with "option": the interpreter
 * may answer it by erasing the file and making another, so files begin with a header that
 * provisioning has written. Every write is read back before it counts.
 */
export function openStorage(): Storage {
  const flash = require("Storage");
  return {
    size: function (name: string): number | undefined {
      const file = flash.read(name);
      return file === undefined ? undefined : file.length;
    },
    read: function (name: string, offset?: number, length?: number): Bytes | undefined {
      // The interpreter takes a length of 0 for "all the rest".
      return length === 0 ? "" : flash.read(name, offset, length);
    },
    write: function (name: string, data: Bytes, offset: number) {
      if (offset < 1) throw halError("option", name + " begins with its header");
      try {
        flash.write(name, data, offset);
      } catch (error) {
        throw halError("storage", name + " is not written");
      }
      if (flash.read(name, offset, data.length) !== data) throw halError("storage", name + " does not hold it");
    },
  };
}
