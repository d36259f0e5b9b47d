import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { LinkError } from "./link-error";

const MANIFEST_FILE = "manifest.json";

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

/** What is read of a build's `manifest.json`. */
const MANIFEST = z.object({
  board: z.string(),
  version: z.string(),
  /** Absent in builds of older versions. */
  variables: z.number().default(0),
  keepsConsole: z.boolean().default(false),
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
  flash: z.array(z.object({ name: z.string(), file: z.string().optional(), slotBytes: z.number().optional() })),
});
type Manifest = z.output<typeof MANIFEST>;

/** Reads a build's folder by its manifest. Throws LinkError when there is none, or when a file of it is torn or another one. */
export function readImage(folder: string): Image {
  const { board, version, variables, keepsConsole, files: digests, flash } = readManifest(folder);
  const read = (file: string): Uint8Array => {
    const data = contentOf(folder, file);
    const digest = createHash("sha256").update(data).digest("hex");
    if (digests.some(({ name, sha256 }) => name === file && sha256 === digest)) return data;
    throw unusable(`The file ${file} in ${folder} is not what was built: it is torn, or of another build.`);
  };
  const slots = flash.flatMap(({ name, slotBytes }) => (slotBytes === undefined ? [] : [{ name, slotBytes }]));
  const files = flash.flatMap(({ name, file, slotBytes }) => (
    file === undefined || slotBytes !== undefined ? [] : [{ name, data: read(file) }]));
  const program = flash.find(({ file, slotBytes }) => file !== undefined && slotBytes !== undefined)?.file;
  if (program === undefined) throw unusable(`The build in ${folder} has no image.`);
  return { board, version, files, slots, program: read(program), variables, keepsConsole };
}

function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST_FILE);
  if (!existsSync(path)) {
    throw new LinkError(`There is no build in ${folder}.`, "Make one: npm run build -- --board linux (or your board).");
  }
  try {
    return MANIFEST.parse(JSON.parse(Buffer.from(contentOf(folder, MANIFEST_FILE)).toString("utf8")));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw unusable(`${path} is no manifest of a build: it is torn, or of another program.`);
  }
}

function contentOf(folder: string, file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(join(folder, file)));
  } catch (error) {
    throw unusable(`The file ${file} of the build in ${folder} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function unusable(what: string): LinkError {
  return new LinkError(what, "Nothing was written. Build it again: npm run build.");
}
