import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { FAULTS, type FaultKind } from "../../../sim/gateway/faults";
import type { OrderState } from "../../../sim/gateway/orders";
import type { PasswordHabit, Payer } from "../../../sim/wallet/payer";
import { payment, Shop, toXml } from "./client";

/** What each state may become; a state may always stay. */
const NEXT: Record<OrderState, OrderState[]> = {
  NOTPAY: ["USERPAYING", "SUCCESS", "PAYERROR", "REVOKED"],
  USERPAYING: ["SUCCESS", "PAYERROR", "REVOKED"],
  SUCCESS: ["REVOKED", "REFUND"],
  PAYERROR: ["REVOKED"],
  REVOKED: [],
  CLOSED: [],
  REFUND: [],
};

type Step =
  | { do: "pay"; order: number; payer: number; fresh: boolean }
  | { do: "query" | "reverse"; order: number }
  | { do: "type" | "refuse" | "startTyping"; payer: number }
  | { do: "wait"; ms: number }
  | { do: "fault"; kind: FaultKind };

const order = fc.nat(3);
const payer = fc.nat(2);
const kind = fc.constantFrom(...(Object.keys(FAULTS) as FaultKind[]));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("pay" as const), order, payer, fresh: fc.boolean() }),
  fc.record({ do: fc.constantFrom("query" as const, "reverse" as const), order }),
  fc.record({ do: fc.constantFrom("type" as const, "refuse" as const, "startTyping" as const), payer }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1_000, 14_000, 15_000, 30_000, 60_000) }),
  fc.record({ do: fc.constant("fault" as const), kind }),
);

class Run {
  readonly shop = new Shop();
  readonly payers: Payer[];
  private readonly codes: string[];

  constructor() {
    const habits: [PasswordHabit, number][] = [["never", 3_000], ["always", 1_000_000], ["always", 1_000]];
    this.payers = habits.map(([password, balance]) => this.shop.gateway.addPayer({ password, balance }));
    this.codes = this.payers.map((one) => one.showCode());
  }

  take(one: Step): void {
    const { shop, payers, codes } = this;
    switch (one.do) {
      case "pay":
        if (one.fresh) codes[one.payer] = payers[one.payer]!.showCode();
        return this.send("/pay/micropay", payment(`T${one.order}`, codes[one.payer]!));
      case "query": return this.send("/pay/orderquery", { out_trade_no: `T${one.order}` });
      case "reverse": return this.send("/secapi/pay/reverse", { out_trade_no: `T${one.order}` });
      case "type": return payers[one.payer]!.asked && payers[one.payer]!.typePassword();
      case "refuse": return payers[one.payer]!.asked && payers[one.payer]!.refuse();
      case "startTyping": return payers[one.payer]!.startTyping();
      case "wait": return shop.clock.advance(one.ms);
      case "fault": return shop.gateway.planFaults([{ kind: one.kind }]);
    }
  }

  private send(path: string, fields: Record<string, string>): void {
    this.shop.send(path, toXml(this.shop.request(fields)), { fingerprint: this.shop.fingerprint });
  }
}

test("whatever happens in whatever order, books and orders agree and final stays final", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
    const run = new Run();
    const { gateway, clock } = run.shop;
    const before = new Map<string, OrderState>();
    for (const one of steps) {
      run.take(one);
      assert.equal(gateway.verify(), []);
      for (const { outTradeNo, state } of gateway.orders.all()) {
        const last = before.get(outTradeNo) ?? "NOTPAY";
        assert.ok(last === state || NEXT[last].includes(state), `${last} became ${state}`);
        before.set(outTradeNo, state);
      }
    }
    gateway.planFaults([]);
    clock.advance(45_000);
    for (const { outTradeNo, state } of gateway.orders.all()) {
      assert.ok(state !== "NOTPAY" && state !== "USERPAYING", `${outTradeNo} is ${state} for ever`);
      assert.is(run.shop.query(outTradeNo)["trade_state"], state);
    }
    for (const one of run.payers) assert.is(one.asked, undefined);
  }), { seed: 20260105, numRuns: 600 });
});

test.run();
