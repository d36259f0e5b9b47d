import type { Device } from "../../hal/device";
import type { HTTPResult } from "../../hal/ports/http-client";
import type { GatewayCall } from "../protocol/codec";
import { wechatV2 } from "../protocol/wechat-v2/codec";
import { keyedRandom } from "../runtime/keyed-random";
import { faultOf, settingsOf } from "../runtime/settings";
import { WRONG } from "./report";
import type { Done } from "./report";

/** A handshake takes a board seconds. */
const EXCHANGE_MS = 20000;

/**
 * Asks the gateway about an order that was never made, and moves no money. A signed answer shows that network, merchant
 * and key are right.
 * @param kind `query`: without the certificate; `reverse`: over mutual TLS, of the same order that is not there
 */
export function testGateway(device: Device, kind: "query" | "reverse", done: Done): void {
  if (faultOf(device.setting) !== "") return done(WRONG.setting, "the settings are not complete");
  const settings = settingsOf(device.setting);
  const now = device.clock.now();
  const random = keyedRandom(device.hash, settings.secret, 0, "self-test" + now);
  const codec = wechatV2(settings.wechat, device.hash, random, EXCHANGE_MS);
  const call: GatewayCall = {
    kind: kind, host: 0,
    order: {
      outTradeNo: settings.terminal + "TEST" + random.token(12), tradeType: "MICROPAY", amountMinor: 1,
      currency: settings.currency, startedMs: now, codeHint: "",
    },
  };
  device.http.request(codec.encode(call), function (result: HTTPResult) {
    const reply = codec.decode(call, result);
    if (reply.kind === "unsent") return done(WRONG.noGateway, "no connection");
    if (reply.kind === "refused") return done(WRONG.refused, reply.code);
    if (reply.kind !== "unknown") return done(0, "a signed answer");
    if (reply.why === "signature") return done(WRONG.signature, "the answer is not signed with this merchant's key");
    if (kind === "reverse" && reply.why === "closed") return done(WRONG.certificate, "the certificate was not taken");
    done(WRONG.noGateway, reply.why + (reply.code ? " " + reply.code : ""));
  });
}
