import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "commander";
import { makeManifest } from "./update/manifest";

const KEY_BYTES_MIN = 32;

program
  .description("signs the built image of a board and lays it, with its manifest, where terminals fetch updates")
  .requiredOption("--board <name>", "the board it was built for")
  .requiredOption("--key-file <file>", "the update key of the terminals, 32 bytes or more")
  .requiredOption("--out <folder>", "the folder of the web server")
  .option("--dist <folder>", "where npm run build put the image", "dist")
  .parse();

const options = program.opts<{ board: string; keyFile: string; out: string; dist: string }>();
const fault = publish();
if (fault !== undefined) {
  console.error(`sign-update: ${fault}`);
  process.exitCode = 1;
}

/** Writes image and manifest. Gives a sentence about what is missing, or undefined. */
function publish(): string | undefined {
  const built = join(options.dist, options.board);
  const image = join(built, "tinytill.img");
  if (!existsSync(image)) return `there is no ${image}: run npm run build -- --board ${options.board} first`;
  if (!existsSync(options.keyFile)) return `there is no key file ${options.keyFile}`;
  // As provisioning reads it: blanks are a part of the key.
  const key = readFileSync(options.keyFile, "latin1").replace(/[\r\n]+$/, "");
  if (key.length < KEY_BYTES_MIN) return `the key has ${key.length} bytes; ${KEY_BYTES_MIN} or more are needed`;
  const { version } = JSON.parse(readFileSync(join(built, "manifest.json"), "utf8")) as { version: string };
  const file = `tinytill-${options.board}-${version}.img`;
  mkdirSync(options.out, { recursive: true });
  copyFileSync(image, join(options.out, file));
  // The manifest last: whoever reads it finds the image.
  writeFileSync(join(options.out, "manifest"), makeManifest({
    board: options.board, version, file, image: readFileSync(image), pieceBytes: 4096, key: Buffer.from(key, "latin1"),
  }), "latin1");
  console.log(`${join(options.out, "manifest")}: ${options.board} ${version}, signed`);
  return undefined;
}
