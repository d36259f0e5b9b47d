import { test } from "uvu";
import * as assert from "uvu/assert";
import { Shop } from "../support/shop";

function sell(shop: Shop): void {
  shop.sell(shop.payer());
  shop.clock.advance(1_000);
  shop.keys(["ok"]);
}

function close(shop: Shop): void {
  shop.keys(["cancel", "ok", "3", "1", "ok"]);
  shop.clock.advance(500);
}

test("a close prints the totals, begins them anew, and can be printed again, after restarts too", () => {
  const shop = new Shop();
  sell(shop);
  sell(shop);
  close(shop);
  assert.match(shop.words(), "The shift is closed");
  assert.match(shop.paperText(), /CLOSE OF SHIFT[^]*Shift no\.: 1[^]*Sales charged: 2[^]*HKD 25\.00/);
  sell(shop);
  for (const restarted of [false, true]) {
    if (restarted) {
      shop.counter.cutPower();
      shop.powerOn();
    }
    shop.keys(["cancel", "ok", "3"]);
    assert.match(shop.words(), "Sales charged: 1 HKD 12.50");
    shop.keys(["2"]);
    shop.clock.advance(500);
    assert.match(shop.paperText(), /DUPLICATE[^]*Shift no\.: 1[^]*Sales charged: 2[^]*HKD 25\.00/);
  }
  close(shop);
  assert.match(shop.paperText(), /Shift no\.: 2[^]*Sales charged: 1/);
});

test("CANCEL closes nothing, and before the first close there is none to print", () => {
  const shop = new Shop();
  sell(shop);
  shop.keys(["ok", "3", "1"]);
  assert.match(shop.words(), "Close the shift?");
  shop.keys(["cancel"]);
  assert.match(shop.words(), "Sales charged: 1");
  const slips = shop.counter.paper.length;
  shop.keys(["2"]);
  shop.clock.advance(500);
  assert.match(shop.words(), "No shift was closed yet");
  assert.is(shop.counter.paper.length, slips);
});

test("a sale that was open at the close counts in the next shift", () => {
  const shop = new Shop();
  shop.keys(["1", "2", ".", "5", "0", "ok", "1"]);
  shop.clock.advance(300);
  const text = shop.shownCode()!;
  shop.keys(["ok"]);
  close(shop);
  assert.match(shop.paperText(), "Sales charged: 0");
  const payer = shop.payer();
  payer.scan(text);
  payer.typePassword();
  shop.clock.advance(40_000);
  shop.keys(["cancel", "ok", "3"]);
  assert.match(shop.words(), "Sales charged: 1 HKD 12.50");
});

test("REPRINT repeats the close when its slip did not come out", () => {
  const shop = new Shop();
  sell(shop);
  shop.counter.printerFault = "paperOut";
  close(shop);
  assert.match(shop.words(), "The paper is out");
  shop.counter.printerFault = null;
  shop.keys(["reprint"]);
  shop.clock.advance(500);
  assert.match(shop.paperText(), /DUPLICATE[^]*CLOSE OF SHIFT/);
});

test("a close that the journal does not take closes nothing, and prints nothing", () => {
  const shop = new Shop();
  sell(shop);
  const slips = shop.counter.paper.length;
  shop.storage.isWorn = () => true;
  close(shop);
  assert.match(shop.words(), "the shift is not closed");
  assert.is(shop.counter.paper.length, slips);
  shop.keys(["ok", "3"]);
  assert.match(shop.words(), "Sales charged: 1");
});

test("a cut of power at any byte of a close leaves it closed or not, never half", () => {
  for (let bytes = 0, done = false; !done; bytes++) {
    const shop = new Shop();
    sell(shop);
    shop.storage.bytesLeft = bytes;
    done = !shop.survive(() => close(shop));
    shop.counter.cutPower();
    shop.storage.bytesLeft = undefined;
    shop.powerOn();
    shop.keys(["ok", "3"]);
    const isClosed = shop.words().includes("Sales charged: 0");
    if (!isClosed) assert.match(shop.words(), "Sales charged: 1");
    shop.keys(["2"]);
    shop.clock.advance(500);
    assert.is(shop.paperText().includes("CLOSE OF SHIFT"), isClosed);
    assert.ok(isClosed || !done);
  }
});

test.run();
