// What the camera's readers make of pictures, moment by moment: in the stand-in and in real interpreters.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { writeFlash } from "../../../scripts/device/flash";
import { withFolder } from "../../../scripts/device/folder";
import { describeInterpreter, findInterpreters } from "../../../scripts/device/interpreters";
import { READING_SCRIPT, readingFiles, readTold } from "../../../scripts/device/reading";
import { runScript } from "../../../scripts/device/run-script";
import { writeFile } from "../../../sim/espruino/storage-format";
import { makeStandIn } from "../../sim/espruino/support";

/** Two of each view are enough. */
const files = (await readingFiles()).filter(({ name }) => !/[23]$/.test(name));

function inStandIn() {
  const { flash, interpreter, lines } = makeStandIn();
  for (const { name, data, size } of files) writeFile(flash, name, data, size);
  interpreter.boot();
  interpreter.run(READING_SCRIPT);
  return readTold(lines.join("\n"));
}

const told = inStandIn();

test("both codes are read in the stand-in, in more than one moment", () => {
  assert.equal([...told!.codes.keys()], ["strip0", "strip1", "whole0", "whole1"]);
  assert.equal(new Set(told!.codes.values()), new Set(["134567890123456789"]));
  for (const name of told!.codes.keys()) assert.ok(told!.done.filter((each) => each === name).length > 1, name);
});

const { paths, reason } = findInterpreters();
if (paths.length === 0) console.log(`skipped: the readers in a real interpreter: ${reason}`);
for (const path of paths) {
  const interpreter = await describeInterpreter(path);
  test(`${interpreter.name}, ${interpreter.variables ?? "growing"} variables: the readers do the same, moment by moment`, async () => {
    const output = await withFolder((folder) => {
      writeFlash(interpreter, folder, files);
      return runScript(path, READING_SCRIPT, folder);
    });
    assert.equal(readTold(output), told);
  });
}

test.run();
