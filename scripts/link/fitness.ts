import { boardData } from "../build/board-data";
import { boardNames } from "../build/types";
import type { BoardConsole } from "./console";
import { LinkError } from "./link-error";
import { versionNumber } from "./version";

/** What `process.env` of the interpreter says of itself. */
export interface Facts {
  version: string;
  board: string;
  modules: string[];
}

/** Built into the interpreter, or no sale is possible. */
const NEEDED = ["Storage", "Flash", "http", "tls", "crypto", "heatshrink"];
/** The oldest interpreter whose behaviour was measured. */
const VERSION_MIN = "2v29";

/** Throws LinkError where no image is made for a board of that name. */
export function checkBoard(board: string): void {
  const boards = boardNames(process.cwd());
  if (boards.includes(board)) return;
  throw new LinkError(`There is no board ${board}.`, `Boards are ${boards.join(", ")}: the files of hal/boards.`);
}

/** Asks a board what it is. */
export async function factsOf(console: BoardConsole): Promise<Facts> {
  return { ...console.identity, modules: (await console.evaluate<string>("process.env.MODULES")).split(",") };
}

/**
 * Throws LinkError when the interpreter's memory is too small for an image that uses so many variables. An ESP32 takes what
 * its heap has left at the start: ask once Bluetooth, which takes some 1,800 of them, is off. A computer's memory grows.
 */
export async function checkMemory(console: BoardConsole, needed: number): Promise<void> {
  if (familyOf(console.identity.board) === "linux") return;
  const total = await console.evaluate<number>("process.memory().total");
  if (total >= needed) return;
  throw new LinkError(`This board has memory for ${total} variables, and the image uses ${needed} at the peak of a sale.`,
    "Nothing was written. Take a board that can carry the product (docs/HARDWARE.md), with the interpreter's build for it.");
}

/** Throws LinkError when the image of `board` cannot work on this interpreter. */
export function checkFitness(facts: Facts, board: string): void {
  const { version } = facts;
  const family = familyOf(facts.board);
  if (family !== interpreterOf(board)) {
    const right = boardNames(process.cwd()).filter((name) => interpreterOf(name) === family);
    throw new LinkError(`This is a board ${facts.board}; the image is made for ${board}.`,
      right.length === 0 ? "Take the right port: no image of ours is made for this one (docs/HARDWARE.md)."
        : `Take the right port, or the right image: --board ${right.join(" or --board ")}.`);
  }
  if (versionNumber(version) < versionNumber(VERSION_MIN)) {
    throw new LinkError(`The interpreter is version ${version}; tinytill needs ${VERSION_MIN} or newer.`,
      "Put a newer Espruino on the board (docs/PROVISIONING.md). Provision it again afterwards if its storage was erased.");
  }
  const missing = NEEDED.filter((name) => !facts.modules.includes(name));
  if (missing.length > 0) {
    throw new LinkError(`This interpreter was built without ${missing.join(", ")}: it cannot make a payment.`,
      "Take the build for ESP32 or ESP32-S3 that has TLS (docs/HARDWARE.md names the boards that can carry the product).");
  }
}

function interpreterOf(board: string): string {
  return boardData(board).facts.interpreter;
}

/** What boards' files call it: ESP32S3_IDF4 is an esp32s3, LINUX32 a linux; what stands behind tells builds of one apart. */
function familyOf(board: string): string {
  const name = board.toLowerCase().replace(/_.*$/, "");
  return name.startsWith("linux") ? "linux" : name;
}
