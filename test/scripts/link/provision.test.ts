import { test } from "uvu";
import * as assert from "uvu/assert";
import { openJournal } from "../../../firmware/journal/journal";
import { boardFont } from "../../../scripts/build/font";
import { provisionBoard, type ProvisioningOrder } from "../../../scripts/link/provision";
import { selfTest, testsFor } from "../../../scripts/link/self-test";
import { twin as esp32 } from "../../../sim/boards/esp32";
import { VirtualClock } from "../../../sim/clock";
import { Flash } from "../../../sim/espruino/flash";
import { readFile, writeFile } from "../../../sim/espruino/storage-format";
import { Gateway } from "../../../sim/gateway/gateway";
import { Network } from "../../../sim/network";
import { createCertificates } from "../../../sim/node/certificates";
import { provision } from "../../../sim/provisioning";
import { FlashStorage } from "../../support/flash-storage";
import { nodeHash } from "../../support/hash";
import { orderOf, sell } from "../../support/journal";
import { type Desk, withBoard } from "./board";

const HOST = "apihk.simulated";
const certificates = await createCertificates();
const client = await certificates.client("merchant");
const stranger = await certificates.client("stranger");
const ORDER: ProvisioningOrder = {
  board: "linux", erase: false, giveUpJournal: false, keepJournal: () => undefined,
  files: provision({
    appid: "wx0123456789abcdef", mchId: "1900000109", apiKey: "0".repeat(32), hosts: [HOST], port: 443,
    keyDer: client.keyDer, certificateDer: client.certificateDer, wires: {}, journalBytes: 24_576,
  }),
};
const quiet = { line: () => undefined, work: () => () => undefined };

interface Bench extends Desk {
  gateway: Gateway;
  order(changes?: Partial<ProvisioningOrder> & { settings?: Record<string, string>; pair?: typeof client }): ProvisioningOrder;
}

/** A bare board on a network with a gateway, and the merchant's files. */
async function withBench(play: (bench: Bench) => Promise<void>): Promise<void> {
  const clock = new VirtualClock(Date.now());
  const gateway = new Gateway({ clock });
  const merchant = gateway.addMerchant({ certificateFingerprint: client.fingerprint });
  const network = new Network();
  network.listen(HOST, 443, gateway.server);
  const { appid, mchId, apiKey } = merchant;
  await withBoard((desk) => play({
    ...desk, gateway,
    order: ({ settings, pair = client, ...changes } = {}) => ({
      board: "linux", erase: false, giveUpJournal: false, keepJournal: () => undefined, ...changes,
      files: provision({
        appid, mchId, apiKey, hosts: [HOST], port: 443, keyDer: pair.keyDer, certificateDer: pair.certificateDer, wires: {},
        settings: settings ?? {}, journalBytes: 24_576,
      }),
    }),
  }), { clock, network, flash: new Flash() });
}

async function refusal(run: Promise<unknown>): Promise<string> {
  return run.then(() => assert.unreachable("it was not refused") as never, (error: Error) => error.message);
}

async function linesOf(desk: Desk, names: string[]): Promise<string[]> {
  return (await selfTest(desk.console, "linux", names, quiet)).map(({ line }) => line);
}

test("a bare board becomes a terminal that shows by itself that it works", () => withBench(async (bench) => {
  await provisionBoard(bench.console, bench.order(), quiet);
  const lines = await linesOf(bench, ["flash", "settings", "journal", "clock", "tamper", "battery", "network", "gateway", "certificate"]);
  assert.equal(lines, [
    "OK flash keeps what is written", "OK settings terminal P0001", "OK journal 0 starts, 0 open orders, pages erased 0 times of 100000", lines[3],
    "OK tamper this board has no switch", "OK battery this board runs on mains", "OK network is the operating system's",
    "OK gateway a signed answer", "OK certificate a signed answer",
  ]);
  assert.match(lines[3]!, /^OK clock \d s (ahead|behind)$/);
  assert.equal(bench.gateway.orders.all(), []);
}));

test("the tests run from flash, where they are written once", () => withBench(async (bench) => {
  await linesOf(bench, ["tamper"]);
  const tests = readFile(bench.flash, "tools")!;
  assert.ok(Buffer.from(tests).includes(Buffer.from(await testsFor("linux"))));
  const before = bench.flash.bytes.slice();
  await linesOf(bench, ["tamper"]);
  assert.equal(bench.flash.bytes, before);
}));

test("tests that flash has no room for are not begun", () => withBench(async (bench) => {
  await bench.storage.write("junk", Buffer.from("x"), 220_000);
  const before = bench.flash.bytes.slice();
  assert.match(await refusal(selfTest(bench.console, "linux", ["tamper"], quiet)), /tests need \d+ bytes.*\d+ are free.*Nothing was changed/s);
  assert.equal(bench.flash.bytes, before);
}));

test("an ESP32 tests its clock, which begins in 1970, its case, its battery and its panel", async () => {
  const clock = new VirtualClock(Date.now());
  const board = esp32(boardFont(".", "gbk"))(clock);
  await withBoard(async (desk) => {
    const results = await selfTest(desk.console, "esp32", ["clock", "tamper", "battery", "display", "network"], quiet);
    assert.equal(results.map(({ line }) => line), [
      "OK clock counts from the start; this computer set it", "OK tamper the case is closed", "OK battery 44 percent",
      "OK display shows TEST on 40 by 15", "ERROR 71 network notSet",
    ]);
    clock.advance(5_000);
    assert.match(board.panel.text(), "TEST");
  }, { ...board.interpreter, clock, flash: new Flash(board.flash) });
});

/** An ESP32 build with Bluetooth, as it comes. */
const BLUETOOTH = `var ESP32={getState:function(){return {BLE:require("Storage").list().indexOf("quiet")<0}},
  enableBLE:function(){require("Storage").write("quiet","1");load();}};`;

test("Bluetooth and telnet are silent before the first secret is on an ESP32", async () => {
  const clock = new VirtualClock(Date.now());
  const board = esp32(boardFont(".", "gbk"))(clock);
  const flash = new Flash(board.flash);
  writeFile(flash, ".boot0", Buffer.from(BLUETOOTH));
  const point = board.interpreter.accessPoint!;
  await withBoard(async (desk) => {
    assert.ok(point.telnetOpen);
    const said: string[] = [];
    const teller = {
      line: () => undefined,
      work: (name: string) => {
        said.push(`${name}: telnet ${point.telnetOpen}, Bluetooth ${readFile(flash, "quiet") === undefined}`);
        return () => undefined;
      },
    };
    await provisionBoard(desk.console, { ...ORDER, board: "esp32" }, teller);
    assert.equal(said.slice(-3), ["settings", "client.key", "client.crt"].map((name) => `${name}: telnet false, Bluetooth false`));
    await selfTest(desk.console, "esp32", ["settings"], teller);
    assert.not(point.telnetOpen);
  }, { ...board.interpreter, clock, flash });
});

test("keys do not go over the air: a console that was reached over telnet gets none", async () => {
  const clock = new VirtualClock(Date.now());
  const { interpreter, flash: geometry } = esp32(boardFont(".", "gbk"))(clock);
  const flash = new Flash(geometry);
  writeFile(flash, ".boot0", Buffer.from('E.getConsole=function(){return "Telnet"};'));
  await withBoard(async (desk) => {
    const words = await refusal(provisionBoard(desk.console, { ...ORDER, board: "esp32" }, quiet));
    assert.match(words, /reached over the board's WiFi.*Nothing was changed. Take the board's own wire/s);
    assert.is(readFile(flash, "settings"), undefined);
  }, { ...interpreter, clock, flash });
});

test("an ESP32 without the memory for a sale is refused before a secret is on it", async () => {
  const clock = new VirtualClock(Date.now());
  const { interpreter, flash: geometry } = esp32(boardFont(".", "gbk"))(clock);
  const flash = new Flash(geometry);
  await withBoard(async (desk) => {
    const words = await refusal(provisionBoard(desk.console, { ...ORDER, board: "esp32" }, quiet));
    assert.match(words, /memory for 4095 variables, and the image uses \d+ at the peak.*Nothing was written.*HARDWARE/s);
    assert.is(readFile(flash, "settings"), undefined);
  }, { ...interpreter, board: { ...interpreter.board, variables: 4_095 }, clock, flash });
});

test("what is replaced cannot be read in flash any more", () => withBench(async (bench) => {
  const holds = (text: string | Uint8Array) => Buffer.from(bench.flash.bytes).includes(Buffer.from(text));
  await provisionBoard(bench.console, bench.order({ settings: { apiKey: "FirstKeyOfThisMerchant0123456789" } }), quiet);
  assert.ok(holds("FirstKeyOfThisMerchant0123456789"));
  assert.ok(holds(client.keyDer));
  await provisionBoard(bench.console, bench.order({ pair: stranger }), quiet);
  assert.not(holds("FirstKeyOfThisMerchant"));
  assert.not(holds(client.keyDer.subarray(40, 80)));
  assert.ok(holds(stranger.keyDer));
}));

test("a wire that spoils what it carries gives no secret away", () => withBench(async (bench) => {
  const secret = "FirstKeyOfThisMerchant0123456789";
  const port = (bench.console as unknown as { port: { write(bytes: Uint8Array): void } }).port;
  const write = port.write.bind(port);
  port.write = (bytes) => {
    const text = Buffer.from(bytes).toString("latin1");
    // A spoilt quotation mark makes words of the program of what it held.
    write(text.includes('require("Storage").write("settings"') ? Buffer.from(text.replaceAll("(\"", "( ").replaceAll("\")", " )"), "latin1") : bytes);
  };
  const words = await refusal(provisionBoard(bench.console, bench.order({ settings: { apiKey: secret } }), quiet));
  assert.match(words, /settings cannot be written to the board without faults.*files on the board are not complete.*wire spoils.*same command again/s);
  assert.not.match(words, /FirstKey|Uncaught|Error|atob|[A-Za-z0-9+/]{40}/);
}));

test("what is wrong has a number", () => withBench(async (bench) => {
  assert.equal(await linesOf(bench, ["flash", "settings", "journal", "gateway", "tea"]), [
    "ERROR 11 flash no file settings", "ERROR 20 settings the setting terminal is missing or wrong",
    "ERROR 21 journal the journal is missing or cannot be read", "ERROR 20 gateway the settings are not complete",
    "ERROR 10 tea there is no such test",
  ]);
  await provisionBoard(bench.console, bench.order({ settings: { apiKey: "0".repeat(32) }, pair: stranger }), quiet);
  const [gateway, certificate] = await linesOf(bench, ["gateway", "certificate"]);
  assert.match(gateway!, /^ERROR 7[34] gateway /);
  assert.match(certificate!, /^ERROR 7\d certificate /);
  await provisionBoard(bench.console, bench.order({ settings: { host: "nobody.simulated" } }), quiet);
  assert.match((await linesOf(bench, ["gateway"]))[0]!, /^ERROR 72 gateway no connection/);
}));

test("parts that are not there are told one by one", () => withBench(async (bench) => {
  assert.equal(await linesOf(bench, ["printer"]), ["ERROR 55 printer silent"]);
}));

test("other settings later keep the journal and what it counts", () => withBench(async (bench) => {
  await provisionBoard(bench.console, bench.order(), quiet);
  sell(openJournal(new FlashStorage(bench.flash), nodeHash), 1);
  await provisionBoard(bench.console, bench.order({ settings: { merchantName: "Other Cafe" } }), quiet);
  assert.is(openJournal(new FlashStorage(bench.flash), nodeHash).history.totals.sales, 1);
  assert.match(Buffer.from(readFile(bench.flash, "settings")!).toString("latin1"), /merchantName=Other Cafe\n/);
  assert.is((await bench.storage.stats()).trashBytes > 0, true);
  assert.is(bench.server.interpreter.compactions, 0);
}));

test("open orders keep their terminal; --erase does not help", () => withBench(async (bench) => {
  await provisionBoard(bench.console, bench.order(), quiet);
  openJournal(new FlashStorage(bench.flash), nodeHash).append({ kind: "opened", order: orderOf(1) });
  const before = bench.flash.bytes.slice();
  for (const erase of [false, true]) {
    const words = await refusal(provisionBoard(bench.console, bench.order({ erase, giveUpJournal: erase }), quiet));
    assert.match(words, /open orders.*Nothing was changed/s);
    assert.equal(bench.flash.bytes, before);
  }
}));

test("a settled journal is kept before it is erased; one that cannot be read only when somebody gives it up", () => withBench(async (bench) => {
  await provisionBoard(bench.console, bench.order(), quiet);
  const kept: Uint8Array[] = [];
  const keepJournal = (journal: Uint8Array) => { kept.push(journal); };
  await provisionBoard(bench.console, bench.order({ erase: true, keepJournal }), quiet);
  assert.is(kept.length, 1);
  const at = new FlashStorage(bench.flash);
  sell(openJournal(at, nodeHash), 1);
  const file = readFile(bench.flash, "journal")!;
  file.fill(0, 12);
  assert.match(await refusal(provisionBoard(bench.console, bench.order({ erase: true, keepJournal }), quiet)), /cannot be read.*--give-up-journal/s);
  await provisionBoard(bench.console, bench.order({ erase: true, giveUpJournal: true, keepJournal }), quiet);
  assert.is(kept.length, 2);
  assert.is(openJournal(new FlashStorage(bench.flash), nodeHash).history.totals.sales, 0);
}));

test.run();
