import { test } from "uvu";
import * as assert from "uvu/assert";
import { flashImage } from "../../../scripts/link/flash";
import type { Image } from "../../../scripts/link/image";
import type { LinkError } from "../../../scripts/link/link-error";
import { Flash, type FlashGeometry, LINUX_FLASH } from "../../../sim/espruino/flash";
import { StorageFormat, writeFile } from "../../../sim/espruino/storage-format";
import { orderOf, sell } from "../../support/journal";
import { FlashStorage } from "../../support/flash-storage";
import { nodeHash } from "../../support/hash";
import { openJournal } from "../../../firmware/journal/journal";
import { install } from "../../../sim/installing";
import { emptyJournal } from "../../../sim/provisioning";
import { type Desk, openConsole, serveBoard, withBoard } from "./board";
import type { Teller } from "../../../scripts/link/teller";

const STARTED = "tinytill 9.9.9 started";

/** A loader that says that the image started, and an image of so many bytes in a slot for a few more. */
function imageOf(bytes = 3_000, mark = "x", slotBytes = Math.max(8_192, Math.ceil(bytes / 4_096) * 4_096)): Image {
  const program = Uint8Array.from({ length: bytes }, (_, index) => (mark.charCodeAt(0) + index * 7 + (index >> 8)) & 255);
  return {
    board: "linux", version: "9.9.9", files: [{ name: ".bootcde", data: Buffer.from(`print("${STARTED}")`) }],
    slots: [{ name: "app.a", slotBytes }], program, variables: 5_000, keepsConsole: true,
  };
}

/** The image that stands in the slot. */
function installed(flash: Flash, image: Image): Uint8Array {
  const { dataAt } = new StorageFormat(flash).find("app.a")!;
  const at = Math.ceil((dataAt + 1) / flash.pageBytes) * flash.pageBytes;
  return flash.bytes.slice(at, at + image.program.length);
}

function flashWith(geometry: FlashGeometry, journal: "none" | "empty" | "settled" | "open", before?: Image): Flash {
  const flash = new Flash(geometry);
  if (before !== undefined) {
    install(flash, { loader: before.files[0]!.data, image: before.program, slotBytes: before.slots[0]!.slotBytes });
  }
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
async function refusal({ console }: Pick<Desk, "console">, image: Image, teller: Teller = listener()): Promise<string> {
  try {
    await flashImage(console, image, teller);
  } catch (error) {
    return (error as LinkError).message;
  }
  return assert.unreachable("it was not refused") as never;
}

test("a bare board gets the image, and says that it started", () => withBoard(async ({ console, flash }) => {
  const teller = listener();
  const image = imageOf();
  assert.is(await flashImage(console, image, teller), STARTED);
  assert.equal(installed(flash, image), image.program);
  assert.ok(teller.lines.some((line) => line.includes("no journal")));
}));

test("an image without a console is not put on a board that has no settings yet", () => withBoard(async (desk) => {
  const before = desk.flash.bytes.slice();
  const image = { ...imageOf(), keepsConsole: false };
  assert.match(await refusal(desk, image), /no settings yet.*nobody could provision it.*Nothing was changed. First npm run provision/s);
  assert.equal(desk.flash.bytes, before);
  await desk.storage.write("settings", Buffer.from("terminal=P0001\n"));
  assert.is(await flashImage(desk.console, image, listener()), STARTED);
}));

test("Bluetooth, which would be a console for anybody near, is switched off before the writing", () => {
  const flash = new Flash();
  writeFile(flash, ".boot0", Buffer.from(`var ESP32={getState:function(){return {BLE:require("Storage").list().indexOf("off")<0}},
    enableBLE:function(){require("Storage").write("off","1");load();}};`));
  return withBoard(async ({ console, storage }) => {
    const teller = listener();
    assert.is(await flashImage(console, imageOf(), teller), STARTED);
    assert.ok(teller.lines.some((line) => line.includes("Bluetooth")));
    assert.equal(await storage.names(), [".boot0", "off", "app.a", ".bootcde"]);
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

test("another image goes into the slot in place: nothing is moved, made or removed", () => {
  const flash = flashWith(LINUX_FLASH, "settled", imageOf(20_000, "old"));
  return withBoard(async ({ console, server, storage }) => {
    const before = await storage.stats();
    const image = imageOf(18_000, "new");
    assert.is(await flashImage(console, image, listener()), STARTED);
    assert.equal(installed(flash, image), image.program);
    assert.equal(await storage.stats(), before);
    assert.is(server.interpreter.compactions, 0);
    assert.is(openJournal(new FlashStorage(flash), nodeHash).history.totals.sales, 1);
  }, { flash });
});

test("the slot that an update chose is the one that is written", () => {
  const flash = flashWith(LINUX_FLASH, "empty");
  const image: Image = { ...imageOf(), slots: [{ name: "app.a", slotBytes: 8_192 }, { name: "app.b", slotBytes: 8_192 }] };
  writeFile(flash, "boot", Buffer.from("TTB1btg"), 64);
  return withBoard(async ({ console, storage }) => {
    assert.is(await flashImage(console, image, listener()), STARTED);
    const slot = Buffer.from((await storage.read("app.b"))!);
    assert.ok(slot.includes(Buffer.from(image.program)));
    assert.not(Buffer.from((await storage.read("app.a"))!).includes(Buffer.from(image.program.slice(0, 64))));
  }, { flash });
});

test("an image that does not fit into the slot of the board is refused", () => {
  const flash = flashWith(LINUX_FLASH, "settled", imageOf(3_000, "old"));
  return withBoard(async (desk) => {
    const before = flash.bytes.slice();
    assert.match(await refusal(desk, imageOf(12_000)), /slot app.a on the board has room for 8192 bytes.*Nothing was changed.*--erase/s);
    assert.equal(flash.bytes, before);
  }, { flash });
});

/** Room for the journal and one slot of 20 KB, and little more. */
const TIGHT: FlashGeometry = { totalBytes: 57_344, pageBytes: 4_096 };

function withJunk(order: "before" | "behind"): Flash {
  const flash = new Flash(TIGHT);
  const storage = new StorageFormat(flash);
  if (order === "before") storage.write("junk", Buffer.from("x"), 0, 20_000);
  const empty = emptyJournal(24_576);
  writeFile(flash, empty.name, empty.data, empty.size);
  sell(openJournal(new FlashStorage(flash), nodeHash), 1);
  if (order === "behind") storage.write("junk", Buffer.from("x"), 0, 20_000);
  storage.erase("junk");
  return flash;
}

test("tidying is announced, and leaves the journal where the terminal can read it", () => {
  const flash = withJunk("behind");
  return withBoard(async ({ console, server }) => {
    const teller = listener();
    assert.is(await flashImage(console, imageOf(12_000), teller), STARTED);
    assert.ok(teller.lines.some((line) => line.includes("keep the power on")));
    assert.is(server.interpreter.compactions, 1);
    assert.is(openJournal(new FlashStorage(flash), nodeHash).history.totals.sales, 1);
  }, { flash });
});

test("tidying that moves the slot out of its pages brings the image along", () => {
  const flash = new Flash(TIGHT);
  const storage = new StorageFormat(flash);
  storage.write("junk", Buffer.from("x"), 0, 30_000);
  const image = imageOf(12_000);
  install(flash, { loader: Buffer.from("print('old')"), image: image.program, slotBytes: 16_384 });
  storage.erase("junk");
  const loader = Buffer.from(`print("${STARTED}");${" ".repeat(7_000)}`);
  return withBoard(async ({ console, server }) => {
    assert.is(await flashImage(console, { ...image, files: [{ name: ".bootcde", data: loader }] }, listener()), STARTED);
    assert.is(server.interpreter.compactions, 1);
    assert.equal(installed(flash, image), image.program);
  }, { flash });
});

test("tidying that would move the journal out of its pages is refused", () => {
  const flash = withJunk("before");
  return withBoard(async (desk) => {
    const before = flash.bytes.slice();
    assert.match(await refusal(desk, imageOf(12_000)), /move the journal.*Nothing was changed.*--erase/s);
    assert.equal(flash.bytes, before);
  }, { flash });
});

test("an image that is larger than the flash is refused before anything is written", () => {
  const flash = flashWith(TIGHT, "settled");
  return withBoard(async (desk) => {
    const before = flash.bytes.slice();
    assert.match(await refusal(desk, imageOf(60_000)), /needs \d+ bytes.*room for/);
    assert.equal(flash.bytes, before);
  }, { flash });
});

test("whoever stops it in the middle is told what is left, and the same command again finishes", () => {
  const image = imageOf(10_000);
  return withBoard(async ({ server, console }) => {
    const teller = { ...listener(), work: (name: string) => () => { if (name === "app.a") console.stop(); } };
    assert.match(await refusal({ console }, image, teller),
      /^You stopped this\..*not complete and will not start. Journal and settings are untouched\.\nGive the board/s);
    await console.close();
    const again = await openConsole(server);
    assert.is(await flashImage(again, image, listener()), STARTED);
    await again.close();
  }, { flash: flashWith(LINUX_FLASH, "settled") });
});

test("a cut of power in the middle says what is left, and the same command again finishes", async () => {
  const flash = flashWith(LINUX_FLASH, "settled");
  const image = imageOf(10_000);
  const server = await serveBoard({ flash });
  try {
    const console = await openConsole(server);
    flash.countdown = 8_000;
    // A board that starts anew does not run for a moment either: only the cut itself clears the countdown.
    const watch = setInterval(() => { if (flash.countdown === undefined) server.unplug(); }, 5);
    try {
      await flashImage(console, image, listener());
      assert.unreachable("the power was cut");
    } catch (error) {
      assert.match((error as Error).message, /connection .* was lost.*not complete and will not start. Journal and settings are untouched.*same command again/s);
    } finally {
      clearInterval(watch);
      await console.close();
    }
    server.interpreter.boot();
    const again = await openConsole(server);
    assert.is(await flashImage(again, image, listener()), STARTED);
    await again.close();
    assert.is(openJournal(new FlashStorage(flash), nodeHash).history.totals.sales, 1);
  } finally {
    await server.close();
  }
});

test.run();
