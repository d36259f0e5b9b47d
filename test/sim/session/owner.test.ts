import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeNodeRealm } from "../../../sim/node/realm";
import type { Deed } from "../../../sim/session/deed";
import { Session } from "../../../sim/session/session";
import { clientOf, imagesOf } from "../../support/image";

const options = { image: (await imagesOf()).plain, realm: makeNodeRealm, client: await clientOf() };
const MINUTE_MS = 60_000;

/** A terminal that was shown the code of a payer for 12.50. */
function sell(password: "never" | "always", faults: object[] = []): Session {
  const session = new Session(options);
  const deeds: Deed[] = [
    { do: "power", on: true }, { do: "control", command: "addPayer", with: { password } },
    { do: "control", command: "planFaults", with: { plan: faults } },
    ...(["1", "2", ".", "5", "0", "ok"] as const).map((key): Deed => ({ do: "key", key })),
    { do: "hold", payer: "P1" },
  ];
  for (const deed of deeds) {
    session.do(deed);
    session.advance(300);
  }
  session.advance(5_000);
  return session;
}

function told(session: Session): string[] {
  return session.owner.tidings.map((one) => `${one.kind} ${"money" in one ? one.money : one.path}`);
}

test("the owner reads of a payment and of what went back, and is alarmed of nothing", () => {
  const session = sell("never");
  session.advance(5 * MINUTE_MS);
  assert.equal(told(session), ["received HKD 12.50"]);
  const [payment] = session.owner.tidings;
  const { gateway, merchant } = session.shop;
  const terms = { outRefundNo: "R1", fee: 500, account: "unsettled" as const, notifyUrl: undefined };
  gateway.refunds.accept(gateway.orders.all()[0]!, terms);
  session.advance(60 * MINUTE_MS);
  assert.equal(told(session), ["received HKD 12.50", "refunded HKD 5.00"]);
  assert.ok(payment!.atMs > 0 && gateway.order(merchant, "order" in payment! ? payment.order : "") !== undefined);
});

test("a payment that the terminal does not hear of in a minute is an alert, and stays one", () => {
  const session = sell("always");
  session.do({ do: "power", on: false });
  session.do({ do: "control", command: "typePassword", with: { payer: "P1" } });
  session.advance(MINUTE_MS - 1_000);
  assert.equal(told(session), ["received HKD 12.50"]);
  session.advance(2_000);
  assert.equal(told(session), ["received HKD 12.50", "unheard HKD 12.50"]);
  session.do({ do: "power", on: true });
  session.advance(MINUTE_MS);
  assert.equal(told(session), ["received HKD 12.50", "unheard HKD 12.50"]);
});

test("calls that fail one after another are one alert", () => {
  const session = sell("never", [{ kind: "httpError", times: 6 }]);
  session.advance(2 * MINUTE_MS);
  assert.is(told(session).filter((line) => line.startsWith("failing")).length, 1);
});

test("what other merchants are paid is nothing to the owner", () => {
  const session = sell("never");
  const { gateway } = session.shop;
  const terms = { ...gateway.orders.all()[0]!, outTradeNo: "THEIRS" };
  gateway.orders.pay(gateway.orders.open(gateway.addMerchant(), gateway.addPayer(), terms));
  assert.equal(told(session), ["received HKD 12.50"]);
});

test.run();
