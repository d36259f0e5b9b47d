import { test } from "uvu";
import * as assert from "uvu/assert";
import { pinnedBoards } from "../../scripts/boards/pins";
import { boardFont } from "../../scripts/build/font";
import { buildImage } from "../../scripts/build/image";
import type { Key } from "../../hal/ports/keypad";
import { twin as esp32 } from "../../sim/boards/esp32";
import { twinOf } from "../../sim/boards/boards";
import type { EspressifTerminal } from "../../sim/boards/espressif";
import type { VirtualClock } from "../../sim/clock";
import type { AccessPoint } from "../../sim/devices/access-point";
import { readFile, StorageFormat } from "../../sim/espruino/storage-format";
import type { Shop, ShopOptions } from "../../sim/shop";
import { cutPower, openShop, words } from "../support/image";

const AMOUNT: Key[] = ["1", "2", ".", "5", "0", "ok"];

/** All that the display says in half a minute: a small one says it by turns. */
function said(shop: Shop): string {
  let text = "";
  for (let second = 0; second < 30; second++) {
    text += ` ${words(shop)}`;
    shop.clock.advance(1_000);
  }
  return text;
}

const font = boardFont(".", "gbk");

for (const { board: name } of pinnedBoards()) {
  const image = await buildImage({ board: name });
  const make = (await twinOf(name))(font) as (clock: VirtualClock) => EspressifTerminal;

  const open = async (options: Partial<ShopOptions> = {}): Promise<Shop & { board: EspressifTerminal; router: AccessPoint }> => {
    const shop = await openShop({ board: make, image, ...options });
    const router = shop.board.interpreter.accessPoint!;
    shop.clock.advance(2_000);
    return Object.assign(shop, { router }) as Shop & { board: EspressifTerminal; router: AccessPoint };
  };

  const sell = (shop: Shop): void => {
    shop.press(AMOUNT);
    assert.match(words(shop), "12.50");
    shop.scan(shop.payer().showCode());
  };

  const assertHealthy = (shop: Shop): void => {
    assert.equal(shop.interpreter.uncaught, []);
    assert.equal(shop.panel.complaints, []);
    assert.equal(shop.printer.complaints, []);
    assert.equal(shop.gateway.verify(), []);
    assert.is(shop.interpreter.compactions, 0);
    for (const net of Object.values(shop.board.interpreter.pins!)) assert.not(net.shorted);
  };

  test(`${name}: sells over its pins, wires and WiFi: CHARGED, a sound, a receipt, one charge`, async () => {
    const shop = await open();
    assert.match(words(shop), "Enter the amount");
    sell(shop);
    shop.clock.advance(15_000);
    assert.match(words(shop), "CHARGED");
    assert.match(shop.printer.paper().join("\n"), "CHARGED");
    // The chip's clock began at 1970 with its power.
    assert.match(shop.printer.paper().join("\n"), "2026-01-05 10:00");
    assert.is(shop.board.sounds(), 1);
    assert.is(shop.taken("HKD"), 1250);
    assertHealthy(shop);
  });

  test(`${name}: no network is ever offered a console, with a program or without one`, async () => {
    for (const broken of [false, true]) {
      const shop = await openShop({ board: make, image });
      shop.powerOff();
      const first = new StorageFormat(shop.flash).find("app.a")!;
      if (broken) shop.flash.erasePages(first.dataAt + shop.flash.pageBytes, first.dataAt + first.size);
      shop.interpreter.boot();
      const { accessPoint } = shop.board.interpreter;
      for (let moment = 0; moment < 200 && shop.clock.step(); moment++) assert.not(accessPoint!.telnetOpen, `${shop.clock.nowMs}`);
      assert.is(shop.interpreter.listening, broken);
    }
  });

  test(`${name}: a case that opens costs the keys, not the journal, and no sale can be made`, async () => {
    const shop = await open();
    sell(shop);
    shop.clock.advance(15_000);
    const journal = readFile(shop.flash, "journal")!.slice();
    const exchanges = shop.exchanges.length;
    shop.board.openCase();
    shop.clock.advance(5_000);
    assert.match(said(shop), "The case was opened");
    for (const file of ["client.key", "client.crt", "settings", "changes"]) {
      assert.ok(readFile(shop.flash, file)!.every((byte) => byte === 0), file);
    }
    assert.equal(readFile(shop.flash, "journal")!.slice(0, 4_096), journal.slice(0, 4_096));
    shop.board.closeCase();
    shop.powerOff();
    shop.powerOn();
    shop.press(AMOUNT);
    shop.clock.advance(5_000);
    assert.match(said(shop), "The case was opened");
    assert.is(shop.exchanges.length, exchanges);
    // A terminal that refuses shows its sentence for as long as somebody may come to read it.
    shop.clock.advance(200_000);
    assert.match(said(shop), "The case was opened");
  });

  test(`${name}: one noisy reading of the switch at the start costs nothing, a case that is open then costs the keys`, async () => {
    const shop = await open();
    shop.powerOff();
    shop.board.openCase();
    shop.interpreter.boot();
    shop.clock.advance(20);
    shop.board.closeCase();
    shop.clock.advance(5_000);
    sell(shop);
    shop.clock.advance(15_000);
    assert.is(shop.taken("HKD"), 1250);
    assertHealthy(shop);
    shop.powerOff();
    shop.board.openCase();
    shop.powerOn();
    shop.clock.advance(5_000);
    assert.match(said(shop), "The case was opened");
    assert.ok(readFile(shop.flash, "settings")!.every((byte) => byte === 0));
    assert.match(shop.interpreter.console.at(-1)!, "the keys are erased");
  });

  // The boards differ in pins: the longer stories are told on one.
  if (name !== "esp32") continue;

  test(`${name}: without the router nobody is charged, and with it the next sale goes through`, async () => {
    const shop = await open();
    shop.router.inRange = false;
    shop.router.drop();
    shop.clock.advance(20_000);
    sell(shop);
    shop.clock.advance(10_000);
    assert.match(words(shop), "NOT CHARGED");
    shop.router.inRange = true;
    shop.clock.advance(60_000);
    shop.printer.tear();
    sell(shop);
    shop.clock.advance(15_000);
    assert.is(shop.taken("HKD"), 1250);
    assertHealthy(shop);
  });

  test(`${name}: a router that restarts in the middle of a sale leaves the verdict of the books`, async () => {
    const shop = await open();
    shop.gateway.planFaults([{ call: "micropay", kind: "lostAnswer" }]);
    sell(shop);
    shop.clock.advance(1_500);
    shop.router.drop();
    shop.clock.advance(90_000);
    const said = words(shop);
    assert.is(said.replaceAll("NOT CHARGED", "").includes("CHARGED"), shop.taken("HKD") === 1250, said);
    assertHealthy(shop);
  });

  test(`${name}: says that its cell is low, and how it was started`, async () => {
    const shop = await open();
    const started = () => shop.interpreter.console.filter((line) => line.includes(" started ")).at(-1) ?? "";
    assert.match(started(), " started by power, journal: start 1, 0 open orders");
    shop.clock.advance(60_000);
    shop.interpreter.raiseErrorFlag("MEMORY");
    shop.clock.advance(5_000);
    assert.match(started(), " started by reset, journal: start 2, 0 open orders");
    shop.board.voltage = 0.5;
    shop.clock.advance(6_000);
    assert.match(said(shop), "The battery is low");
    shop.board.voltage = 0.6;
    shop.clock.advance(6_000);
    assert.not.match(said(shop), "battery");
    assertHealthy(shop);
  });

  test(`${name}: a power cut in the middle of a sale is settled after the start`, async () => {
    for (const cutMs of [50, 300, 600, 900]) {
      const shop = await open();
      sell(shop);
      shop.clock.advance(cutMs);
      const told = cutPower(shop);
      assert.is(told.replaceAll("NOT CHARGED", "").includes("CHARGED"), shop.taken("HKD") === 1250, `${cutMs} ms: ${told}`);
      assert.equal(shop.interpreter.uncaught, []);
    }
  });

  test(`${name}: a program that stands still is restarted by the watchdog`, async () => {
    const shop = await open();
    shop.interpreter.run("this.mark = 1; clearTimeout(); clearInterval();");
    shop.clock.advance(50_000);
    assert.is(shop.interpreter.run("this.mark"), 1);
    shop.clock.advance(15_000);
    assert.is(shop.interpreter.run("this.mark"), undefined);
    shop.clock.advance(5_000);
    sell(shop);
    shop.clock.advance(15_000);
    assert.is(shop.taken("HKD"), 1250);
  });
}

test("esp32: no chain of calls is deeper than twenty", async () => {
  const shop = await openShop({ board: esp32(font), image: await buildImage({ board: "esp32", counting: true }) });
  shop.clock.advance(2_000);
  shop.press(AMOUNT);
  shop.scan(shop.payer({ password: "always" }).showCode());
  shop.clock.advance(90_000);
  const deepest = shop.interpreter.run("__deepest") as number;
  assert.ok(deepest > 3 && deepest <= 20, `${deepest}: ${String(shop.interpreter.run("__deepestChain"))}`);
});

test.run();
