import { test } from "uvu";
import * as assert from "uvu/assert";
import { toBytes } from "../../sim/bytes";
import { emptyJournal } from "../../sim/provisioning";
import { Shop } from "../support/shop";

/** The numbers of two orders and a refund that this terminal makes now. */
function numbersOf(shop: Shop): string[] {
  const before = shop.exchanges.length;
  for (let sale = 0; sale < 2; sale++) {
    shop.sell(shop.payer());
    shop.clock.advance(1_000);
    shop.keys(["ok"]);
  }
  shop.keys(["ok", "1", "ok"]);
  shop.clock.advance(500);
  shop.keys(["1", "ok"]);
  shop.clock.advance(500);
  shop.keys(["ok"]);
  const begun = shop.exchanges.slice(before).filter(({ path }) => path === "/pay/micropay" || path === "/secapi/pay/refund");
  const sent = begun.map(({ request }) => request.out_refund_no ?? request.out_trade_no!);
  const numbers = [...new Set(sent)];
  assert.is(numbers.length, 3);
  return numbers;
}

function restart(shop: Shop): void {
  shop.counter.cutPower();
  shop.powerOn();
}

/** As provisioning leaves it; the chance in it is other each time. */
function emptyFlash(shop: Shop, id: string): void {
  const { name, data, size } = emptyJournal(undefined, id);
  shop.storage.provision(name, toBytes(data), size);
}

/** What happens between two days of trading. The clock is set back each time: it may not be what keeps numbers apart. */
const events: [string, (shop: Shop, day: number) => void][] = [
  ["a reboot", restart],
  ["an erased flash", (shop, day) => { emptyFlash(shop, `ERASED0${day}`); restart(shop); }],
  ["a factory reset with a new secret", (shop, day) => {
    emptyFlash(shop, `FACTORY${day}`);
    shop.settings.secret = "another secret of the same device, 32+";
    restart(shop);
  }],
  ["a flash that takes no note of the start", (shop) => {
    shop.storage.isWorn = () => true;
    restart(shop);
    shop.storage.isWorn = () => false;
    // Its own health is known with the next record; the next start notes itself again.
    restart(shop);
  }],
];

for (const [name, happen] of events) {
  for (const clock of ["set back to the first day", "years ahead", "in 1970"]) {
    test(`numbers never repeat after ${name}, with the clock ${clock}`, () => {
      const shop = new Shop();
      const firstMs = shop.clock.nowMs;
      const seen = new Set(numbersOf(shop));
      for (let day = 0; day < 2; day++) {
        shop.clock.nowMs = clock === "in 1970" ? 1_000 : firstMs + (clock === "years ahead" ? 400_000_000_000 : 0);
        happen(shop, day);
        for (const number of numbersOf(shop)) {
          assert.not.ok(seen.has(number), number);
          assert.match(number, /^P0001[0-9A-Z]{14}$/);
          seen.add(number);
        }
      }
    });
  }
}

test.run();
