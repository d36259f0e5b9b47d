import type { Call } from "./call";

/** Gives the merchant's key for the sandbox, unsigned; asked with the true key. Reference 6.2. */
export const getsignkey: Call = {
  name: "getsignkey",
  path: "/sandboxnew/pay/getsignkey",
  certificate: false,
  needs: ["mch_id", "nonce_str", "sign"],
  refusals: {},
  rules: [],
  handle({ merchant }, { sandbox }) {
    const { apiKey } = sandbox.find(merchant.mchId)!;
    const told = { mch_id: merchant.mchId, sandbox_signkey: apiKey };
    return { kind: "unsigned", fields: { return_code: "SUCCESS", return_msg: "OK", ...told } };
  },
};
