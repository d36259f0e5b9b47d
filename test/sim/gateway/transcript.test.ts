import { test } from "uvu";
import * as assert from "uvu/assert";
import { createControl } from "../../../sim/gateway/control";
import { FAULTS, type FaultKind } from "../../../sim/gateway/faults";
import { createRandom, type Random } from "../../../sim/gateway/random";
import { type Message, payment, Shop, toXml, unifiedOrder } from "./client";

const STEPS = 300;
const KINDS = Object.keys(FAULTS) as FaultKind[];

/**
 * Plays a long day drawn from `script` in a world of `seed` and gives all that came out of it: every byte of
 * every answer and notification, and the books.
 */
function play(seed: number, script: number): string[] {
  const lines: string[] = [];
  const shop = new Shop({
    seed,
    deliver: (url, body, done) => {
      lines.push(`notification ${url} ${body}`);
      done(body.length % 3 === 0 ? undefined : "<xml><return_code>SUCCESS</return_code></xml>");
    },
  });
  const control = createControl({ gateway: shop.gateway, clock: shop.clock });
  const random = createRandom(script, "script");
  const payers = [control.addPayer({ password: "never" }), control.addPayer({ wallet: "mainland", cards: [{ kind: "debit", available: 9_000 }] })];
  for (let count = 0; count < STEPS; count++) lines.push(step(shop, control, random, payers[random.below(2)]!.id));
  lines.push(JSON.stringify([control.world(), control.books(), control.exchanges({}), control.notifications()]));
  return lines;
}

function step(shop: Shop, control: ReturnType<typeof createControl>, random: Random, payer: string): string {
  const number = `T${random.below(40)}`;
  const send = (path: string, fields: Message): string => {
    const outcome = shop.send(path, toXml(shop.request({ nonce_str: "n1", ...fields })), { fingerprint: shop.fingerprint });
    return JSON.stringify({ ...outcome, ...("response" in outcome ? { response: Buffer.from(outcome.response.body).toString("latin1") } : {}) });
  };
  const attempt = (run: () => unknown): string => {
    try {
      return JSON.stringify(run());
    } catch (error) {
      return String(error);
    }
  };
  switch (random.below(10)) {
    case 0: case 1: return send("/pay/micropay", payment(number, control.showCode({ payer }).code));
    case 2: return send("/pay/unifiedorder", unifiedOrder(number));
    case 3: {
      const answer = send("/pay/unifiedorder", unifiedOrder(number));
      const text = /weixin:[^\]]+/.exec(answer)?.[0] ?? "weixin://wxpay/none";
      return answer + attempt(() => control.scan({ payer, text }));
    }
    case 4: return attempt(() => control.typePassword({ payer }));
    case 5: return send("/pay/orderquery", { out_trade_no: number });
    case 6: {
      const refund = { out_trade_no: number, out_refund_no: `R${random.below(40)}`, total_fee: "1250", refund_fee: "400" };
      return send("/secapi/pay/refund", { ...refund, notify_url: "https://shop.example/refunded" });
    }
    case 7: return send("/secapi/pay/reverse", { out_trade_no: number });
    case 8: return attempt(() => control.planFaults({ plan: [{ kind: KINDS[random.below(KINDS.length)]! }] }));
    default: return JSON.stringify(control.advance({ ms: 1_000 * random.below(2_000) }));
  }
}

test("two worlds of one seed give the same transcript to the byte, another seed does not", () => {
  const first = play(7, 1);
  const second = play(7, 1);
  assert.is(first.length, second.length);
  first.forEach((line, at) => assert.ok(line === second[at], `line ${at} differs: ${line}`));
  assert.ok(first.length > STEPS && first.some((line) => line.startsWith("notification")));
  const other = play(8, 1);
  assert.ok(first.some((line, at) => line !== other[at]));
});

test.run();
