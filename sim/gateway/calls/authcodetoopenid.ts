import { looksLikeCode } from "../../wallet/wallets";
import { openidOf } from "../identifiers";
import { type Call, fail } from "./call";

/** Tells whose code was scanned; from then on only this merchant may charge it. Reference 3.12. */
export const authcodetoopenid: Call = {
  name: "authcodetoopenid",
  path: "/tools/authcodetoopenid",
  certificate: false,
  rules: [{ name: "auth_code", required: true, bytesMax: 128 }],
  handle({ fields, merchant }, world) {
    const code = fields["auth_code"]!;
    if (!looksLikeCode(code)) return fail("AUTH_CODE_INVALID");
    const found = world.codes.find(code, merchant.mchId);
    if (found.kind !== "good") return fail(found.kind === "expired" ? "AUTHCODEEXPIRE" : "AUTH_CODE_ERROR");
    world.codes.bind(code, merchant.mchId);
    return { kind: "success", fields: { openid: openidOf(found.payer.id, merchant.appid) } };
  },
};
