import type { BoardConsole } from "./console";
import { LinkError } from "./link-error";
import { stopProgram } from "./silence";
import { BoardSlots } from "./slots";
import { type BoardStorage, spaceOf } from "./storage";
import type { Teller } from "./teller";
import { quote } from "./values";

/** Where a tool's own program stands on the board; made once, and used again by the next tool. No terminal looks at it. */
export const TOOLS_FILE = "tools";
/** The file is made in steps of so much, so that the programs of the next versions fit as well. */
const STEP_BYTES = 16_384;

/**
 * Runs a program (tokens of the board's dialect) from the board's flash: in memory its text alone could take all there is.
 * Pages that hold it already are not written again. It leaves an interpreter without anything else in memory.
 * Throws LinkError where flash has no room for it.
 */
export async function runStored(
  console: BoardConsole, storage: BoardStorage, board: string, program: Uint8Array, teller: Teller,
): Promise<void> {
  await stopProgram(console);
  const slots = await BoardSlots.open(console, storage, board);
  if (!await slots.fits(TOOLS_FILE, program)) await make(slots, storage, Math.ceil(program.length / STEP_BYTES) * STEP_BYTES);
  if (!await slots.holds(TOOLS_FILE, program)) await slots.write(TOOLS_FILE, program, teller.work(TOOLS_FILE, program.length));
  const { offset } = (await slots.area(TOOLS_FILE))!;
  await stopProgram(console);
  await console.evaluate(`(eval(require("Storage").read(${quote(TOOLS_FILE)},${offset},${program.length})),1)`);
}

async function make(slots: BoardSlots, storage: BoardStorage, bytes: number): Promise<void> {
  const needed = spaceOf(slots.fileBytes(bytes));
  const { freeBytes } = await storage.stats();
  if (needed > freeBytes) {
    throw new LinkError(`The tests need ${needed} bytes of the board's flash, and ${freeBytes} are free.`,
      "Nothing was changed. Save the journal (npm run pull-journal), then make the board's files anew: npm run provision -- --erase.");
  }
  await slots.make(TOOLS_FILE, bytes);
}
