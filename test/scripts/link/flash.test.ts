import { test } from "uvu";
import * as assert from "uvu/assert";
import { flashImage } from "../../../scripts/link/flash";
import type { Image } from "../../../scripts/link/image";
import type { LinkError } from "../../../scripts/link/link-error";
import { Flash, type FlashGeometry, LINUX_FLASH } from "../../../sim/espruino/flash";
import { readFile, StorageFormat, writeFile } from "../../../sim/espruino/storage-format";
import { orderOf, sell } from "../../support/journal";
import { FlashStorage } from "../../support/flash-storage";
import { nodeHash } from "../../support/hash";
import { openJournal } from "../../../firmware/journal/journal";
import { emptyJournal } from "../../../sim/provisioning";
import { BoardConsole } from "../../../scripts/link/console";
import { openPort } from "../../../scripts/link/port";
import { type Desk, serveBoard, withBoard } from "./board";
import type { Teller } from "../../../scripts/link/teller";

const STARTED = "tinytill 9.9.9 started";

/** A program that says that it started, of so many bytes. */
function imageOf(bytes = 3_000, mark = "x", board = "linux"): Image {
  const code = `print("${STARTED}");"${mark}"`;
  const data = Buffer.from(code + " ".repeat(bytes - code.length));
  return { board, version: "9.9.9", files: [{ name: ".bootcde", data, size: bytes }] };
}

function flashWith(geometry: FlashGeometry, journal: "none" | "empty" | "settled" | "open", before?: Image): Flash {
  const flash = new Flash(geometry);
  for (const file of before?.files ?? []) writeFile(flash, file.name, file.data, file.size);
  if (journal === "none") return flash;
  const empty = emptyJournal(24_576);
  writeFile(flash, empty.name, empty.data, empty.size);
  if (journal === "empty") return flash;
  const opened = openJournal(new FlashStorage(flash), nodeHash);
  sell(opened, 1);
  if (journal === "open") opened.append({ kind: "opened", order: orderOf(2) });
  return flash;
}

function listener(): Teller & { lines: string[] } {
  const lines: string[] = [];
  return { lines, line: (text) => { lines.push(text); }, work: () => () => undefined };
}

/** Flashes, and gives the sentence of the failure. */
async function refusal(desk: Desk, image: Image): Promise<string> {
  try {
    await flashImage(desk.console, image, listener());
  } catch (error) {
    return (error as LinkError).message;
  }
  return assert.unreachable("it was not refused") as never;
}

test("a bare board gets the image, and says that it started", () => withBoard(async ({ console, flash }) => {
  const teller = listener();
  const image = imageOf();
  assert.is(await flashImage(console, image, teller), STARTED);
  assert.equal(readFile(flash, ".bootcde"), new Uint8Array(image.files[0]!.data));
  assert.ok(teller.lines.some((line) => line.includes("no journal")));
}));

test("Bluetooth, which would be a console for anybody near, is switched off before the writing", () => {
  const flash = new Flash();
  writeFile(flash, ".boot0", Buffer.from(`var ESP32={getState:function(){return {BLE:require("Storage").list().indexOf("off")<0}},
    enableBLE:function(){require("Storage").write("off","1");load();}};`));
  return withBoard(async ({ console, storage }) => {
    const teller = listener();
    assert.is(await flashImage(console, imageOf(), teller), STARTED);
    assert.ok(teller.lines.some((line) => line.includes("Bluetooth")));
    assert.equal(await storage.names(), [".boot0", "off", ".bootcde"]);
  }, { flash });
});

test("what the board has already is not written again", () => {
  const flash = flashWith(LINUX_FLASH, "settled", imageOf());
  return withBoard(async ({ console }) => {
    const before = flash.bytes.slice();
    assert.is(await flashImage(console, imageOf(), listener()), STARTED);
    assert.equal(flash.bytes, before);
  }, { flash });
});

for (const [name, board, image, words] of [
  ["another board", "ESP32", imageOf(), /board ESP32; the image is made for linux.*right port/s],
  ["its sister chip", "ESP32S3_IDF4", imageOf(100, "x", "esp32"), /made for esp32/],
] as const) {
  test(`${name} is refused`, () => withBoard(async (desk) => {
    assert.match(await refusal(desk, image), words);
    assert.equal(await desk.storage.names(), []);
  }, { board: { board, version: "2v29.277", variables: 16_383, variableBytes: 14 } }));
}

test("a build of the right board under a longer name is taken", () => withBoard(async ({ console }) => {
  assert.is(await flashImage(console, imageOf(100, "x", "esp32s3"), listener()), STARTED);
}, { board: { board: "ESP32S3_IDF4", version: "2v30", variables: 16_383, variableBytes: 14 } }));

test("an interpreter that is too old is refused", () => withBoard(async (desk) => {
  assert.match(await refusal(desk, imageOf()), /version 2v26; tinytill needs 2v29/);
}, { board: { board: "LINUX", version: "2v26", variables: 4_000, variableBytes: 14 } }));

test("open orders are not overwritten, and the terminal goes on", () => {
  const flash = flashWith(LINUX_FLASH, "open", imageOf(200, "old"));
  return withBoard(async (desk) => {
    const before = flash.bytes.slice();
    const words = await refusal(desk, imageOf());
    assert.match(words, new RegExp(`order ${orderOf(2).outTradeNo}, 1252 minor units of HKD`));
    assert.match(words, /Nothing was changed/);
    assert.equal(flash.bytes, before);
  }, { flash });
});

test("a journal that cannot be read is not overwritten", () => {
  const flash = flashWith(LINUX_FLASH, "settled");
  const at = new StorageFormat(flash).find("journal")!.dataAt;
  flash.bytes.fill(0, at + 12, at + 24_576);
  return withBoard(async (desk) => { assert.match(await refusal(desk, imageOf()), /cannot be read.*verify-journal/s); }, { flash });
});

/** Room for the journal and one image of 20,000 bytes, not for two. */
const TIGHT: FlashGeometry = { totalBytes: 57_344, pageBytes: 4_096 };

test("tidying is announced, and leaves the journal where the terminal can read it", () => {
  const flash = flashWith(TIGHT, "settled");
  const old = imageOf(20_000, "old");
  writeFile(flash, ".bootcde", old.files[0]!.data);
  return withBoard(async ({ console, server }) => {
    const teller = listener();
    assert.is(await flashImage(console, imageOf(20_000, "new"), teller), STARTED);
    assert.ok(teller.lines.some((line) => line.includes("keep the power on")));
    assert.is(server.interpreter.compactions, 1);
    assert.is(openJournal(new FlashStorage(flash), nodeHash).history.totals.sales, 1);
  }, { flash });
});

test("tidying that would move the journal out of its pages is refused", () => {
  const flash = flashWith(TIGHT, "settled", imageOf(20_000, "old"));
  return withBoard(async (desk) => {
    const before = flash.bytes.slice();
    assert.match(await refusal(desk, imageOf(20_004, "new")), /move the journal.*Nothing was changed.*--erase/s);
    assert.equal(flash.bytes, before);
  }, { flash });
});

test("an image that is larger than the flash is refused before anything is written", () => {
  const flash = flashWith(TIGHT, "settled");
  return withBoard(async (desk) => {
    const before = flash.bytes.slice();
    assert.match(await refusal(desk, imageOf(60_000)), /needs 60032 bytes.*room for/);
    assert.equal(flash.bytes, before);
  }, { flash });
});

test("a cut of power in the middle says what is left, and the same command again finishes", async () => {
  const flash = flashWith(LINUX_FLASH, "settled");
  const image = imageOf(10_000);
  const server = await serveBoard({ flash });
  try {
    flash.countdown = 5_000;
    const cut = server.interpreter;
    const console = await BoardConsole.open(await openPort(server.name));
    const watch = setInterval(() => { if (!cut.running) server.unplug(); }, 5);
    try {
      await flashImage(console, image, listener());
      assert.unreachable("the power was cut");
    } catch (error) {
      assert.match((error as Error).message, /connection .* was lost.*not complete and will not start. Journal and settings are untouched.*same command again/s);
    } finally {
      clearInterval(watch);
      await console.close();
    }
    cut.boot();
    assert.is(readFile(flash, ".bootcde")?.length, 10_000);
    const again = await BoardConsole.open(await openPort(server.name));
    assert.is(await flashImage(again, image, listener()), STARTED);
    await again.close();
    assert.is(openJournal(new FlashStorage(flash), nodeHash).history.totals.sales, 1);
  } finally {
    await server.close();
  }
});

test.run();
