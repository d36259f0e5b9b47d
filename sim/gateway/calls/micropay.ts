import { exchange } from "../currencies";
import type { Order, OrderTerms } from "../orders";
import type { Fields } from "../protocol/fields";
import { formatTime } from "../protocol/time";
import type { Payer } from "../../wallet/payer";
import { looksLikeCode } from "../../wallet/wallets";
import { type Call, type CallRequest, type CallResult, fail, ORDER_NUMBER, type World } from "./call";
import { paymentFields } from "./payment-fields";

/** Submit Quick Pay: charges the payer whose code was scanned, or asks for the password. Reference 3.1. */
export const micropay: Call = {
  name: "micropay",
  path: "/pay/micropay",
  certificate: false,
  rules: [
    { name: "device_info", required: false, bytesMax: 32 },
    { name: "body", required: true, bytesMax: 128 },
    { name: "version", required: "english", bytesMax: 32, pattern: /^1\.0$/ },
    { name: "detail", required: "english", bytesMax: 6000, kind: "json" },
    { name: "attach", required: false, bytesMax: 128 },
    { name: "out_trade_no", required: true, bytesMax: 32, pattern: ORDER_NUMBER },
    { name: "total_fee", required: true, bytesMax: 10, kind: "amount" },
    { name: "fee_type", required: false, bytesMax: 16, pattern: /^[A-Z]{3}$/ },
    { name: "spbill_create_ip", required: true, bytesMax: 64, pattern: /^[0-9A-Fa-f.:]+$/ },
    { name: "goods_tag", required: false, bytesMax: 32 },
    { name: "limit_pay", required: false, bytesMax: 32, pattern: /^no_credit$/ },
    { name: "time_start", required: false, bytesMax: 14, kind: "time" },
    { name: "time_expire", required: false, bytesMax: 14, kind: "time" },
    { name: "receipt", required: false, bytesMax: 8 },
    { name: "auth_code", required: true, bytesMax: 128 },
    { name: "scene_info", required: false, bytesMax: 256, kind: "json" },
  ],
  handle(request, world) {
    const { fields, merchant } = request;
    const feeType = fields["fee_type"] || "CNY";
    if (!merchant.currencies.includes(feeType)) return fail("PARAM_ERROR", "fee_type");
    const order = world.orders.find(merchant, fields["out_trade_no"]);
    if (order !== undefined) return repeat(order, request, world);
    return submit(request, termsOf(fields, feeType), world);
  },
};

/** A number the gateway has not seen. An order exists from here on only if the code was good. */
function submit(request: CallRequest, terms: OrderTerms, world: World): CallResult {
  const { fields, merchant } = request;
  const code = fields["auth_code"]!;
  if (!looksLikeCode(code)) return fail("AUTH_CODE_INVALID");
  const found = world.codes.find(code);
  if (found.kind === "unknown" || found.kind === "used") return fail("AUTH_CODE_ERROR");
  if (found.kind === "expired") return fail("AUTHCODEEXPIRE");
  if (!merchant.wallets.includes(found.payer.wallet)) return fail("AUTH_CODE_INVALID", "该钱包不支持在此商户使用");
  world.codes.use(code);
  const order = world.orders.open(merchant, found.payer, terms);
  return charge(order, world);
}

/** A number the gateway knows: final orders first, then whatever differs from the first submit. */
function repeat(order: Order, request: CallRequest, world: World): CallResult {
  if (order.state === "SUCCESS" || order.state === "REFUND") return fail("ORDERPAID");
  if (order.state === "REVOKED") return fail("ORDERREVERSED");
  if (order.state === "CLOSED") return fail("ORDERCLOSED");
  const found = world.codes.find(request.fields["auth_code"]!);
  if (found.kind !== "unknown" && found.payer !== order.payer) return fail("BUYER_MISMATCH");
  if (parametersOf(request.fields) !== order.parameters) return fail("OUT_TRADE_NO_USED");
  // The same sale again, by the same payer: the answer is where it stands; one code never charges twice.
  if (order.state === "USERPAYING") return fail("USERPAYING");
  if (order.state === "PAYERROR") return fail("TRADE_ERROR", "支付失败，请更换商户订单号");
  if (found.kind === "good") {
    world.codes.use(request.fields["auth_code"]!);
    return charge(order, world);
  }
  return fail(found.kind === "expired" ? "AUTHCODEEXPIRE" : "AUTH_CODE_ERROR");
}

function charge(order: Order, world: World): CallResult {
  const payer = order.payer;
  const refusal = refusalOf(payer);
  if (refusal !== undefined) return refusal;
  const cashFee = exchange(order.totalFee, order.feeType, payer.currency);
  if (payer.balance < cashFee) return fail("NOTENOUGH");
  const today = formatTime(world.clock.nowMs).slice(0, 8);
  if (payer.needsPassword(cashFee, today)) {
    world.orders.askPassword(order);
    // A payer who is quicker than this answer has paid or refused already.
    if (order.state === "USERPAYING") return fail("USERPAYING");
  } else if (world.orders.pay(order)) {
    payer.countFree(today);
  }
  return order.state === "SUCCESS" ? { kind: "success", fields: paymentFields(order) } : fail("TRADE_ERROR");
}

function refusalOf(payer: Payer): CallResult | undefined {
  if (payer.blocked) return fail("TRADE_ERROR", "交易存在风险，请更换支付方式");
  if (!payer.quickPay) return fail("TRADE_ERROR", "用户未开通付款码支付");
  return undefined;
}

function termsOf(fields: Fields, feeType: string): OrderTerms {
  return {
    outTradeNo: fields["out_trade_no"]!,
    totalFee: Number(fields["total_fee"]),
    feeType,
    body: fields["body"]!,
    attach: fields["attach"] ?? "",
    deviceInfo: fields["device_info"] ?? "",
    parameters: parametersOf(fields),
  };
}

const FREE_TO_CHANGE = ["auth_code", "nonce_str", "sign", "sign_type"];

function parametersOf(fields: Fields): string {
  const names = Object.keys(fields).filter((name) => !FREE_TO_CHANGE.includes(name) && fields[name] !== "");
  return JSON.stringify(names.sort().map((name) => [name, fields[name]]));
}
