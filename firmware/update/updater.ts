import type { Bytes } from "../../hal/ports/bytes";
import type { Clock } from "../../hal/ports/clock";
import type { Hash } from "../../hal/ports/hash";
import type { HTTPClient, HTTPResult } from "../../hal/ports/http-client";
import type { PageArea, Storage } from "../../hal/ports/storage";
import { hasRoom, isTrial, note, otherSlot, readList, runningSlot } from "./choice";
import type { SlotName } from "./choice";
import { hashOfPiece, isNewer, MANIFEST_BYTES_MAX, readManifest } from "./manifest";
import type { Manifest } from "./manifest";

/** Where updates come from. */
export interface UpdateSource {
  host: Bytes;
  port: number;
  /** Folder on the server, with a slash at its end. */
  path: Bytes;
  /** The update key: at least 32 bytes that the signer and this terminal share. */
  key: Bytes;
}

/** What the updater works with. */
export interface UpdateParts {
  clock: Clock;
  hash: Hash;
  http: HTTPClient;
  storage: Storage;
  /** What runs now. */
  board: Bytes;
  version: Bytes;
  /** Whether nobody needs the terminal yet; asked before every piece, and before the end. */
  mayGoOn: () => boolean;
  onProgress: (piece: number, pieces: number) => void;
}

/**
 * How it ended. `ready`: the other slot holds the new image and the next start tries it. In all other cases the
 * running image stays: `busy` somebody wants to sell, `current` nothing newer, `failed` this version was tried here and
 * went back, `noAnswer`, `unsigned` no manifest of our key for this board, `tooBig` the slot does not hold it, `full` the list of updates
 * is full, `storage` flash takes no more, `damaged` a piece is not what the manifest says.
 */
export type UpdateEnd =
  | "ready" | "busy" | "current" | "failed" | "noAnswer" | "unsigned" | "tooBig" | "full" | "storage" | "damaged";

const EXCHANGE_MS = 20_000;
const TRIES = 3;

/** The file of a slot. */
export function slotFile(slot: SlotName): Bytes {
  return "app." + slot;
}

/** An image begins with the first whole page of its slot's file. */
export function slotArea(storage: Storage, slot: SlotName): PageArea | undefined {
  return storage.area(slotFile(slot), 1);
}

/**
 * Fetches what is newer into the slot that does not run, piece by piece, and chooses it. The running image and
 * every other file stay as they are; a cut of power at any moment leaves the running image chosen, and the next
 * call goes on where this one was cut. Calls `onDone` once, never from inside.
 */
export function runUpdate(parts: UpdateParts, source: UpdateSource, onDone: (end: UpdateEnd) => void): void {
  const storage = parts.storage;
  const hash = parts.hash;
  const list = readList(storage);
  const slot = otherSlot(runningSlot(list));
  const file = slotFile(slot);
  const area = slotArea(storage, slot);

  function later(end: UpdateEnd): void {
    parts.clock.start(0, function () { onDone(end); });
  }

  function get(name: Bytes, offset: number, length: number, onBody: (body: Bytes | undefined) => void): void {
    parts.http.request({
      host: source.host, port: source.port, path: source.path + name, body: "", clientCertificate: false,
      timeoutMs: EXCHANGE_MS, bodyBytesMax: length, range: { offset: offset, length: length },
    }, function (result: HTTPResult) {
      onBody(result.kind === "answer" && (result.status === 200 || result.status === 206) ? result.body : undefined);
    });
  }

  function isThere(manifest: Manifest, index: number, offset: number, length: number): boolean {
    return hash.hex(hash.sha256("" + storage.read(file, offset, length))) === hashOfPiece(manifest, index);
  }

  function writePiece(pages: PageArea, offset: number, body: Bytes, pieceBytes: number): boolean {
    try {
      for (let at = 0; at < pieceBytes; at += pages.pageBytes) storage.erase(file, offset + at);
      storage.write(file, body, offset);
      return true;
    } catch (error) {
      return false;
    }
  }

  function choose(): void {
    try {
      note(storage, slot);
      later("ready");
    } catch (error) {
      later("storage");
    }
  }

  function fetch(manifest: Manifest, pages: PageArea, index: number, tries: number): void {
    const from = index * manifest.pieceBytes;
    if (!parts.mayGoOn()) return later("busy");
    if (from >= manifest.bytes) return choose();
    const offset = pages.offset + from;
    const rest = manifest.bytes - from;
    const length = rest < manifest.pieceBytes ? rest : manifest.pieceBytes;
    function next(): void { fetch(manifest, pages, index + 1, TRIES); }
    parts.onProgress(index, Math.ceil(manifest.bytes / manifest.pieceBytes));
    if (isThere(manifest, index, offset, length)) {
      parts.clock.start(0, next);
      return;
    }
    get(manifest.file, from, length, function (body) {
      const isRight = body !== undefined && hash.hex(hash.sha256(body)) === hashOfPiece(manifest, index);
      if (isRight) {
        const isWritten = writePiece(pages, offset, body as Bytes, manifest.pieceBytes)
          && isThere(manifest, index, offset, length);
        return isWritten ? next() : later("storage");
      }
      if (tries > 1) return fetch(manifest, pages, index, tries - 1);
      later(body === undefined ? "noAnswer" : "damaged");
    });
  }

  /** The version that is in the other slot, tried and gone back from, is not fetched again. */
  function failedHere(manifest: Manifest, pages: PageArea): boolean {
    if (list.substr(list.length - 1) !== "x") return false;
    for (let at = 0; at * manifest.pieceBytes < manifest.bytes; at++) {
      const rest = manifest.bytes - at * manifest.pieceBytes;
      const length = rest < manifest.pieceBytes ? rest : manifest.pieceBytes;
      if (!isThere(manifest, at, pages.offset + at * manifest.pieceBytes, length)) return false;
    }
    return true;
  }

  if (area === undefined || isTrial(list)) return later("tooBig");
  if (!hasRoom(storage)) return later("full");
  get("manifest", 0, MANIFEST_BYTES_MAX, function (body) {
    if (body === undefined) return later("noAnswer");
    const manifest = readManifest(body, hash, source.key);
    if (manifest === undefined || manifest.board !== parts.board) return later("unsigned");
    if (!isNewer(manifest.version, parts.version)) return later("current");
    const pieceBytes = manifest.pieceBytes;
    const fits = pieceBytes % area.pageBytes === 0
      && Math.ceil(manifest.bytes / pieceBytes) * pieceBytes <= area.count * area.pageBytes;
    if (!fits) return later("tooBig");
    if (failedHere(manifest, area)) return later("failed");
    fetch(manifest, area, 0, TRIES);
  });
}
