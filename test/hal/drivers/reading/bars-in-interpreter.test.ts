// The reader as device code: in the stand-in and in every real interpreter there is, on the same pictures.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openBarReader } from "../../../../hal/drivers/scanner/reading/bars";
import { describeInterpreter, findInterpreters } from "../../../../scripts/device/interpreters";
import { makeStandIn } from "../../../sim/espruino/support";
import { simulatedRasters } from "../../../support/simulated-rasters";
import { runInInterpreter, runInStandIn } from "../../io/run-in-interpreter";
import { readWith, streamIn, stripOf } from "./bar-pictures";

const PICTURES = [
  ...["med", "1.5 px", "rotated", "low contrast", "upside down"].map((set) => streamIn(set, `device ${set}`).take(0)),
  stripOf(undefined),
];
const files = PICTURES.map((dots, at) => ({ name: `strip${at}`, data: dots, size: dots.length }));

const IMPORTS = 'import { openRasters } from "./raster"; import { openBarReader } from "../../drivers/scanner/reading/bars";';
const SCRIPT = `
  var reader = openBarReader(openRasters());
  var dots = new Uint8Array(19200);
  for (var at = 0; at < ${PICTURES.length}; at++) {
    dots.set(new Uint8Array(require("Storage").readArrayBuffer("strip" + at)));
    reader.begin({ width: 320, height: 60, dots: dots });
    var moments = 1;
    for (var said = reader.work(); !said.isDone; said = reader.work()) moments++;
    tell([said.code === undefined ? "" : said.code, moments]);
  }`;

const reader = openBarReader(simulatedRasters);
const expected = PICTURES.map((dots) => readWith(reader, dots)).map(({ code = "", moments }) => [code, moments]);

test("five of these pictures have a code, and the last has none", () => {
  assert.is(expected.filter(([code]) => code !== "").length, 5);
  assert.is(expected.at(-1)![0], "");
});

test("in the stand-in they are read in the same moments", async () => {
  assert.equal(await runInStandIn(makeStandIn(), IMPORTS, SCRIPT, files), expected);
});

for (const path of findInterpreters().paths) {
  const interpreter = await describeInterpreter(path);
  test(`in ${interpreter.name} they are read in the same moments`, async () => {
    assert.equal(await runInInterpreter(interpreter, IMPORTS, SCRIPT, files), expected);
  });
}

test.run();
