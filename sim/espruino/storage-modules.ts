import type { Foreign, Machine } from "./machine";
import { FLAG_STORAGE_FILE } from "./file-entry";
import { StorageError } from "./storage-format";

/** `require("Storage")` and `require("Flash")`. */
export function defineStorage(machine: Machine): void {
  machine.defineModule("Storage", () => storageModule(machine));
  machine.defineModule("Flash", () => flashModule(machine));
}

function storageModule(machine: Machine): Foreign {
  const { storage } = machine;
  const nameOf = (name: Foreign): string => String(name);
  const textOf = (name: Foreign, offset?: Foreign, length?: Foreign): string | undefined => {
    const bytes = storage.read(
      nameOf(name),
      Math.trunc(Number(offset) || 0),
      Math.trunc(Number(length) || 0),
    );
    return bytes && machine.textOf(bytes);
  };
  const put = (name: Foreign, data: Uint8Array, offset = 0, size = 0): boolean => {
    try {
      return storage.write(nameOf(name), data, offset, size);
    } catch (error) {
      throw error instanceof StorageError ? machine.error("Error", error.message) : error;
    }
  };
  const members: Record<string, (...args: Foreign[]) => unknown> = {
    read: textOf,
    readArrayBuffer: (name) => {
      const bytes = storage.read(nameOf(name));
      return bytes && machine.arrayBuffer(bytes);
    },
    readJSON: (name, quiet) => {
      const text = textOf(name);
      if (text === undefined) return undefined;
      try {
        return machine.global.JSON.parse(
          text.replace(/([{,])([A-Za-z_]\w*):/g, '$1"$2":').replace(/\\x(..)/g, "\\u00$1"),
        );
      } catch (error) {
        if (quiet) return undefined;
        throw error;
      }
    },
    write: (name, data, offset, size) => {
      if (data === undefined) throw machine.error("Error", "Can't get pointer to data to write");
      if (isPlain(machine, data)) return put(name, machine.bytesOf(machine.global.JSON.stringify(data)));
      return put(name, machine.collect(data), Math.trunc(Number(offset) || 0), Math.trunc(Number(size) || 0));
    },
    writeJSON: (name, data) =>
      put(name, machine.bytesOf(JSON.stringify(data).replace(/"([A-Za-z_]\w*)":/g, "$1:"))),
    list: (pattern, filter) => list(machine, pattern, filter),
    erase: (name) => storage.erase(nameOf(name)),
    eraseAll: () => storage.eraseAll(),
    compact: () => {
      storage.compact();
    },
    getFree: () => storage.stats().freeBytes,
    getStats: () => machine.object({ ...storage.stats() }),
    hash: () => {
      throw machine.error("Error", "Storage.hash is not in the stand-in");
    },
    open: () => {
      throw machine.error("Error", "Storage.open is not in the stand-in");
    },
    optimise: () => undefined,
  };
  return machine.library(natives(machine, members));
}

function list(machine: Machine, pattern: Foreign, filter: Foreign): Foreign {
  const names: string[] = [];
  for (const file of machine.storage.entries()) {
    const chunked = (file.flags & FLAG_STORAGE_FILE) !== 0;
    if (file.removed || (chunked && !file.name.endsWith("\x01"))) continue;
    if (filter?.sf !== undefined && Boolean(filter.sf) !== chunked) continue;
    if (pattern !== undefined && file.name.match(pattern) === null) continue;
    names.push(chunked && filter?.sf ? file.name.slice(0, -1) : file.name);
  }
  return machine.array(names);
}

function flashModule(machine: Machine): Foreign {
  const { flash } = machine;
  const area = (at: number, length: number): Foreign => machine.object({ addr: flash.startAddress + at, length });
  const offset = (address: Foreign): number => Number(address) - flash.startAddress;
  const members: Record<string, (...args: Foreign[]) => unknown> = {
    getFree: () => machine.array([area(0, flash.bytes.length)]),
    getPage: (address) => {
      const at = offset(address);
      if (!(at >= 0 && at < flash.bytes.length)) return undefined;
      return area(at - (at % flash.pageBytes), flash.pageBytes);
    },
    erasePage: (address) => {
      // Whole numbers of the other kind are refused as well there; here they look the same.
      if (!Number.isInteger(address)) {
        throw machine.error("Error", `Address should be an integer, got ${typeof address === "string" ? "String" : "Number"}`);
      }
      const at = offset(address);
      if (at >= 0 && at < flash.bytes.length) flash.erasePage(at);
    },
    read: (length, address) =>
      machine.uint8Array(flash.bytes.subarray(offset(address), offset(address) + Number(length))),
    write: (data, address) => {
      if (data === undefined) throw machine.error("Error", "Data is not defined");
      flash.programAligned(offset(address), machine.collect(data));
    },
  };
  return machine.library(natives(machine, members));
}

function natives(
  machine: Machine,
  members: Record<string, (...args: Foreign[]) => unknown>,
): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members)) made[name] = machine.native(member);
  return made;
}

/** An object that is stored as JSON. */
function isPlain(machine: Machine, data: Foreign): boolean {
  return (
    typeof data === "object" &&
    data !== null &&
    !Array.isArray(data) &&
    !ArrayBuffer.isView(data) &&
    !(data instanceof machine.intrinsics.ArrayBuffer)
  );
}
