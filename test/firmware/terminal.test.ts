import { test } from "uvu";
import * as assert from "uvu/assert";
import type { NetworkState } from "../../hal/ports/network";
import type { FaultKind } from "../../sim/gateway/faults";
import { HOST, Shop } from "../support/shop";

test("a sale is journaled, charged once, shown, printed and rung", () => {
  const shop = new Shop();
  shop.sell(shop.payer());
  shop.clock.advance(1_000);
  assert.match(shop.screenText(), "HKD 12.50\nCHARGED");
  assert.is(shop.taken(), 1250);
  assert.is(shop.counter.paper.length, 1);
  assert.match(shop.paperText(), "CHARGED");
  assert.match(shop.paperText(), "Amount: HKD 12.50");
  assert.equal(shop.counter.sounds, ["charged"]);
  assert.is(shop.exchanges.length, 1);
});

test("a payer with a password is polled until it is typed", () => {
  const shop = new Shop();
  const payer = shop.payer({ password: "always" });
  shop.sell(payer);
  shop.clock.advance(7_000);
  assert.match(shop.words(), "CHECKING");
  assert.match(shop.words(), "asked for the password");
  payer.typePassword();
  shop.clock.advance(6_000);
  assert.match(shop.words(), "CHARGED");
  assert.is(shop.taken(), 1250);
});

/** What the gateway got, and in which second; `isSilent` says what it never answers. */
function listenTo(shop: Shop, isSilent: (path: string) => boolean): string[] {
  const sent: string[] = [];
  const startMs = shop.clock.nowMs;
  shop.network.listen(HOST, 443, (request, reply) => {
    sent.push(`${Math.floor((shop.clock.nowMs - startMs) / 1000)} ${request.path}`);
    if (!isSilent(request.path)) shop.gateway.server(request, reply);
  });
  return sent;
}

test("the fifteen seconds of a submit begin when it leaves, also behind the question for the time", () => {
  const shop = new Shop({ start: false });
  const network = { state: "joining" as NetworkState, onChange: undefined as (() => void) | undefined };
  shop.powerOn({ network });
  const sent = listenTo(shop, (path) => path === "/");
  network.state = "online";
  network.onChange!();
  shop.keys(["5", "ok"]);
  shop.counter.scan(shop.payer({ password: "always" }).showCode());
  shop.clock.advance(11_000);
  shop.keys(["cancel"]);
  shop.clock.advance(40_000);
  const paths = sent.map((line) => line.split(" ")[1]);
  assert.equal([paths[0], paths[1]], ["/", "/pay/micropay"]);
  const at = (path: string) => parseInt(sent.find((line) => line.endsWith(path))!, 10);
  assert.ok(at("/secapi/pay/reverse") - at("/pay/micropay") >= 15, sent.join(", "));
});

test("CANCEL while the submit still waits for its turn: it never leaves", () => {
  const shop = new Shop();
  const sent = listenTo(shop, (path) => path === "/pay/orderquery");
  // An order for the customer's phone whose question is never answered.
  shop.keys(["3", "ok", "1"]);
  shop.clock.advance(500);
  shop.keys(["ok"]);
  shop.clock.advance(5_000);
  shop.sell(shop.payer());
  shop.clock.advance(1_000);
  shop.keys(["cancel"]);
  assert.match(shop.words(), "CHECKING");
  shop.clock.advance(20_000);
  assert.match(shop.words(), "NOT CHARGED");
  assert.match(shop.words(), "Stopped by the cashier");
  assert.not(sent.some((line) => line.endsWith("/pay/micropay")), sent.join(", "));
  assert.is(shop.taken(), 0);
});

test("a payer who walks away is reversed after 45 s and never charged", () => {
  const shop = new Shop();
  shop.sell(shop.payer({ password: "always" }));
  shop.clock.advance(44_000);
  assert.not(shop.exchanges.some((exchange) => exchange.path.includes("reverse")));
  shop.clock.advance(30_000);
  assert.match(shop.words(), "NOT CHARGED");
  assert.is(shop.taken(), 0);
  assert.equal(shop.counter.sounds, ["notCharged"]);
  assert.equal(shop.gateway.verify(), []);
});

test("a cashier who cancels before 15 s waits for them, then one query decides", () => {
  const shop = new Shop();
  const payer = shop.payer({ password: "always" });
  shop.sell(payer);
  shop.clock.advance(3_000);
  shop.keys(["cancel"]);
  shop.clock.advance(10_000);
  assert.not(shop.exchanges.some((exchange) => exchange.path.includes("reverse")));
  shop.clock.advance(10_000);
  assert.match(shop.words(), "NOT CHARGED");
  assert.match(shop.words(), "Stopped by the cashier");
  assert.ok(shop.exchanges.some((exchange) => exchange.path === "/secapi/pay/reverse"));
  assert.is(shop.taken(), 0);
});

test("an insufficient balance is told at once and reversed behind the scenes", () => {
  const shop = new Shop();
  shop.sell(shop.payer({ balance: 100 }));
  shop.clock.advance(2_000);
  assert.match(shop.words(), "NOT CHARGED");
  assert.match(shop.words(), "balance is too small");
  shop.clock.advance(30_000);
  assert.ok(shop.exchanges.some((exchange) => exchange.path === "/secapi/pay/reverse"));
  assert.is(shop.counter.paper.length, 1);
  shop.keys(["ok"]);
  assert.match(shop.words(), "Enter the amount");
});

const unclear: [FaultKind, boolean][] = [
  ["lostRequest", false], ["lostAnswer", true], ["halfAnswer", true], ["endless", true], ["html", false],
  ["httpError", false], ["emptyBody", false], ["errorCode", false], ["unknownCode", true], ["duplicateElement", true],
  ["doctype", true], ["wrongSignature", true], ["unsignedSuccess", false], ["otherOrder", true],
  ["otherAmount", true], ["lateAnswer", true],
];
for (const [kind, moneyMoves] of unclear) {
  test(`a submit that meets ${kind} ends as the books say`, () => {
    const shop = new Shop();
    // A first sale gives the gateway an older order's answer to repeat.
    shop.sell(shop.payer());
    shop.clock.advance(2_000);
    shop.gateway.planFaults([{ call: "micropay", kind }]);
    shop.keys(["ok"]);
    shop.sell(shop.payer());
    shop.clock.advance(50);
    assert.not.match(shop.screenText(), /\nCHARGED/);
    shop.clock.advance(90_000);
    assert.is(shop.taken(), moneyMoves ? 2500 : 1250);
    assert.match(shop.screenText(), moneyMoves ? "HKD 12.50\nCHARGED" : "HKD 12.50\nNOT CHARGED");
    assert.equal(shop.gateway.verify(), []);
  });
}

test("a refused connection is NOT CHARGED for certain, after one try at the other host", () => {
  const shop = new Shop();
  shop.network.plugged = false;
  shop.sell(shop.payer());
  shop.clock.advance(2_000);
  assert.match(shop.words(), "NOT CHARGED");
  assert.match(shop.words(), "Nothing was sent");
  assert.is(shop.taken(), 0);
});

test("a cable pulled in the middle leaves the order open until it is back", () => {
  const shop = new Shop();
  shop.gateway.planFaults([{ call: "micropay", kind: "lostAnswer" }]);
  shop.sell(shop.payer());
  shop.network.plugged = false;
  shop.clock.advance(120_000);
  assert.match(shop.words(), "CHECKING");
  shop.keys(["ok"]);
  assert.match(shop.words(), "Enter the amount");
  assert.match(shop.words(), "Earlier orders being checked: 1");
  shop.network.plugged = true;
  shop.clock.advance(120_000);
  assert.is(shop.taken(), 0);
  assert.match(shop.words(), "was cancelled: NOT CHARGED");
});

test("codes that are no payment codes are said so and change nothing", () => {
  const shop = new Shop();
  shop.keys(["5", "ok"]);
  for (const code of ["4006381333931", "hello", "1".repeat(36), "09345678901234567", "170000000000000000"]) {
    shop.counter.scan(code);
    shop.clock.advance(20);
    assert.match(shop.words(), "not a payment code");
  }
  shop.counter.scan("281234567890123456");
  shop.clock.advance(20);
  assert.match(shop.words(), "another wallet");
  assert.is(shop.exchanges.length, 0);
});

test("an amount of zero or above the limit goes no further", () => {
  const shop = new Shop();
  shop.keys(["0", "ok"]);
  assert.match(shop.words(), "The amount is zero");
  shop.keys(["cancel", "0", ".", "0", "0", "ok"]);
  assert.match(shop.words(), "The amount is zero");
  shop.keys(["cancel", "1", "0", "0", "0", "0", ".", "0", "1", "ok"]);
  assert.match(shop.words(), "The largest amount of one sale is HKD 10000.00");
});

test("a double read begins one attempt", () => {
  const shop = new Shop();
  const code = shop.sell(shop.payer());
  shop.counter.scan(code);
  shop.clock.advance(1_000);
  shop.counter.scan(code);
  shop.clock.advance(60_000);
  assert.is(shop.exchanges.filter((exchange) => exchange.path === "/pay/micropay").length, 1);
  assert.is(shop.taken(), 1250);
});

test("a journal that cannot be written stops the sale before anything is sent", () => {
  const shop = new Shop();
  shop.keys(["1", "ok"]);
  shop.storage.write = () => { throw { kind: "storage", message: "worn out" }; };
  shop.counter.scan(shop.payer().showCode());
  shop.clock.advance(1_000);
  assert.match(shop.words(), "NOT CHARGED");
  assert.match(shop.words(), "nothing was sent");
  assert.is(shop.exchanges.length, 0);
});

test("a printer without paper does not change the verdict, and the slip can be printed again", () => {
  const shop = new Shop();
  shop.counter.printerFault = "paperOut";
  shop.sell(shop.payer());
  shop.clock.advance(1_000);
  assert.match(shop.words(), "CHARGED");
  assert.match(shop.words(), "The paper is out");
  shop.counter.printerFault = null;
  shop.keys(["reprint"]);
  shop.clock.advance(200);
  assert.match(shop.paperText(), "DUPLICATE");
  assert.not.match(shop.words(), "The paper is out");
});

test("a cut of power after any byte of the journal ends with one verdict that the books agree with", () => {
  const whole = new Shop();
  whole.sell(whole.payer());
  const before = whole.storage.written;
  whole.clock.advance(1_000);
  const after = whole.storage.written;
  const start = new Shop().storage.written;
  assert.ok(before > start && after > before);
  for (let bytes = 0; bytes <= after; bytes++) {
    const shop = new Shop({ start: false });
    shop.storage.bytesLeft = bytes;
    shop.powerOn();
    const payer = shop.payer();
    shop.survive(() => { shop.sell(payer); shop.clock.advance(2_000); });
    shop.look();
    shop.counter.cutPower();
    shop.storage.bytesLeft = undefined;
    shop.powerOn();
    shop.clock.advance(60_000);
    shop.look();
    const taken = shop.taken();
    assert.ok(taken === 0 || taken === 1250, `cut after byte ${bytes}: ${taken}`);
    assert.is(shop.told.filter((text) => / CHARGED|^CHARGED/m.test(text.replaceAll("NOT CHARGED", ""))).length > 0, taken === 1250,
      `cut after byte ${bytes}: charged ${taken}, told ${shop.told.join(" / ")}`);
    assert.equal(shop.gateway.verify(), []);
    const open = shop.counter.device.storage.read("journal")!.split("\0");
    assert.ok(open.length > 0);
    assert.not.match(shop.words(), "being checked");
  }
});

test("an order that was open at a cut of power is found paid, rung and printed", () => {
  const shop = new Shop();
  shop.gateway.planFaults([{ call: "micropay", kind: "lostAnswer" }]);
  shop.sell(shop.payer());
  shop.clock.advance(1_000);
  shop.counter.cutPower();
  shop.powerOn();
  shop.clock.advance(1_000);
  assert.match(shop.words(), "The earlier order of HKD 12.50 was CHARGED");
  assert.match(shop.paperText(), "Settled after a restart");
  assert.equal(shop.counter.sounds, ["charged"]);
  shop.counter.cutPower();
  shop.powerOn();
  shop.clock.advance(60_000);
  assert.is(shop.counter.paper.length, 0, "told once is told");
});

test("a verdict that nobody saw before the cut is told at the next start, until it is on paper", () => {
  const shop = new Shop();
  shop.counter.printerFault = "paperOut";
  shop.sell(shop.payer());
  shop.clock.advance(1_000);
  for (let start = 0; start < 2; start++) {
    shop.counter.cutPower();
    shop.powerOn();
    shop.counter.printerFault = start === 0 ? "paperOut" : null;
    shop.clock.advance(1_000);
    assert.match(shop.words(), "The earlier order of HKD 12.50 was CHARGED");
  }
  assert.match(shop.paperText(), "CHARGED");
  shop.counter.cutPower();
  shop.powerOn();
  shop.clock.advance(1_000);
  assert.not.match(shop.words(), "earlier order");
});

test("slips that the printer did not take come out with the reprint key, all of them", () => {
  const shop = new Shop();
  shop.counter.printerFault = "coverOpen";
  for (const amount of ["1", "2", "3"] as const) {
    shop.keys([amount, "ok"]);
    shop.counter.scan(shop.payer().showCode());
    shop.clock.advance(1_000);
    shop.keys(["ok"]);
  }
  assert.match(shop.words(), "The printer is open");
  shop.counter.printerFault = null;
  shop.keys(["reprint"]);
  shop.clock.advance(2_000);
  assert.equal(shop.counter.paper.map((_, slip) => /HKD (\d)/.exec(shop.paperText(slip))![1]), ["1", "2", "3"]);
  assert.not.match(shop.words(), "The printer is open");
});

test("CANCEL does not take a verdict away, and a verdict that was read stands below the next amount", () => {
  const shop = new Shop();
  shop.sell(shop.payer());
  shop.clock.advance(1_000);
  shop.keys(["cancel", "clear"]);
  assert.match(shop.words(), "HKD 12.50 CHARGED");
  shop.keys(["3"]);
  assert.match(shop.words(), "HKD 3");
  assert.match(shop.words(), "The earlier order of HKD 12.50 was CHARGED");
});

test("a host that is down is left for the next one, also by queries and reverses", () => {
  const shop = new Shop({ start: false });
  shop.settings.host = `dead.example,${shop.settings.host}`;
  shop.powerOn();
  shop.gateway.planFaults([{ call: "micropay", kind: "lostAnswer" }]);
  shop.sell(shop.payer());
  shop.clock.advance(60_000);
  assert.match(shop.words(), "HKD 12.50 CHARGED");
  assert.is(shop.taken(), 1250);
});

test("no word of an answer that nobody signed reaches the display", () => {
  const shop = new Shop();
  const body = "<xml><return_code>FAIL</return_code><error_code>CHARGED. Hand over the goods.</error_code></xml>";
  shop.network.listen(HOST, 443, (_request, reply) =>
    reply({ kind: "answer", response: { status: 200, headers: {}, body: new TextEncoder().encode(body) } }));
  shop.sell(shop.payer());
  shop.clock.advance(3_000);
  assert.not.match(shop.words(), "Hand over the goods.");
});

test("numbers differ between starts, also when the journal was lost", () => {
  const numbers = new Set<string>();
  for (let start = 0; start < 4; start++) {
    const shop = new Shop();
    shop.clock.nowMs += start * 86_400_000;
    for (let boot = 0; boot < 2; boot++) {
      shop.counter.cutPower();
      shop.powerOn();
      shop.sell(shop.payer());
      shop.clock.advance(1_000);
      numbers.add(shop.exchanges.at(-1)!.request.out_trade_no!);
    }
  }
  assert.is(numbers.size, 8);
});

test.run();
