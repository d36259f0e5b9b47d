import { crc32, fromBytes } from "../../sim/bytes";
import { bundle, type BundleResult } from "../build/bundle";
import type { BoardConsole } from "./console";
import { LinkError } from "./link-error";
import { quote } from "./values";

/** Characters of one packet, which escaping may make twice as long. */
const PIECE = 3_000;

/** Built once, however many boards get it. */
const built = new Map<string, Promise<BundleResult>>();

/** A script of a tool, made for a board: as text and as tokens. */
export function buildProgram(board: string, entry: string): Promise<BundleResult> {
  const name = `${board} ${entry}`;
  const known = built.get(name);
  if (known !== undefined) return known;
  const made = bundle({ board, entry, console: true, parts: {} });
  built.set(name, made);
  return made;
}

/**
 * Runs a script of the board's dialect in the board's memory; nothing of it goes into flash. Only for short ones: the text
 * takes two or three times its bytes there, and an ESP32 has 220 KB for everything.
 */
export async function runProgram(console: BoardConsole, board: string, entry: string): Promise<void> {
  const { code } = await buildProgram(board, entry);
  await console.evaluate("(global.pieces=[]).length");
  for (let at = 0; at < code.length; at += PIECE) {
    await console.evaluate(`(pieces[${at / PIECE}]=${quote(code.slice(at, at + PIECE))}).length`);
  }
  const crc = await console.evaluate<number>("E.CRC32(global.pieces=pieces.join(''))");
  if (crc !== crc32(fromBytes(code))) {
    throw new LinkError("The board did not get its program whole.", "Take a shorter cable, or a lower speed (--baud).");
  }
  await console.evaluate("(function(code){delete global.pieces;eval(code);return 1})(pieces)", 60_000);
}
