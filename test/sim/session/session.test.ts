import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeNodeRealm } from "../../../sim/node/realm";
import { Player } from "../../../sim/session/player";
import { differences } from "../../../sim/session/recording";
import { senseOf } from "../../../sim/session/sense";
import { Session } from "../../../sim/session/session";
import type { ShopOptions } from "../../../sim/shop";
import { clientOf, imagesOf } from "../../support/image";

const options: ShopOptions = { image: (await imagesOf()).plain, realm: makeNodeRealm, client: await clientOf() };

/** A terminal that is on, with a payer who is asked for no password. */
function open(): Session {
  const session = new Session(options);
  session.do({ do: "power", on: true });
  session.do({ do: "control", command: "addPayer", with: { password: "never" } });
  session.advance(500);
  return session;
}

function type(session: Session): void {
  for (const key of ["1", "2", ".", "5", "0", "ok"] as const) {
    session.do({ do: "key", key });
    session.advance(100);
  }
}

function sell(session: Session): void {
  type(session);
  session.do({ do: "hold", payer: "P1" });
  session.advance(6_000);
}

test("time stops for an onlooker when all that is due has happened, and goes on to its own end", () => {
  const session = new Session(options);
  const looks: number[] = [];
  const happened: string[] = [];
  session.shop.clock.after(100, () => happened.push("before"));
  session.onlookers.push({
    get nextMs() { return [100, 250, undefined][looks.length]; },
    look() {
      assert.equal(happened, ["before"]);
      looks.push(session.nowMs);
    },
  });
  session.advance(1_000);
  assert.equal(looks, [100, 250]);
  assert.is(session.nowMs, 1_000);
});

test("time that is cut short between two moments says what is left of it", () => {
  const session = open();
  session.do({ do: "key", key: "1" });
  let asked = 0;
  const left = session.pass(10_000, () => asked++ > 0);
  assert.ok(left > 0 && left < 10_000);
  const before = session.nowMs;
  session.step();
  assert.ok(session.nowMs > before);
});

test("the power fails in the midst of the write that was asked for, and the order is settled after the start", () => {
  const session = open();
  type(session);
  session.do({ do: "cutAtWrite", nth: 2 });
  session.do({ do: "hold", payer: "P1" });
  session.advance(6_000);
  assert.not(session.shop.interpreter.running);
  session.do({ do: "power", on: true });
  session.advance(90_000);
  assert.equal(senseOf(session).broken, []);
});

test("a code that the phone shows is held as it is; a slow printer ends later", () => {
  const session = open();
  type(session);
  session.do({ do: "control", command: "showCode", with: { payer: "P1" } });
  const shown = session.codeOf("P1");
  session.do({ do: "printer", trouble: "slow", there: true });
  assert.is(session.do({ do: "hold", payer: "P1", shown: true }), shown);
  session.advance(2_000);
  assert.match(session.screen, "CHARGED");
  assert.is(session.slips().length, 0);
  session.advance(40_000);
  assert.equal(senseOf(session).slips, ["charged HKD 12.50"]);
});

test("a printer that is open stays so when paper is put in", () => {
  const session = open();
  for (const trouble of ["paperOut", "coverOpen"] as const) session.do({ do: "printer", trouble, there: true });
  session.do({ do: "printer", trouble: "paperOut", there: false });
  assert.ok(session.shop.printer.coverOpen);
});

test("what a board does not have is refused with a sentence", () => {
  const session = open();
  assert.throws(() => session.do({ do: "case", open: true }), /does not feel/);
  assert.throws(() => session.do({ do: "battery", share: 0.5 }), /no battery/);
  assert.throws(() => session.do({ do: "router", inRange: false }), /no radio/);
  assert.throws(() => session.do({ do: "control", command: "advance", with: { ms: 5 } }), /time passes by itself/);
});

test("a player goes forwards and backwards by deeds, and everywhere stands as the session stood", () => {
  const session = open();
  sell(session);
  const { deeds } = session;
  const player = new Player(deeds, () => new Session(options));
  player.seek(5);
  const early = player.session.traces();
  player.seek(deeds.length);
  const late = player.session.traces();
  player.seek(5);
  assert.is(player.position, 5);
  assert.equal(differences(player.session.traces(), early), []);
  player.seek(deeds.length);
  assert.equal(differences(player.session.traces(), late), []);
  player.session.advance(6_000);
  assert.equal(differences(player.session.traces(), session.traces()), []);
});

test("a deed that cannot be done any more is told, and the rest goes on", () => {
  const player = new Player([
    { do: "control", command: "typePassword", with: { payer: "P1" }, atMs: 5 }, { do: "power", on: true, atMs: 9 },
  ], () => new Session(options));
  player.seek(2);
  assert.match(player.refused.join(), "deed 1");
  assert.ok(player.session.shop.interpreter.running);
});

test("a sale leaves nothing to complain of; its sense is the slip, the order and the money", () => {
  const session = open();
  sell(session);
  session.do({ do: "tear" });
  assert.equal(senseOf(session), {
    slips: ["charged HKD 12.50"], screen: "charged HKD 12.50", orders: ["MICROPAY HKD 12.50 SUCCESS"],
    kept: ["HKD 12.50"], broken: [],
  });
});

const BREAKS: Record<string, (session: Session) => void> = {
  "the slip of": ({ shop }) => { shop.gateway.orders.all()[0]!.state = "REVOKED"; },
  "is not the sum of its lines": ({ shop }) => {
    const { books, orders } = shop.gateway;
    const entry = books.ledger.entries().find((one) => one.kind === "payment")!;
    (entry.lines as object[]).pop();
    books.recharge(orders.all()[0]!.merchant, 1);
  },
};

for (const [what, damage] of Object.entries(BREAKS)) {
  test(`books that are tampered with are noticed: ${what}`, () => {
    const session = open();
    sell(session);
    assert.equal(session.watch.broken, []);
    damage(session);
    session.shop.gateway.books.recharge(session.shop.merchant, 5);
    session.advance(2_000);
    assert.match(session.watch.broken.map((one) => one.what).join("; "), what);
  });
}

test("a second charge of one sale is noticed", () => {
  const session = open();
  sell(session);
  const { gateway, merchant } = session.shop;
  const terms = { ...gateway.orders.all()[0]!, outTradeNo: "SECOND" };
  gateway.orders.pay(gateway.orders.open(merchant, gateway.addPayer(), terms));
  session.advance(2_000);
  assert.match(session.watch.broken.map((one) => one.what).join("; "), "one sale of HKD 12.50 was charged 2 times");
});

test.run();
