import { type ChipFacts, chipOf } from "../../sim/chips";
import { boardData, type PinMap } from "../build/board-data";
import { boardNames } from "../build/types";

/** What a signal needs of its pin. */
export type Need = "receive" | "transmit" | "pullUp" | "output" | "openDrain" | "watchedPullUp" | "watched" | "wave" | "voltage";

/** One wire from a part to the chip. */
export interface Line {
  part: string;
  signal: string;
  pin: number;
  need: Need;
}

const NEEDS: Record<string, Need> = {
  "scanner receive": "receive", "scanner transmit": "transmit", "printer receive": "receive", "printer transmit": "transmit",
  "keypad row": "openDrain", "keypad column": "watchedPullUp", "display clock": "output", "display data": "output",
  "display command": "output", "display select": "output", "speaker tone": "wave", "voice transmit": "transmit",
  "voice receive": "receive", "voice busy": "pullUp", "battery sense": "voltage", "camera input": "receive",
  "camera select": "output", "camera sensorData": "openDrain", "camera sensorClock": "openDrain",
};

/** A board whose parts hang on pins. */
export interface PinnedBoard {
  board: string;
  chip: ChipFacts;
  lines: Line[];
  /** Markdown: why these pins. */
  about: string;
}

/** The boards with pins that a repository has. */
export function pinnedBoards(root = process.cwd()): PinnedBoard[] {
  return boardNames(root).flatMap((board) => {
    const { facts: { chip, about }, pins } = boardData(board, root);
    return chip === undefined || pins === undefined ? [] : [{ board, chip: chipOf(chip), lines: linesOf(pins), about }];
  });
}

/** The wires of a board, as its file has them. */
function linesOf(pins: PinMap): Line[] {
  const lines: Line[] = [];
  for (const [part, signals] of Object.entries(pins)) {
    for (const [signal, value] of Object.entries(signals)) {
      if (signal === "pullUp" || signal === "fullScaleMv") continue;
      if (part === "tamper") {
        lines.push({ part, signal, pin: value as number, need: signals["pullUp"] === true ? "watchedPullUp" : "watched" });
      } else if (Array.isArray(value)) {
        const name = signal.slice(0, -1);
        value.forEach((pin: number, at) => lines.push({ part, signal: `${name} ${at + 1}`, pin, need: needOf(part, name) }));
      } else lines.push({ part, signal, pin: value as number, need: needOf(part, signal) });
    }
  }
  return lines;
}

function needOf(part: string, signal: string): Need {
  const need = NEEDS[`${part} ${signal}`];
  if (need === undefined) throw new Error(`nobody said what ${part} ${signal} needs of a pin`);
  return need;
}

/** Why a line does not fit the chip, or undefined where it does. */
export function misfit(line: Line, chip: ChipFacts): string | undefined {
  const { pin, need } = line;
  if (pin >= chip.pins || chip.missing.includes(pin)) return "is no pin of the chip";
  if (chip.flash.includes(pin)) return "belongs to the flash";
  if (chip.console.includes(pin)) return "belongs to the console";
  if (chip.strapping.includes(pin)) return "decides how the chip starts";
  if (chip.inverted.includes(pin)) return "reads the other way round";
  const drives = ["transmit", "output", "openDrain", "wave"].includes(need);
  const wantsResistor = need === "watchedPullUp" || need === "pullUp";
  if (chip.inputOnly.includes(pin) && (drives || wantsResistor)) return drives ? "is an input only" : "has no resistor";
  if (need.startsWith("watched") && chip.unwatched.includes(pin)) return "cannot be watched";
  if (need === "voltage" && !chip.analog.includes(pin)) return "senses no voltage while WiFi is on";
  if (need === "wave" && chip.converters.includes(pin)) return "makes voltages, not waves";
  return undefined;
}
