import type { ServerRequest } from "../network";
import type { Answer, Signing } from "./message";
import { type Call, type CallRequest, COMMON_RULES, USUAL_NEEDS } from "./calls/call";
import { ERROR_TEXTS, type ErrorCode } from "./errors";
import type { Merchant, MerchantBook } from "./merchants";
import { type Fields, findProblem, type Manual } from "./protocol/fields";
import { algorithmOf, verify } from "./protocol/sign";
import { decodeUtf8 } from "./protocol/utf8";
import { parseXml } from "./protocol/xml";

/** A request longer than this is not read. */
export const BODY_BYTES_MAX = 65_536;

/** A request that passed all checks before the call itself, or what to say instead. */
export type Opened =
  | { kind: "open"; request: CallRequest; signing: Signing; fields: Fields }
  /** `merchant` is there once the signature was found right. */
  | { kind: "refused"; answer: Answer; fields?: Fields; merchant?: Merchant }
  | { kind: "noCertificate" };

/**
 * Checks what every call has in common, in the order in which a server learns it: certificate,
 * method, size, characters, XML, merchant, certificate's owner, signature, then the fields. All
 * before the signature is refused unsigned, on the communication level (reference 2.4).
 */
export function open(request: ServerRequest, call: Call, merchants: MerchantBook, manual: Manual): Opened {
  if (call.certificate && request.clientFingerprint === undefined) return { kind: "noCertificate" };
  if (request.method !== "POST") return refuse("REQUIRE_POST_METHOD");
  if (request.body.length === 0) return refuse("POST_DATA_EMPTY");
  const text = decodeUtf8(request.body);
  if (text === undefined) return refuse("NOT_UTF8");
  const fields = parseXml(text);
  if (fields === undefined) return refuse("XML_FORMAT_ERROR");
  return identify(fields, request, call, merchants, manual);
}

function identify(
  fields: Fields, request: ServerRequest, call: Call, merchants: MerchantBook, manual: Manual,
): Opened {
  const mchId = fields["mch_id"] || fields[call.merchantField ?? ""] || "";
  for (const name of call.needs ?? USUAL_NEEDS) {
    const given = name === "mch_id" ? mchId : fields[name];
    if (!given) return refuseFor(call, "LACK_PARAMS", name, fields);
  }
  const merchant = merchants.find(mchId);
  if (merchant === undefined) return refuse("MCHID_NOT_EXIST", undefined, fields);
  if (fields["appid"] && merchant.appid !== fields["appid"]) {
    const known = merchants.knowsAppid(fields["appid"]);
    return refuse(known ? "APPID_MCHID_NOT_MATCH" : "APPID_NOT_EXIST", undefined, fields);
  }
  if (call.certificate && merchant.certificateFingerprint !== request.clientFingerprint) {
    return refuse("INVALID_REQUEST", "商户证书与商户号不匹配", fields);
  }
  const algorithm = algorithmOf(fields);
  if (algorithm === undefined || !verify(fields, merchant.apiKey, algorithm)) {
    return refuseFor(call, "SIGNERROR", undefined, fields);
  }
  const signing = { key: merchant.apiKey, algorithm };
  const problem = findProblem(fields, COMMON_RULES, manual) ?? findProblem(fields, call.rules, manual);
  if (problem !== undefined && call.refusals !== undefined) {
    return refuseFor(call, problem.code, problem.field, fields);
  }
  if (problem !== undefined) {
    const answer = { fields: failed(fields, problem.code, problem.field), signing };
    return { kind: "refused", answer, fields, merchant };
  }
  const asked = { fields, merchant, algorithm, headers: request.headers };
  return { kind: "open", request: asked, signing, fields };
}

/** Fields that every answer to a readable request carries. The caller adds a fresh `nonce_str`. */
export function common(request: Fields): Fields {
  return {
    return_code: "SUCCESS",
    return_msg: "OK",
    appid: request["appid"] ?? "",
    mch_id: request["mch_id"] ?? "",
    device_info: request["device_info"] ?? "",
  };
}

/** Fields of a refusal on the business level; `detail` is a better text or the field at fault. */
export function failed(request: Fields, code: ErrorCode, detail?: string): Fields {
  return { ...common(request), result_code: "FAIL", err_code: code, err_code_des: describe(code, detail) };
}

/** A refusal on the communication level. */
export function refuse(
  code: ErrorCode, detail?: string, fields?: Fields,
): Extract<Opened, { kind: "refused" }> {
  const answer = { fields: { return_code: "FAIL", return_msg: `${code} ${describe(code, detail)}` } };
  return { kind: "refused", answer, ...(fields === undefined ? {} : { fields }) };
}

/** The same in the words of a call that has its own. */
function refuseFor(call: Call, code: ErrorCode, detail: string | undefined, fields: Fields): Opened {
  const words = call.refusals?.[code];
  if (words === undefined) return refuse(code, detail, fields);
  return { kind: "refused", answer: { fields: { return_code: "FAIL", return_msg: words } }, fields };
}

function describe(code: ErrorCode, detail: string | undefined): string {
  const text = ERROR_TEXTS[code];
  if (detail === undefined) return text;
  return code === "LACK_PARAMS" || code === "PARAM_ERROR" ? `${text} ${detail}` : detail;
}
