import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { Storage } from "../../ports/storage";
import { findFile } from "./file-address";
import type { FileAddress } from "./file-address";

/** Blankness of a page is looked at in pieces of so many bytes. */
const PIECE_BYTES = 512;

/**
 * Files in the interpreter's flash. A write at offset 0 is refused with "option": the interpreter
 * may answer it by erasing the file and making another, so files begin with a header that
 * provisioning has written. Every write is read back before it counts.
 *
 * The interpreter erases pages by their address only, so `erase` looks for the file anew each time
 * and erases nothing unless the same bytes are found by the file's name and at the page's address.
 * @param start address of the interpreter's storage area in flash
 */
export function openStorage(start: number): Storage {
  const files = require("Storage");
  const flash = require("Flash");

  function pageLength(file: FileAddress): number {
    const page = flash.getPage(file.address);
    return page === undefined ? 0 : page.length;
  }

  return {
    size: function (name: string): number | undefined {
      const file = files.read(name);
      return file === undefined ? undefined : file.length;
    },
    read: function (name: string, offset?: number, length?: number): Bytes | undefined {
      // The interpreter takes a length of 0 for "all the rest".
      return length === 0 ? "" : files.read(name, offset, length);
    },
    write: function (name: string, data: Bytes, offset: number) {
      if (offset < 1) throw halError("option", name + " begins with its header");
      try {
        files.write(name, data, offset);
      } catch (error) {
        throw halError("storage", name + " is not written");
      }
      if (files.read(name, offset, data.length) !== data) throw halError("storage", name + " does not hold it");
    },
    area: function (name: string, from: number) {
      const file = findFile(start, name);
      const pageBytes = file === undefined ? 0 : pageLength(file);
      if (file === undefined || pageBytes === 0) return undefined;
      // Pages are counted from the start of the flash, which is a multiple of every page.
      const behind = (file.address + from) % pageBytes;
      const offset = behind === 0 ? from : from + pageBytes - behind;
      const count = Math.floor((file.size - offset) / pageBytes);
      return count < 1 ? undefined : { offset: offset, pageBytes: pageBytes, count: count };
    },
    erase: function (name: string, offset: number) {
      const file = findFile(start, name);
      const pageBytes = file === undefined ? 0 : pageLength(file);
      if (file === undefined || offset < 1 || offset + pageBytes > file.size) throw halError("option", name);
      const address = file.address + offset;
      if (address % pageBytes !== 0 || files.read(name, offset, 64) !== E.toString(flash.read(64, address))) {
        throw halError("option", name + " has no page there");
      }
      // It takes nothing but an integer, and sums of products are none.
      flash.erasePage(address | 0);
      const blank = "\xff".repeat(PIECE_BYTES);
      for (let at = 0; at < pageBytes; at += PIECE_BYTES) {
        if (files.read(name, offset + at, PIECE_BYTES) !== blank) throw halError("storage", name + " is not erased");
      }
    },
    wipe: function (name: string) {
      const file = findFile(start, name);
      if (file === undefined) return;
      // Flash can always make a one a zero, whatever was written there.
      for (let at = 0; at < file.size; at += PIECE_BYTES) {
        const zeros = "\0".repeat(Math.min(PIECE_BYTES, file.size - at));
        flash.write(zeros, file.address + at);
        if (files.read(name, at, zeros.length) !== zeros) throw halError("storage", name + " is not wiped");
      }
    },
  };
}
