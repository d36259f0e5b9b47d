import type { Server } from "../../sim/network";
import { sign } from "../../sim/gateway/protocol/sign";
import { parseXml } from "../../sim/gateway/protocol/xml";

/**
 * A server that sits where the gateway should be and claims that everything was paid, signed with a
 * key of its own.
 */
export function createImpostor(onForged: () => void): Server {
  return (request, reply) => {
    const asked = parseXml(Buffer.from(request.body).toString("utf8")) ?? {};
    const fields: Record<string, string> = {
      return_code: "SUCCESS", return_msg: "OK", result_code: "SUCCESS", appid: asked.appid ?? "",
      mch_id: asked.mch_id ?? "", nonce_str: "5K8264ILTKCH16CQ2502SI8ZNMTM67VS", trade_state: "SUCCESS",
      trade_type: "MICROPAY", out_trade_no: asked.out_trade_no ?? "", transaction_id: "4200000000202601010000000001",
      total_fee: asked.total_fee ?? "1250", fee_type: "HKD", recall: "N",
    };
    fields.sign = sign(fields, "the impostor's own signing key...", "HMAC-SHA256");
    const elements = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
    const body = Buffer.from(`<xml>${elements.join("")}</xml>`);
    onForged();
    reply({
      kind: "answer",
      response: { status: 200, headers: { "Content-Type": "text/xml", "Content-Length": String(body.length) }, body },
    });
  };
}
