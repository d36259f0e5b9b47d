import * as esbuild from "esbuild";
import { type ChipFacts, ESP32, ESP32_S3 } from "../../sim/chips";

/** What a signal needs of its pin. */
export type Need = "receive" | "transmit" | "output" | "openDrain" | "watchedPullUp" | "watched" | "wave" | "voltage";

/** One wire from a part to the chip. */
export interface Line {
  part: string;
  signal: string;
  pin: number;
  need: Need;
}

/** The boards with pins, and their chips. */
export const CHIP_OF: Record<string, ChipFacts> = { esp32: ESP32, esp32s3: ESP32_S3 };

const NEEDS: Record<string, Need> = {
  "scanner receive": "receive", "scanner transmit": "transmit", "printer receive": "receive", "printer transmit": "transmit",
  "keypad row": "openDrain", "keypad column": "watchedPullUp", "display clock": "output", "display data": "output",
  "display command": "output", "display select": "output", "speaker tone": "wave", "battery sense": "voltage",
};

/** What SPI1 takes along as its input where it is told none. */
export const SPI_INPUT: Record<string, number> = { esp32: 12, esp32s3: 13 };

/** `pins` of a board's file and nothing else of it: the rest is for the interpreter. */
async function pinMapOf(board: string): Promise<Record<string, Record<string, unknown>>> {
  const built = await esbuild.build({
    stdin: { contents: `export { pins } from "./${board}";`, resolveDir: "hal/boards" },
    bundle: true, format: "esm", write: false,
    // The interpreter's pins are globals; here they are their numbers.
    define: Object.fromEntries(Array.from({ length: 49 }, (_, pin) => [`D${pin}`, String(pin)])),
    plugins: [{
      name: "modules of the interpreter",
      setup: (build) => build.onResolve({ filter: /^[^.]/ }, ({ path }) => ({ path, external: true, sideEffects: false })),
    }],
  });
  const source = Buffer.from(built.outputFiles[0]!.contents).toString("base64");
  return (await import(`data:text/javascript;base64,${source}`) as { pins: Record<string, Record<string, unknown>> }).pins;
}

/** The wires of a board, as its file in hal/boards has them. */
export async function linesOf(board: string): Promise<Line[]> {
  const pins = await pinMapOf(board);
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
  if (chip.inputOnly.includes(pin) && (drives || need === "watchedPullUp")) return drives ? "is an input only" : "has no resistor";
  if (need.startsWith("watched") && chip.unwatched.includes(pin)) return "cannot be watched";
  if (need === "voltage" && !chip.analog.includes(pin)) return "senses no voltage while WiFi is on";
  if (need === "wave" && chip.converters.includes(pin)) return "makes voltages, not waves";
  return undefined;
}
