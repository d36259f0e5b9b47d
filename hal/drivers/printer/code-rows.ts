import type { Bytes } from "../../ports/bytes";

/** Four dots of a module beside four of the next one, in a byte. */
const PAIRS: Record<string, Bytes> = { "0": "\x00", "1": "\xf0", "10": "\xf0", "11": "\xff", "00": "\x00", "01": "\x0f" };
/** A line of 384 dots holds so many modules of 8 dots. */
const WIDE_MODULES_MAX = 48;
/** GS v 0 with dots as they are, and with each of them twice as wide and high. */
const DOTS = "\x1dv0\x00";
const BIG_DOTS = "\x1dv0\x03";

/**
 * A QR code as dots, for a printer that makes none itself: one command for each row of modules, so that none is cut
 * in two. A module has 8 dots, 4 where the code would else be wider than the paper. Source: Epson ESC/POS Command
 * Reference, GS v 0.
 */
export function codeRows(modules: Bytes[]): Bytes[] {
  const commands: Bytes[] = [];
  const head = modules.length > WIDE_MODULES_MAX ? DOTS : BIG_DOTS;
  for (const row of modules) {
    let dots = "";
    for (let at = 0; at < row.length; at += 2) dots += PAIRS[row.substr(at, 2)];
    commands.push(head + String.fromCharCode(dots.length) + "\x00\x04\x00" + dots.repeat(4));
  }
  return commands;
}
