import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LinkError } from "./link-error";

/** One file of an image as it goes into flash; erased bytes follow up to `size`. */
export interface ImageFile {
  name: string;
  data: Uint8Array;
  size: number;
}

/** A finished build. */
export interface Image {
  board: string;
  version: string;
  /** In the order in which they are written: what starts the program comes last. */
  files: ImageFile[];
}

interface Manifest {
  board: string;
  version: string;
  files?: { name: string; path: string; size?: number }[];
}

/** Reads a build's folder by its manifest. Throws LinkError when there is none. */
export function readImage(folder: string): Image {
  const path = join(folder, "manifest.json");
  if (!existsSync(path)) {
    throw new LinkError(`There is no build in ${folder}.`, "Make one: npm run build -- --board linux (or your board).");
  }
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  const files = (manifest.files ?? [{ name: ".bootcde", path: "tinytill.js" }]).map(({ name, path: file, size }) => {
    const data = readFileSync(join(folder, file));
    return { name, data, size: Math.max(size ?? 0, data.length) };
  });
  files.sort((one, other) => Number(one.name.startsWith(".boot")) - Number(other.name.startsWith(".boot")));
  return { board: manifest.board, version: manifest.version, files };
}
