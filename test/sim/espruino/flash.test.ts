import { test } from "uvu";
import * as assert from "uvu/assert";
import { Flash, LINUX_FLASH, PowerCut, ESP32_FLASH } from "../../../sim/espruino/flash";
import { readFile, StorageError, StorageFormat, writeFile } from "../../../sim/espruino/storage-format";
import { fromBytes, toBytes } from "../../../sim/bytes";
import { findInterpreters, runReal, runStandIn } from "./support";

const SMALL = { totalBytes: 8192, pageBytes: 1024 };
const interpreters = findInterpreters();

function text(storage: StorageFormat, name: string): string | undefined {
  const bytes = storage.read(name);
  return bytes && toBytes(bytes);
}

/** What a storage call comes to: its result or the message it throws. */
function refusal(run: () => unknown): string {
  try {
    return String(run());
  } catch (error) {
    assert.instance(error, StorageError);
    return (error as StorageError).message;
  }
}

test("programming only clears bits", () => {
  const flash = new Flash(SMALL);
  flash.program(0, Uint8Array.of(0xf0));
  flash.program(0, Uint8Array.of(0x3f));
  assert.is(flash.bytes[0], 0x30);
  flash.erasePage(5);
  assert.is(flash.bytes[0], 0xff);
});

test("a file is a header of 32 bytes and its data, padded to 4", () => {
  const flash = new Flash(SMALL);
  writeFile(flash, "abc", fromBytes("hello"));
  const header = Array.from(flash.bytes.subarray(0, 8));
  assert.equal(header, [5, 0, 0, 0, 0x61, 0x62, 0x63, 0]);
  assert.is(toBytes(flash.bytes.subarray(32, 40)), "hello\xff\xff\xff");
  writeFile(flash, "b", fromBytes("x"), 100);
  assert.is(flash.bytes[40], 100);
  assert.is(readFile(flash, "b")!.length, 100);
  assert.is(readFile(flash, "c"), undefined);
});

test("an overwrite kills the old name first, then makes the new file", () => {
  const flash = new Flash(SMALL);
  const storage = new StorageFormat(flash);
  storage.write("a", fromBytes("one"));
  flash.countdown = 4;
  assert.throws(
    () => storage.write("a", fromBytes("two")),
    (error: unknown) => error instanceof PowerCut,
  );
  assert.is(text(storage, "a"), undefined);
  assert.ok(storage.isValid());
});

test("the same content again costs no flash", () => {
  const flash = new Flash(SMALL);
  writeFile(flash, "a", fromBytes("same"));
  flash.countdown = 0;
  writeFile(flash, "a", fromBytes("same"));
  assert.is(flash.countdown, 0);
});

test("a write inside a file goes only over erased bytes and leaves neighbours alone when cut", () => {
  const flash = new Flash(SMALL);
  const storage = new StorageFormat(flash);
  storage.write("journal", fromBytes("HDR"), 0, 64);
  flash.countdown = 5;
  assert.throws(
    () => storage.write("journal", fromBytes("abcdefgh"), 8),
    (error: unknown) => error instanceof PowerCut,
  );
  assert.is(toBytes(readFile(flash, "journal")!.subarray(8, 16)), "abcde\xff\xff\xff");
  assert.is(
    refusal(() => storage.write("journal", fromBytes("abcdefgh"), 8)),
    "File already written with different data",
  );
  assert.is(
    refusal(() => storage.write("journal", fromBytes("abcdefgh"), 60)),
    "Too much data for file size",
  );
  assert.ok(storage.write("journal", fromBytes("ok"), 20));
});

test("a write that does not fit compacts, and one that cannot fit fails", () => {
  const flash = new Flash(SMALL);
  const storage = new StorageFormat(flash);
  let compactions = 0;
  storage.onCompact = () => {
    compactions++;
  };
  for (let i = 0; i < 8; i++) storage.write("a", new Uint8Array(1500).fill(i));
  assert.is(compactions, 1);
  assert.is(storage.read("a")![0], 7);
  assert.is(
    refusal(() => storage.write("big", fromBytes("x"), 0, 20_000)),
    "Unable to find or create file",
  );
});

test("a cut of power during a compaction can make the storage invalid", () => {
  let wiped = 0;
  let survived = 0;
  for (let countdown = 0; ; countdown += 97) {
    const flash = new Flash(SMALL);
    const storage = new StorageFormat(flash);
    for (let i = 0; i < 5; i++) storage.write(`file${i}`, new Uint8Array(900).fill(i));
    storage.erase("file1");
    flash.countdown = countdown;
    try {
      storage.compact();
      break;
    } catch (error) {
      assert.instance(error, PowerCut);
    }
    if (storage.isValid()) survived++;
    else wiped++;
  }
  assert.ok(wiped > 0, "no cut harmed the storage");
  assert.ok(survived > 0, "every cut harmed the storage");
});

/** The same calls for both: files of many sizes, overwritten, erased, written inside, through compactions. */
const CALLS = `
var S = require("Storage"), seed = 12345;
function random(limit) { seed = (seed * 1103 + 12345) % 1000003; return seed % limit; }
var letters = "abcdefghijklmnopqrstuvwxyz";
for (var i = 0; i < 260; i++) {
  var name = "file" + random(9);
  var kind = random(10);
  var length = 1 + random(kind == 0 ? 9000 : 700);
  var data = letters.repeat(Math.floor(length / 26) + 1).substr(random(20), length);
  try {
    if (kind < 7) { S.write(name, data); }
    else if (kind == 7) { S.write(name, data, 0, length + random(300)); }
    else if (kind == 8) { S.write(name, data.substr(0, 9), random(400)); }
    else { S.erase(name); }
  } catch (e) { print("> " + i + " " + e); }
  if (i == 200) { S.compact(); }
}
print("> " + JSON.stringify(S.list()) + " " + S.getFree());
for (i = 0; i < 90; i++) {
  try { S.write("grow" + (i % 3), letters.repeat(120 + i)); } catch (e) { print("> " + i + " " + e); }
}
try { S.write("impossible", "x", 0, 2000000); } catch (e) { print("> " + e); }
print("> " + JSON.stringify(S.list()) + " " + JSON.stringify(S.getStats()));
quit();
`;

async function geometryOf(path: string): Promise<typeof LINUX_FLASH> {
  const { flash } = await runReal(path, 'require("Storage").write("a","b");quit();');
  return flash!.length === ESP32_FLASH.totalBytes ? ESP32_FLASH : LINUX_FLASH;
}

function lines(all: string[]): string[] {
  return all.filter((line) => line.startsWith("> "));
}

for (const path of interpreters) {
  test(`the flash is the same, byte for byte, as in ${path}`, async () => {
    const real = await runReal(path, CALLS, undefined, 60_000);
    const geometry = real.flash!.length === ESP32_FLASH.totalBytes ? ESP32_FLASH : LINUX_FLASH;
    const ours = runStandIn(CALLS, { flash: new Flash(geometry) });
    assert.equal(lines(ours.lines), lines(real.lines));
    const same = ours.flash.bytes.every((byte, at) => byte === real.flash![at]);
    assert.ok(same, `differs first at ${ours.flash.bytes.findIndex((byte, at) => byte !== real.flash![at])}`);
  });

  test(`files put in from outside are read in ${path}`, async () => {
    const geometry = await geometryOf(path);
    const flash = new Flash(geometry);
    writeFile(flash, "made.outside", fromBytes("provisioned"), 64);
    const { lines: seen } = await runReal(
      path,
      'print("> " + require("Storage").read("made.outside", 0, 11));quit();',
      flash.bytes,
    );
    assert.equal(lines(seen), ["> provisioned"]);
  });
}

/** What a boot finds after a cut: the files and their sums. */
const LOOK = `
var S = require("Storage");
print("> " + S.list().map(function (n) { return n + ":" + E.CRC32(S.read(n)); }).join(" ") + " " + S.getFree());
quit();
`;

for (const path of interpreters) {
  test(`${path} takes the same storage for corrupt`, async () => {
    const geometry = await geometryOf(path);
    for (const offset of [36, geometry.pageBytes, geometry.pageBytes * 2]) {
      const flash = new Flash(geometry);
      writeFile(flash, "kept", fromBytes("x"));
      flash.program(offset, Uint8Array.of(0xfe, 0xff, 0xff, 0));
      const real = await runReal(path, LOOK, flash.bytes);
      assert.equal(lines(runStandIn(LOOK, { flash }).lines), lines(real.lines));
      assert.ok(
        flash.bytes.every((byte, at) => byte === real.flash![at]),
        `other flash with ${offset}`,
      );
    }
  });

  test(`after a cut ${path} finds what the stand-in finds`, async () => {
    const geometry = await geometryOf(path);
    for (const countdown of [3, 20, 33, 700, 5_001, 150_000, 200_001, 260_000]) {
      const cut = new Flash(geometry);
      cut.countdown = countdown;
      runStandIn(CALLS, { flash: cut });
      const flash = new Flash(geometry, cut.bytes);
      const ours = runStandIn(LOOK, { flash });
      const real = await runReal(path, LOOK, cut.bytes);
      assert.equal(lines(ours.lines), lines(real.lines), `cut after ${countdown} bytes`);
      assert.ok(
        flash.bytes.every((byte, at) => byte === real.flash![at]),
        `other flash after ${countdown} bytes`,
      );
    }
  });
}

test("the calls run through compactions in the stand-in", () => {
  const { lines: seen, interpreter } = runStandIn(CALLS);
  assert.ok(seen.length > 2);
  assert.equal(interpreter.uncaught, []);
  assert.ok(interpreter.compactions > 1);
  if (interpreters.length === 0)
    console.log("skipped: flash of a real interpreter (none in ESPRUINO or on the PATH)");
});

test.run();
