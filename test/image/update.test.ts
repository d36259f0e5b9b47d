import { test } from "uvu";
import * as assert from "uvu/assert";
import { readList } from "../../firmware/update/choice";
import { buildImage, type BuiltImage } from "../../scripts/build/image";
import { makeManifest } from "../../scripts/update/manifest";
import { ESP32_FLASH } from "../../sim/espruino/flash";
import { createFileServer } from "../../sim/file-server";
import type { Server } from "../../sim/network";
import type { Shop } from "../../sim/shop";
import { FlashStorage } from "../support/flash-storage";
import { openShop, words } from "../support/image";

const KEY = "an update key that only tests have";
const HOUR_MS = 3_600_000;

let newer: Promise<BuiltImage> | undefined;
const newerImage = () => (newer ??= buildImage({ board: "linux", version: "9.0.0" }));

interface Night {
  shop: Shop;
  /** Requests that the update server saw: all, and those for pieces of the image. */
  asked: () => number;
  pieces: () => number;
}

/** A shop at eleven in the evening, local time, whose terminal looks for updates from two to five. */
async function evening(image: Uint8Array, serve: (files: Server) => Server = (files) => files): Promise<Night> {
  const file = "tinytill-9.0.0.img";
  const manifest = makeManifest({ board: "linux", version: "9.0.0", file, image, pieceBytes: 4096, key: Buffer.from(KEY) });
  const shop = await openShop({
    flash: ESP32_FLASH, slots: 2, settings: {
      "update.host": "updates.simulated", "update.path": "/till/", "update.key": KEY, "update.hours": "2-5",
    },
  });
  const asked: string[] = [];
  const files = createFileServer(new Map([["/till/manifest", Buffer.from(manifest)], [`/till/${file}`, image]]));
  const server = serve(files);
  shop.network.listen("updates.simulated", 443, (request, reply) => { asked.push(request.path); server(request, reply); });
  const hour = (shop.clock.nowMs / HOUR_MS + 8) % 24;
  shop.clock.advance(((23 - hour + 24) % 24) * HOUR_MS);
  return { shop, asked: () => asked.length, pieces: () => asked.filter((path) => path.endsWith(file)).length };
}

const listOf = (shop: Shop) => readList(new FlashStorage(shop.flash));

function sells(shop: Shop): void {
  const before = shop.taken("HKD");
  shop.press(["1", "2", ".", "5", "0", "ok"]);
  shop.scan(shop.payer().showCode());
  shop.clock.advance(3_000);
  assert.match(words(shop), "CHARGED");
  assert.is(shop.taken("HKD"), before + 1250);
  shop.press(["ok"]);
}

test("at night the terminal fetches the newer image, rehearses a sale, and sells with it in the morning", async () => {
  const { shop, asked } = await evening((await newerImage()).image);
  sells(shop);
  assert.is(asked(), 0, "nothing is fetched while the shop is open");
  const charges = shop.exchanges.length;
  const slips = shop.printer.paper().length;
  shop.clock.advance(8 * HOUR_MS);
  assert.is(listOf(shop), "btg");
  assert.is(shop.exchanges.length, charges, "the rehearsal reaches no gateway");
  assert.is(shop.printer.paper().length, slips, "and no paper");
  sells(shop);
  const once = asked();
  shop.clock.advance(24 * HOUR_MS);
  assert.is(asked(), once + 1, "the next night finds nothing newer");
  assert.equal(shop.interpreter.uncaught, []);
});

const BROKEN: [what: string, program: (text: string) => string][] = [
  ["that does nothing", () => "1;"],
  ["that does not even parse", () => "function ("],
  ["that starts anew at once", () => "E.reboot();"],
  ["that throws at its start", () => "throw 1;"],
];

test("an image that does not sell is gone back from, and not fetched again", async () => {
  const { image } = await newerImage();
  for (const [what, program] of BROKEN) {
    const broken = Buffer.from(image);
    broken.fill(" ", 64);
    broken.write(program(""), 64, "latin1");
    const { shop, asked, pieces } = await evening(broken);
    shop.clock.advance(5 * HOUR_MS);
    // A program that hangs is ended by the watchdog, or by the person who finds it in the morning.
    if (listOf(shop) === "bt") {
      shop.powerOff();
      shop.powerOn();
    }
    assert.is(listOf(shop), "btx", what);
    sells(shop);
    const before = { asked: asked(), pieces: pieces() };
    shop.clock.advance(24 * HOUR_MS);
    assert.ok(asked() > before.asked, what);
    assert.is(pieces(), before.pieces, `${what}: only the manifest is asked for`);
    assert.is(listOf(shop), "btx", what);
  }
});

test("a key in the middle of an update stops it, and the terminal sells", async () => {
  const { shop } = await evening((await newerImage()).image, (files) => (request, reply) => {
    files(request, (outcome) => reply(outcome.kind === "answer" ? { ...outcome, delayMs: 4_000 } : outcome));
  });
  for (let seconds = 0; seconds < 20_000 && !words(shop).includes("Updating the terminal"); seconds++) shop.clock.advance(1_000);
  assert.match(words(shop), "Any key stops the update");
  shop.press(["5"]);
  shop.clock.advance(1_000);
  assert.match(words(shop), "Enter the amount");
  sells(shop);
  assert.is(listOf(shop), "");
});

test("a sale that begins while the terminal asks for updates is not disturbed", async () => {
  const { shop, pieces } = await evening((await newerImage()).image, (files) => (request, reply) => {
    files(request, (outcome) => reply(outcome.kind === "answer" ? { ...outcome, delayMs: 6_000 } : outcome));
  });
  let asked = false;
  shop.network.listen("updates.simulated", 443, ((before) => (request, reply) => { asked = true; before(request, reply); })(
    shop.network.find("updates.simulated", 443)!));
  for (let seconds = 0; seconds < 20_000 && !asked; seconds++) shop.clock.advance(1_000);
  shop.press(["1", "2", ".", "5", "0", "ok"]);
  shop.scan(shop.payer({ password: "always" }).showCode());
  shop.clock.advance(15_000);
  assert.match(words(shop), "The customer is asked for the password");
  shop.gateway.payers[0]!.typePassword();
  shop.clock.advance(15_000);
  assert.match(words(shop), "CHARGED");
  assert.is(pieces(), 0);
  assert.is(listOf(shop), "");
});

test("power that fails in every piece of an update leaves a terminal that sells, and an update that comes to its end", async () => {
  const { image } = await newerImage();
  const { shop, pieces } = await evening(image);
  const { flash } = shop;
  shop.clock.advance(3 * HOUR_MS);
  let cuts = 0;
  while (!listOf(shop).startsWith("bt")) {
    // Each try finds the pieces before it, erases and writes one, and is cut off in the next one's erase or write in turn.
    flash.cutAt = 3 + cuts++ % 2;
    for (let minutes = 0; minutes < 24 * 60 && flash.cutAt !== undefined; minutes++) shop.clock.advance(60_000);
    assert.is(flash.cutAt, undefined, `cut ${cuts}`);
    shop.powerOff();
    shop.powerOn();
    // A trial that was cut off starts the terminal anew, with the image before.
    shop.clock.advance(2_000);
    assert.match(words(shop), "Enter the amount", `cut ${cuts}`);
  }
  assert.ok(cuts >= Math.floor(image.length / 4096), `${cuts} cuts`);
  assert.ok(pieces() < 3 * cuts, "what is there already is not fetched again");
  shop.clock.advance(2 * HOUR_MS);
  sells(shop);
  assert.is(listOf(shop), "btg");
});

test.run();
