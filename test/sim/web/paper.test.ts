import * as esbuild from "esbuild";
import * as assert from "uvu/assert";
import { browsing } from "../../support/browser";

const page = browsing("the paper of the page");

/** A printer with paper in it; what a camera reads in the pixels that the page draws of that paper. */
const PRINTER = `
import { fromBytes } from "./sim/bytes";
import { VirtualClock } from "./sim/clock";
import { createThermalPrinter } from "./sim/devices/thermal-printer";
import { readPaper } from "./sim/web/paper/drawing";
import { createWire } from "./sim/wire";
globalThis.printAndRead = (bytes) => {
  const clock = new VirtualClock();
  const wire = createWire(clock);
  const printer = createThermalPrinter({ wire: wire.part });
  wire.terminal.write(fromBytes(bytes));
  clock.advance(1000);
  return [readPaper(printer.rows()), ...printer.complaints];
};`;

const PAPER: Record<string, [bytes: string, reads: string]> = {
  "a QR code": ["\x1ba\x01\x1d(k\x04\x001A2\x00\x1d(k\x04\x001P0x\x1d(k\x03\x001Q0\n", "x"],
  "bars below a line and above their digits": ["No.\n\x1dH\x02\x1dkC\x0c400638133393\nthanks\n", "4006381333931"],
  "bars at the right edge": ["\x1ba\x02\x1dw\x02\x1dk\x04TILL-1\x00\n", "TILL-1"],
  "bars of letters and pairs of digits": ["\x1ba\x01\x1dw\x02\x1dkI\x0a{BNo.{C\x0c\x22\x38\n", "No.123456"],
};

page("draws the codes that a printer makes so that a camera reads them", async ({ open }) => {
  const visitor = await open();
  const stdin = { contents: PRINTER, resolveDir: process.cwd(), loader: "ts" as const };
  const { outputFiles } = await esbuild.build({ stdin, bundle: true, format: "iife", write: false, logLevel: "silent" });
  await visitor.addScriptTag({ content: outputFiles[0]!.text });
  for (const [name, [bytes, reads]] of Object.entries(PAPER)) {
    assert.equal(await visitor.evaluate(`printAndRead(${JSON.stringify(bytes)})`), [reads], name);
  }
});

page.run();
