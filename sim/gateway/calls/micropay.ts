import type { CodeFinding } from "../../wallet/codes";
import { looksLikeCode } from "../../wallet/wallets";
import { type Order, type OrderTerms, wasPaid } from "../order";
import { dayOf } from "../protocol/time";
import { type Call, type CallRequest, type CallResult, fail, type World } from "./call";
import { ORDER_RULES, readTerms, refuseLate } from "./order-terms";
import { paymentFields } from "./payment-fields";

type GoodCode = Extract<CodeFinding, { kind: "good" }>;

/** Submit Quick Pay: charges the payer whose code was scanned, or asks for the password. Reference 3.1. */
export const micropay: Call = {
  name: "micropay",
  path: "/pay/micropay",
  certificate: false,
  rules: [...ORDER_RULES, { name: "auth_code", required: true, bytesMax: 128 }],
  handle(request, world) {
    const terms = readTerms(request, "MICROPAY", world.clock.nowMs);
    if ("kind" in terms) return terms;
    const order = world.orders.find(request.merchant, terms.outTradeNo);
    return order === undefined ? submit(request, terms, world) : repeat(order, request, terms, world);
  },
};

/** A number the gateway has not seen. An order exists from here on only if the code was good. */
function submit(request: CallRequest, terms: OrderTerms, world: World): CallResult {
  const { fields, merchant } = request;
  const code = fields["auth_code"]!;
  const late = refuseLate(terms, world.clock.nowMs);
  if (late !== undefined) return late;
  if (!looksLikeCode(code)) return fail("AUTH_CODE_INVALID");
  const found = world.codes.find(code, merchant.mchId);
  if (found.kind !== "good") return fail(found.kind === "expired" ? "AUTHCODEEXPIRE" : "AUTH_CODE_ERROR");
  if (!merchant.wallets.includes(found.payer.wallet)) return fail("AUTH_CODE_INVALID", "该钱包不支持在此商户使用");
  world.codes.use(code);
  return charge(world.orders.open(merchant, found.payer, terms), found, world);
}

/** A number the gateway knows: final orders first, then whatever differs from the first submit. */
function repeat(order: Order, request: CallRequest, terms: OrderTerms, world: World): CallResult {
  if (wasPaid(order)) return fail("ORDERPAID");
  if (order.state === "REVOKED") return fail("ORDERREVERSED");
  if (order.state === "CLOSED") return fail("ORDERCLOSED");
  if (order.tradeType !== "MICROPAY") return fail("OUT_TRADE_NO_USED");
  const code = request.fields["auth_code"]!;
  const found = world.codes.find(code, request.merchant.mchId);
  if (found.kind !== "unknown" && found.payer !== order.payer) return fail("BUYER_MISMATCH");
  if (terms.parameters !== order.parameters) return fail("OUT_TRADE_NO_USED");
  // The same sale again, by the same payer: the answer is where it stands; one code never charges twice.
  if (order.state === "USERPAYING") return fail("USERPAYING");
  if (order.state === "PAYERROR") return fail("TRADE_ERROR", "支付失败，请更换商户订单号");
  if (found.kind !== "good") return fail(found.kind === "expired" ? "AUTHCODEEXPIRE" : "AUTH_CODE_ERROR");
  world.codes.use(code);
  return charge(order, found, world);
}

function charge(order: Order, code: GoodCode, world: World): CallResult {
  const { orders } = world;
  const payer = order.payer!;
  if (orders.repeatsPayment(order)) return fail("TRADE_ERROR", "同一用户一分钟内不可向同一商户重复支付相同金额");
  const day = dayOf(world.clock.nowMs);
  const verdict = payer.judge({ amount: orders.cashFeeOf(order), noCredit: order.noCredit, day, code });
  if (verdict.kind === "refused") return fail(verdict.code, verdict.text);
  if (verdict.kind === "password") {
    orders.askPassword(order);
    // A payer who is quicker than this answer has paid or refused already.
    if (order.state === "USERPAYING") return fail("USERPAYING");
  } else {
    const refusal = orders.pay(order);
    if (refusal !== undefined) return fail(refusal.code, refusal.text);
    payer.countFree(day);
  }
  if (!wasPaid(order)) return fail("TRADE_ERROR");
  return { kind: "success", fields: paymentFields(order, world.books) };
}
