import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LinkError } from "./link-error";

/** A file that is as long as its data. */
export interface PlainFile {
  name: string;
  data: Uint8Array;
}

/** A finished build. */
export interface Image {
  board: string;
  version: string;
  /** What starts first, and whatever else lies in files of its own. */
  files: PlainFile[];
  /** Places for an image: the first that is in use, or the first of all, gets `program`. */
  slots: { name: string; slotBytes: number }[];
  program: Uint8Array;
  /** In use at the peak of a sale. */
  variables: number;
  /** For development: the board can be provisioned and flashed while it runs. */
  keepsConsole: boolean;
}

interface Manifest {
  board: string;
  version: string;
  /** Absent in builds of older versions. */
  variables?: number;
  keepsConsole?: boolean;
  flash: { name: string; file?: string; slotBytes?: number }[];
}

/** Reads a build's folder by its manifest. Throws LinkError when there is none. */
export function readImage(folder: string): Image {
  const path = join(folder, "manifest.json");
  if (!existsSync(path)) {
    throw new LinkError(`There is no build in ${folder}.`, "Make one: npm run build -- --board linux (or your board).");
  }
  const { board, version, variables = 0, keepsConsole = false, flash } = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  const read = (file: string): Uint8Array => new Uint8Array(readFileSync(join(folder, file)));
  const slots = flash.flatMap(({ name, slotBytes }) => (slotBytes === undefined ? [] : [{ name, slotBytes }]));
  const files = flash.flatMap(({ name, file, slotBytes }) => (
    file === undefined || slotBytes !== undefined ? [] : [{ name, data: read(file) }]));
  const program = flash.find(({ file, slotBytes }) => file !== undefined && slotBytes !== undefined)?.file;
  if (program === undefined) throw new LinkError(`The build in ${folder} has no image.`, "Build it again: npm run build.");
  return { board, version, files, slots, program: read(program), variables, keepsConsole };
}
