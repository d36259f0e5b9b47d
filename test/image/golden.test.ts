import { test } from "uvu";
import type { Key } from "../../hal/ports/keypad";
import type { Shop } from "../../sim/shop";
import { golden } from "../support/golden";
import { openShop } from "../support/image";

const AMOUNT: Key[] = ["1", "2", ".", "5", "0", "ok"];

/** Stories whose screen, and paper where there is any, are kept as text in both languages. */
const stories: Record<string, (shop: Shop) => void> = {
  "enter-amount": (shop) => shop.press(["1", "2", ".", "5"]),
  "amount-zero": (shop) => shop.press(["0", "ok"]),
  "amount-too-large": (shop) => shop.press(["9", "9", "9", "9", "9", "ok"]),
  "scan-code": (shop) => shop.press(AMOUNT),
  "not-a-payment-code": (shop) => { shop.press(AMOUNT); shop.scan("4006381333931"); shop.clock.advance(500); },
  "other-wallet": (shop) => { shop.press(AMOUNT); shop.scan("281234567890123456"); shop.clock.advance(500); },
  "asking": (shop) => { sell(shop); shop.clock.advance(100); },
  "charged": (shop) => { sell(shop); shop.clock.advance(3_000); },
  "password": (shop) => { sell(shop, "always"); shop.clock.advance(3_000); },
  "unsure": (shop) => { lost(shop, "lostAnswer"); shop.clock.advance(12_000); },
  "reversing": (shop) => { sell(shop, "always"); shop.clock.advance(20_000); shop.network.plugged = false; shop.clock.advance(40_000); },
  "reversed": (shop) => {
    shop.gateway.planFaults([{ call: "orderquery", kind: "lostAnswer", times: 3 }, { call: "micropay", kind: "lostAnswer" }]);
    sell(shop); shop.clock.advance(120_000);
  },
  "not-enough-money": (shop) => { sell(shop, "never", 1); shop.clock.advance(3_000); },
  "no-network": (shop) => { shop.network.plugged = false; sell(shop); shop.clock.advance(3_000); },
  "paper-out": (shop) => { shop.printer.paperOut = true; sell(shop); shop.clock.advance(8_000); },
  "recovered": (shop) => {
    lost(shop, "lostAnswer"); shop.clock.advance(1_000); shop.powerOff(); shop.powerOn(); shop.clock.advance(3_000);
  },
  "menu": (shop) => shop.press(["ok"]),
  "same-amount": (shop) => { sell(shop); shop.clock.advance(3_000); shop.printer.tear(); shop.press(["ok", ...AMOUNT]); },
  "scan-member-code": (shop) => shop.press([...AMOUNT, "4"]),
  "show-code": (shop) => { shop.press([...AMOUNT, "1"]); shop.clock.advance(2_000); shop.press(["reprint"]); shop.clock.advance(1_000); },
  "closing": (shop) => { shop.press([...AMOUNT, "1"]); shop.clock.advance(2_000); shop.press(["cancel"]); shop.clock.advance(3_000); },
  "refund-find": (shop) => shop.press(["ok", "1"]),
  "refund-amount": (shop) => { paid(shop); shop.press(["ok", "1", "ok"]); shop.clock.advance(1_000); },
  "refund-pending": (shop) => refund(shop),
  "refunded": (shop) => { refund(shop); shop.printer.tear(); shop.clock.advance(45 * 60_000); },
  "refund-no-funds": (shop) => {
    shop.gateway.planFaults([{ call: "refund", kind: "errorCode", code: "NOTENOUGH" }]); refund(shop);
  },
  "refund-refused": (shop) => {
    shop.gateway.planFaults([{ call: "refund", kind: "errorCode", code: "TRADE_OVERDUE", times: 2 }]); refund(shop);
  },
  "open-orders": (shop) => {
    shop.press([...AMOUNT, "1"]); shop.clock.advance(2_000); shop.press(["ok", "ok", "2", "ok"]); shop.clock.advance(1_000);
  },
  "totals": (shop) => { paid(shop); shop.press(["ok", "3", "ok"]); shop.clock.advance(1_000); },
  "shift-closing": (shop) => { paid(shop); shop.press(["ok", "3", "1"]); },
  "shift-closed": (shop) => { paid(shop); shop.press(["ok", "3", "1", "ok"]); shop.clock.advance(1_000); },
  "shift-again": (shop) => {
    paid(shop); shop.press(["ok", "3", "1", "ok"]); shop.clock.advance(1_000); shop.printer.tear();
    shop.press(["ok", "3", "2"]); shop.clock.advance(1_000);
  },
  "duplicate": (shop) => { sell(shop); shop.clock.advance(3_000); shop.printer.tear(); shop.press(["reprint"]); shop.clock.advance(2_000); },
};

function sell(shop: Shop, password: "always" | "never" = "never", balance = 100_000): void {
  shop.press(AMOUNT);
  shop.scan(shop.payer({ password, balance }).showCode());
}

/** A sale is done, its slip torn off, the screen is ready for the next. */
function paid(shop: Shop): void {
  shop.gateway.books.recharge(shop.merchant, 100_000);
  sell(shop);
  shop.clock.advance(3_000);
  shop.printer.tear();
  shop.press(["ok"]);
}

function refund(shop: Shop): void {
  paid(shop);
  shop.press(["ok", "1", "ok"]);
  shop.clock.advance(1_000);
  shop.press(["ok"]);
  shop.clock.advance(2_000);
}

function lost(shop: Shop, kind: "lostAnswer"): void {
  shop.gateway.planFaults([{ call: "micropay", kind }]);
  sell(shop);
}

for (const language of ["en", "zh"]) {
  for (const [name, story] of Object.entries(stories)) {
    test(`${name} in ${language}`, async () => {
      const shop = await openShop({ settings: { language } });
      story(shop);
      const paper = shop.printer.paper();
      golden(`${language}/${name}`, [shop.panel.text(), ...(paper.length > 0 ? ["~~~ paper", ...paper] : [])].join("\n"));
    });
  }
}

test.run();
