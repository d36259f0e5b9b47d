import { phoneScene, STRIP, WHOLE } from "../../sim/camera/scene";
import { BAR_SETS, poseIn, QR_SETS } from "../../sim/camera/sets";
import { toCode128, toQr } from "../../sim/wallet/symbols";
import type { FlashFile } from "../../sim/provisioning";
import { bundle } from "../build/bundle";
import { writeFlash } from "./flash";
import { countedBefore, COUNTING, COUNTING_TOOL } from "./instructions";
import type { Interpreter } from "./interpreters";
import { runScript } from "./run-script";
import { median } from "./yardstick";

/** What pictures cost to read, in passes of a loop that adds up its counter: some eleven tokens each. */
export interface Reading {
  /** A bar code and a QR code, held as a customer holds a phone. */
  readStrip: number;
  readWhole: number;
  /** Nothing to read. */
  emptyStrip: number;
  emptyWhole: number;
  /** The longest that keys and wires waited. */
  readMoment: number;
}

const CODE = "134567890123456789";
/** Pictures with a code, and then one of a screen without. */
const PICTURES = 3;
const PASSES = 1000;
const PROGRAM = "reading";
/** So finely the variables are found. */
const VARIABLES_STEP = 32;
/** What the lens sees, how large, and the code that is in it. */
const VIEWS = {
  strip: { window: STRIP, width: 320, height: 60, symbols: { bars: toCode128(CODE) }, set: BAR_SETS.med! },
  whole: { window: WHOLE, width: 160, height: 120, symbols: { matrix: toQr(CODE) }, set: QR_SETS.med! },
};
type View = keyof typeof VIEWS;

/** What a run told: the text of each picture, and what was done before each mark. */
export interface Told {
  codes: Map<string, string>;
  done: string[];
}

/** Counts what the camera's readers make of pictures. The interpreter must have its symbols, and an end of its memory. */
export async function measureReading(interpreter: Interpreter, folder: string): Promise<Reading> {
  writeFlash(interpreter, folder, await readingFiles());
  const output = await runScript(interpreter.path, READING_SCRIPT, folder, 900_000, COUNTING);
  const told = readTold(output);
  if (told === undefined) throw new Error(`the readers did not end under ${COUNTING_TOOL}:\n${output.slice(-500)}`);
  const wrong = [...told.codes].filter(([name, text]) => text !== wanted(name)).map(([name]) => name);
  if (wrong.length > 0) throw new Error(`${wrong.join(" and ")} were not read, or read wrong`);
  const steps = told.done.map((name, at) => ({ name, count: countedBefore(folder, at + 1) }));
  const sum = (name: string) => steps.filter((step) => step.name === name).reduce((all, { count }) => all + count, 0);
  const passes = (count: number) => Math.round((count / sum("calibration")) * PASSES);
  const middle = (view: View) => passes(median(Array.from({ length: PICTURES }, (_, at) => sum(view + at))));
  return {
    readStrip: middle("strip"), readWhole: middle("whole"),
    emptyStrip: passes(sum(`strip${PICTURES}`)), emptyWhole: passes(sum(`whole${PICTURES}`)),
    readMoment: passes(Math.max(...steps.filter(({ name }) => told.codes.has(name)).map(({ count }) => count))),
  };
}

/** How few variables may be left for picture, readers and what they work with: with less the same pictures are not read. */
export async function measureReadingMemory(interpreter: Interpreter, folder: string): Promise<number> {
  writeFlash(interpreter, folder, await readingFiles());
  const suffices = async (free: number): Promise<boolean> => {
    const hoard = `var hoard=[];for(var count=process.memory().free-${free};count>0;count--)hoard.push(0);`;
    const told = readTold(await runScript(interpreter.path, hoard + READING_SCRIPT, folder, 120_000));
    return told !== undefined && [...told.codes].every(([name, text]) => text === wanted(name));
  };
  let [few, enough] = [1_000, 8_192];
  if (!await suffices(enough)) throw new Error(`${enough} variables are too few to read pictures`);
  while (enough - few > VARIABLES_STEP) {
    const middle = (few + enough) >> 1;
    if (await suffices(middle)) enough = middle;
    else few = middle;
  }
  return enough;
}

/** Runs the readers that lie in flash, from there. */
export const READING_SCRIPT = `eval(require("Storage").read("${PROGRAM}"));quit();`;

/** The readers and their pictures, as files of the interpreter's storage. */
export async function readingFiles(): Promise<FlashFile[]> {
  const { tokens } = await bundle({ board: "linux", entry: "scripts/device/on-device/reading.ts", parts: {} });
  return [{ name: PROGRAM, data: Buffer.from(tokens, "latin1") }, ...(Object.keys(VIEWS) as View[]).flatMap(picturesOf)];
}

function picturesOf(view: View): FlashFile[] {
  const { window, width, height, symbols, set } = VIEWS[view];
  return Array.from({ length: PICTURES + 1 }, (_, at) => {
    const scene = phoneScene({ symbols: at < PICTURES ? symbols : {}, pose: poseIn(set, symbols, at), seed: at });
    return { name: view + at, data: Buffer.from(scene.look(window, width, height)) };
  });
}

function wanted(name: string): string {
  return name.endsWith(String(PICTURES)) ? "" : CODE;
}

/** Undefined: it did not come to its end. */
export function readTold(output: string): Told | undefined {
  const text = output.replaceAll("\r", "");
  const done = /^>?DONE (.*)$/m.exec(text);
  const codes = new Map([...text.matchAll(/^>?READ (\w+) (.*)$/gm)].map(([, name, code]) => [name!, code!.trim()]));
  if (done === null) return undefined;
  const [names, times] = JSON.parse(done[1]!) as [string[], number[]];
  return { codes, done: names.flatMap((name, at) => Array<string>(times[at]!).fill(name)) };
}
