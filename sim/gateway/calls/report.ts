import { type Call, type CallResult, ORDER_NUMBER } from "./call";

const BATCH = "/pay/batchreport/micropay/total";

/** Quality report of a call or of a batch of sales: taken, forgotten, answered unsigned. Reference 3.11. */
export const report: Call = {
  name: "report",
  path: "/payitil/report",
  certificate: false,
  refusals: {},
  rules: [
    { name: "device_info", required: false, bytesMax: 32 },
    { name: "interface_url", required: true, bytesMax: 127, pattern: /^https?:\/\// },
    { name: "execute_time", required: false, bytesMax: 10, kind: "integer" },
    { name: "return_code", required: false, bytesMax: 16, pattern: /^(SUCCESS|FAIL)$/ },
    { name: "return_msg", required: false, bytesMax: 128 },
    { name: "result_code", required: false, bytesMax: 16, pattern: /^(SUCCESS|FAIL)$/ },
    { name: "err_code", required: false, bytesMax: 32 },
    { name: "err_code_des", required: false, bytesMax: 128 },
    { name: "out_trade_no", required: false, bytesMax: 32, pattern: ORDER_NUMBER },
    { name: "user_ip", required: true, bytesMax: 16 },
    { name: "time", required: false, bytesMax: 14, kind: "time" },
    { name: "trades", required: false, bytesMax: 1024 },
  ],
  handle({ fields }) {
    const isBatch = fields["interface_url"]!.endsWith(BATCH);
    const needed = isBatch ? ["trades"] : ["execute_time", "return_code", "result_code"];
    for (const name of needed) if (!fields[name]) return answer("FAIL", `LACK_PARAMS ${name}`);
    if (isBatch && !isList(fields["trades"]!)) return answer("FAIL", "PARAM_ERROR trades");
    return answer("SUCCESS", "OK");
  },
};

function answer(code: "SUCCESS" | "FAIL", message: string): CallResult {
  const result = code === "SUCCESS" ? code : "";
  return { kind: "unsigned", fields: { return_code: code, return_msg: message, result_code: result } };
}

function isList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}
