import { type Order, type UnifiedType, wasPaid } from "../order";
import type { Fields } from "../protocol/fields";
import { type Call, type CallRequest, type CallResult, fail, type World } from "./call";
import { ORDER_RULES, readTerms, refuseLate } from "./order-terms";
import { NOTIFY_RULE } from "./notify-url";

/** Orders for payers who open them on their own phones: NATIVE, JSAPI, APP and MWEB. Reference 3.2. */
export const unifiedorder: Call = {
  name: "unifiedorder",
  path: "/pay/unifiedorder",
  certificate: false,
  rules: [
    ...ORDER_RULES,
    { ...NOTIFY_RULE, required: true },
    { name: "trade_type", required: true, bytesMax: 16, pattern: /^(NATIVE|JSAPI|APP|MWEB)$/ },
    { name: "product_id", required: false, bytesMax: 32 },
    { name: "openid", required: false, bytesMax: 128 },
  ],
  handle(request, world) {
    const { fields, merchant } = request;
    const problem = problemOf(request, world);
    if (problem !== undefined) return problem;
    const terms = readTerms(request, fields["trade_type"] as UnifiedType, world.clock.nowMs);
    if ("kind" in terms) return terms;
    const known = world.orders.find(merchant, terms.outTradeNo);
    if (known !== undefined) return repeat(known, terms.parameters, world);
    const late = refuseLate(terms, world.clock.nowMs);
    if (late !== undefined) return late;
    terms.notifyUrl = fields["notify_url"]!;
    if (terms.tradeType === "JSAPI") terms.openid = fields["openid"]!;
    return issue(world.orders.place(merchant, terms), world);
  },
};

/** A number the gateway knows: the same order again gives a fresh credential and moves nothing. */
function repeat(order: Order, parameters: string, world: World): CallResult {
  if (wasPaid(order)) return fail("ORDERPAID");
  if (order.state === "CLOSED") return fail("ORDERCLOSED");
  if (parameters !== order.parameters) return fail("OUT_TRADE_NO_USED");
  return issue(order, world);
}

function issue(order: Order, world: World): CallResult {
  const { prepayId, codeUrl, mwebUrl } = world.checkout.issue(order);
  const fields: Fields = { trade_type: order.tradeType, prepay_id: prepayId };
  if (codeUrl !== undefined) fields["code_url"] = codeUrl;
  if (mwebUrl !== undefined) fields["mweb_url"] = mwebUrl;
  return { kind: "success", fields };
}

/** What each way to pay asks for beyond the common fields. */
function problemOf({ fields, merchant }: CallRequest, world: World): CallResult | undefined {
  switch (fields["trade_type"] as UnifiedType) {
    case "NATIVE": return fields["product_id"] ? undefined : fail("LACK_PARAMS", "product_id");
    case "JSAPI": {
      const openid = fields["openid"];
      if (!openid) return fail("LACK_PARAMS", "openid");
      return world.openids.has(openid, merchant.appid) ? undefined : fail("PARAM_ERROR", "openid");
    }
    case "MWEB": {
      if (!fields["scene_info"]) return fail("LACK_PARAMS", "scene_info");
      return isScene(fields["scene_info"]) ? undefined : fail("PARAM_ERROR", "scene_info");
    }
    case "APP": return undefined;
  }
}

const SCENES: Readonly<Record<string, readonly string[]>> = {
  Wap: ["wap_url", "wap_name"],
  IOS: ["app_name", "bundle_id"],
  Android: ["app_name", "package_name"],
};

/** Whether the page or app that an H5 payment comes from is named in one of the three documented forms. */
function isScene(text: string): boolean {
  const { h5_info: info } = JSON.parse(text) as { h5_info?: Record<string, unknown> };
  if (typeof info !== "object" || info === null || typeof info["type"] !== "string") return false;
  const names = Object.hasOwn(SCENES, info["type"]) ? SCENES[info["type"]] : undefined;
  return names !== undefined && names.every((name) => typeof info[name] === "string" && info[name] !== "");
}
