import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VARIABLES_NEEDED } from "../build/budget";
import { buildImage } from "../build/image";
import type { FlashImage } from "../../sim/installing";
import type { BoardConsole } from "../link/console";
import { flashImage } from "../link/flash";
import type { Image } from "../link/image";
import { provisionBoard } from "../link/provision";
import { selfTest, TESTS, testsFor } from "../link/self-test";
import { BoardStorage } from "../link/storage";
import { runStored } from "../link/stored-program";
import type { Teller } from "../link/teller";
import { withConsole } from "../link/tool";
import { bridgeSerial, bridgeTCP, type ConsoleBridge } from "./console-bridge";
import type { Scenario } from "./scenarios";
import type { World } from "./world";

/** What an ESP32 has and a computer has not, as far as a board's drivers look for it when they are opened. */
const LIKE_AN_ESP32 = `(function(){
  [32,33,34,35,36,39].forEach(function(number){global["D"+number]=D30;});
  Modules.addCached("TelnetServer","exports.setOptions=function(){};");
  Modules.addCached("Wifi","exports.on=exports.connect=exports.disconnect=function(){};");
  global.analogRead=function(){return 0.6;};
  global.setWatch=function(){return 1;};
})();`;

/** The two record buffers of the interpreter's TLS, each in one piece. */
const TLS_PIECES = [16_717, 16_717];

/** Stories of the bench: a bare interpreter, and the tools at its console. */
export const BENCH: Scenario[] = [
  { name: "bench: a bare board becomes a till over a serial port, and sells", play: fromBare, world: { bare: true } },
  { name: "bench: open orders keep their image until they are settled", play: openOrders, world: { bare: true } },
  {
    name: "bench: the tests of an ESP32 leave room for TLS", play: roomForTLS, world: { bare: true }, fixedMemory: true,
    bootScript: LIKE_AN_ESP32,
  },
  {
    name: "bench: over a noisy wire a board gets its files whole, and nothing of the old keys stays in flash", play: noisyWire,
    world: { bare: true },
  },
  { name: "bench: interpreters that cannot carry the image are refused, and nothing is changed", play: misfits, world: { bare: true } },
  { name: "bench: power fails while an image is written, and the same command finishes", play: cutInFlash, world: { bare: true } },
];

const AMOUNT = 1250;

async function withBridge(bridge: ConsoleBridge, use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } finally {
    await bridge.close();
  }
}

/** Opens the console, as every tool does for itself. */
function at<T>(bridge: ConsoleBridge, use: (console: BoardConsole) => Promise<T>): Promise<T> {
  return withConsole({ port: bridge.name, baud: 115_200 }, use);
}

function imageOf({ loader, image, slotBytes }: FlashImage): Image {
  return {
    board: "linux", version: "test", files: [{ name: ".bootcde", data: loader }], slots: [{ name: "app.a", slotBytes }],
    program: image, variables: VARIABLES_NEEDED, keepsConsole: false,
  };
}

function quiet(onWork: (done: number) => void = () => undefined): Teller {
  return { line: () => undefined, work: () => onWork };
}

async function provision(world: World, bridge: ConsoleBridge, changes: Record<string, string> = {}): Promise<void> {
  const files = await world.flashFiles(changes);
  const order = { board: "linux", files, erase: false, giveUpJournal: false, keepJournal: () => undefined };
  await at(bridge, (console) => provisionBoard(console, order, quiet()));
}

async function sell(world: World): Promise<void> {
  await world.sell(world.payer());
  await world.verdict("CHARGED");
  await world.cut();
  assert.deepEqual(world.gateway.verify(), []);
}

async function fromBare(world: World): Promise<void> {
  const bridge = await bridgeSerial(world);
  await withBridge(bridge, async () => {
    await provision(world, bridge);
    const hands: Teller = {
      ...quiet(),
      line: (line) => {
        if (line.includes("press any key")) world.press(["5"]);
        if (line.includes("hold any code")) world.scan("6901234567892");
      },
    };
    const results = await at(bridge, (console) => selfTest(console, "linux", TESTS, hands));
    assert.deepEqual(results.filter(({ code }) => code !== 0), []);
    assert.deepEqual(results.map(({ name }) => name), [...TESTS]);
    assert.match(results.at(-2)!.line, /^OK keypad pressed 5$/);
    assert.match(results.at(-1)!.line, /^OK scanner read a code of 13 characters$/);
    assert.ok(world.printer.rows().some((row) => row.text === "TEST" && row.big));
    assert.deepEqual(world.gateway.orders.all(), []);
    world.printer.tear();
    const said = await at(bridge, (console) => flashImage(console, imageOf(world.image), quiet()));
    assert.match(said, /^tinytill \S+ started, journal: start 1, 0 open orders, \d+ variables free$/);
    await world.screen("Enter the amount");
    await sell(world);
    assert.equal(world.taken(), AMOUNT);
    // A finished image has no console: whoever comes later finds nobody.
    await assert.rejects(at(bridge, async () => undefined), /No interpreter answers/);
  });
}

/** With an image that keeps its console, as on a bench. */
async function openOrders(world: World): Promise<void> {
  const bridge = await bridgeTCP(world);
  const image = imageOf(await buildImage({ board: "linux", console: true }));
  await withBridge(bridge, async () => {
    await provision(world, bridge);
    await at(bridge, (console) => flashImage(console, image, quiet()));
    const payer = world.payer({ password: "always" });
    await world.sell(payer);
    await world.screen("asked for the password");
    const order = world.gateway.orders.all()[0]!.outTradeNo;
    const refused = at(bridge, (console) => flashImage(console, imageOf(world.image), quiet()));
    await assert.rejects(refused, new RegExp(`open orders.*${order}.*Nothing was changed`, "s"));
    payer.typePassword();
    await world.verdict("CHARGED");
    await world.cut();
    await world.next();
    const said = await at(bridge, (console) => flashImage(console, imageOf(world.image), quiet()));
    assert.match(said, /started, journal: start \d+, 0 open orders/);
    await world.screen("Enter the amount");
    assert.equal(world.taken(), AMOUNT);
    assert.deepEqual(world.gateway.verify(), []);
  });
}

async function noisyWire(world: World): Promise<void> {
  const bridge = await bridgeTCP(world, 9_001);
  const first = "FirstKeyOfThisMerchant0123456789";
  const flash = () => readFileSync(join(world.folder, "espruino.flash")).toString("latin1");
  await withBridge(bridge, async () => {
    await provision(world, bridge, { apiKey: first });
    assert.ok(flash().includes(`apiKey=${first}\n`));
    await provision(world, bridge);
    assert.ok(flash().includes(`apiKey=${world.merchant.apiKey}\n`));
    assert.ok(!flash().includes(first.slice(0, 16)), "the old key stands in flash");
  });
}

/** On an ESP32 TLS has memory of its own; where it has not, it must find some beside the tests. */
async function roomForTLS(world: World): Promise<void> {
  const bridge = await bridgeTCP(world);
  await withBridge(bridge, async () => {
    const program = await testsFor("esp32");
    const free = await at(bridge, async (console) => {
      await runStored(console, new BoardStorage(console), "linux", program, quiet());
      const pieces = TLS_PIECES.map((bytes) => `new Uint8Array(${bytes})`).join();
      assert.equal(await console.evaluate(`[${pieces}].map(function(piece){return piece.length})[1]`), TLS_PIECES[1]);
      return console.evaluate<number>("process.memory().free");
    });
    assert.ok(free > 12_000, `${free} variables are free`);
  });
}

/** What `process.env` of an interpreter says, and what is said of it. */
const MISFITS: [env: { VERSION?: string; BOARD?: string; MODULES?: string }, words: RegExp][] = [
  [{ MODULES: "Storage,Flash,http,crypto" }, /built without tls.*docs\/HARDWARE/s],
  [{ BOARD: "PICO_R1_3" }, /board PICO_R1_3.*right port/s],
  [{ BOARD: "ESP32" }, /board ESP32; the image is made for linux.*--board esp32/s],
  [{ VERSION: "2v26" }, /version 2v26; tinytill needs 2v29/],
  // Nobody gets to the console of this one any more: it is the last.
  [{ VERSION: "2v19" }, /version 2v19, too old/],
];

async function misfits(world: World): Promise<void> {
  const bridge = await bridgeTCP(world);
  const flash = () => readFileSync(join(world.folder, "espruino.flash"));
  await withBridge(bridge, async () => {
    const before = flash();
    for (const [env, words] of MISFITS) {
      const said = { VERSION: "2v29", BOARD: "LINUX", MODULES: "Storage,Flash,http,tls,crypto", ...env };
      await at(bridge, (console) => console.evaluate(`(process.env=${JSON.stringify(said)}).VERSION`));
      await assert.rejects(at(bridge, (console) => flashImage(console, imageOf(world.image), quiet())), words);
      if (env.VERSION !== "2v19") await assert.rejects(provision(world, bridge), words);
      assert.ok(flash().equals(before));
    }
  });
}

async function cutInFlash(world: World): Promise<void> {
  const bridge = await bridgeTCP(world);
  await withBridge(bridge, async () => {
    await provision(world, bridge);
    const halfway = world.image.image.length / 2;
    const cut = quiet((done) => { if (done > halfway) void world.powerOff(); });
    const flash = at(bridge, (console) => flashImage(console, imageOf(world.image), cut));
    await assert.rejects(flash, /(lost|silent).*not complete and will not start. Journal and settings are untouched.*same command again/s);
    await world.powerOn();
    await at(bridge, (console) => flashImage(console, imageOf(world.image), quiet()));
    await world.screen("Enter the amount");
    await sell(world);
    assert.equal(world.taken(), AMOUNT);
  });
}
