import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Flash } from "../../../sim/espruino/flash";
import { writeFile } from "../../../sim/espruino/storage-format";
import { withConsole } from "../../../scripts/link/tool";
import { emptyJournal } from "../../../sim/provisioning";
import { withMerchant } from "../provision/merchant";
import { serveBoard } from "./board";

/** Runs a tool as a person does. */
function run(tool: string, args: string[], input = ""): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", `scripts/${tool}.ts`, ...args]);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => { output += data.toString("utf8"); });
    child.stdin.end(input);
    child.on("close", (status) => resolve({ status, output }));
  });
}

test("the console sends lines and shows what comes back", async () => {
  const board = await serveBoard();
  try {
    const { status, output } = await run("console", ["--port", board.name], "6*7\nprint('two words')\n");
    assert.is(status, 0, output);
    assert.match(output, /LINUX, Espruino 2v29.*\s42\s.*two words/s);
  } finally {
    await board.close();
  }
});

test("a journal is pulled as it is", () => withMerchant({}, async (_, folder) => {
  const flash = new Flash();
  const { name, data, size } = emptyJournal(24_576);
  writeFile(flash, name, data, size);
  const board = await serveBoard({ flash });
  try {
    const file = join(folder, "journal.bin");
    const { status, output } = await run("pull-journal", ["--port", board.name, file]);
    assert.is(status, 0, output);
    assert.is(readFileSync(file).length, 24_576);
    assert.equal(new Uint8Array(readFileSync(file).subarray(0, data.length)), data);
  } finally {
    await board.close();
  }
}));

test("a journal that cannot be saved is told in a sentence", () => withMerchant({}, async (_, folder) => {
  const flash = new Flash();
  const { name, data, size } = emptyJournal(24_576);
  writeFile(flash, name, data, size);
  const board = await serveBoard({ flash });
  try {
    const { status, output } = await run("pull-journal", ["--port", board.name, folder]);
    assert.is(status, 1, output);
    assert.match(output, /^pull-journal: The file .* cannot be written \(EISDIR\).\nNothing was changed.*Name another file/m);
    assert.not.match(output, /\bat .*\.ts:/);
  } finally {
    await board.close();
  }
}));

test("Ctrl-C ends a tool as a lost board does, in a sentence", async () => {
  const board = await serveBoard();
  try {
    const told = await withConsole({ port: board.name, baud: 115_200 }, async (console) => {
      process.emit("SIGINT");
      return console.evaluate("1");
    }).catch((error: Error) => error.message);
    assert.is(told, "You stopped this.");
    assert.is(process.listenerCount("SIGINT"), 0);
  } finally {
    await board.close();
  }
});

test("a finished build is what it is: no board and no console are chosen for it", async () => {
  for (const choice of [["--console"], ["--board", "esp32"]]) {
    const { status, output } = await run("flash", ["--port", "/dev/null", "--image", "dist/linux", ...choice]);
    assert.is(status, 1, output);
    assert.match(output, /'--image <folder>' cannot be used with option '--(console|board)/);
  }
});

test("a speed that is none is told in a sentence", async () => {
  const { status, output } = await run("pull-journal", ["--port", "/dev/null", "--baud", "abc", "journal.bin"]);
  assert.is(status, 1, output);
  assert.match(output, /--baud.*abc.*A number from 300 to 4000000/);
});

test("a tool says in sentences that nobody is there", async () => {
  const { status, output } = await run("selftest", ["--port", "tcp://127.0.0.1:1"]);
  assert.is(status, 1, output);
  assert.match(output, /^selftest: The port tcp:\/\/127.0.0.1:1 refuses the connection.\n/);
  assert.not.match(output, /\bat .*\.ts:/);
});

test.run();
