import { readFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "commander";
import { readImage } from "./link/image";
import { LinkError } from "./link/link-error";
import { saveFile } from "./link/save-file";
import { runTool } from "./link/tool";
import { makeManifest } from "./update/manifest";

const KEY_BYTES_MIN = 32;
const NOTHING = "Nothing was published.";

program
  .description("signs the built image of a board and lays it, with its manifest, where terminals fetch updates")
  .requiredOption("--board <name>", "the board it was built for")
  .requiredOption("--key-file <file>", "the update key of the terminals, 32 bytes or more")
  .requiredOption("--out <folder>", "the folder of the web server")
  .option("--dist <folder>", "where npm run build put the image", "dist")
  .parse();

const options = program.opts<{ board: string; keyFile: string; out: string; dist: string }>();
await runTool("sign-update", async () => {
  const { board, version, program: image, keepsConsole } = readImage(join(options.dist, options.board));
  if (board !== options.board) throw new LinkError(`The image in ${options.dist} is made for ${board}.`, NOTHING);
  if (keepsConsole) {
    throw new LinkError("This image keeps its console, where whoever has a wire can read a shop's keys.",
      `${NOTHING} Build it without --console.`);
  }
  const key = readKey();
  const file = `tinytill-${board}-${version}.img`;
  saveFile(join(options.out, file), image, "--out FOLDER");
  // The manifest last: whoever reads it finds the image.
  const manifest = makeManifest({ board, version, file, image, pieceBytes: 4096, key });
  saveFile(join(options.out, "manifest"), Buffer.from(manifest, "latin1"), "--out FOLDER");
  console.log(`${join(options.out, "manifest")}: ${board} ${version}, signed`);
});

/** As provisioning reads it: blanks are a part of the key. Throws LinkError, without the key. */
function readKey(): Buffer {
  let text: string;
  try {
    text = readFileSync(options.keyFile, "latin1");
  } catch (error) {
    throw new LinkError(`The key file ${options.keyFile} cannot be read (${(error as NodeJS.ErrnoException).code}).`, NOTHING);
  }
  const key = text.replace(/[\r\n]+$/, "");
  if (key.length >= KEY_BYTES_MIN) return Buffer.from(key, "latin1");
  throw new LinkError(`The key has ${key.length} bytes; ${KEY_BYTES_MIN} or more are needed.`, NOTHING);
}
