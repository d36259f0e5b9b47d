import { utf8ToBytes } from "@noble/hashes/utils.js";
import { gzipSync } from "fflate";
import { billRows, type BillType } from "../bill";
import { printBill } from "../bill-layout";
import { DAY_MS, dayOf, dayStart } from "../protocol/time";
import type { Call, CallResult } from "./call";

const TYPES: readonly string[] = ["ALL", "SUCCESS", "REFUND", "RECHARGE_REFUND"] satisfies BillType[];

/** The bill of a day can be had from this time of the next day (UTC+8). */
const READY_MS = 10 * 3_600_000;
/** Bills of so many months back can be had. */
const REACH_MONTHS = 3;

/** The bill of one day as text or gzip; refusals are messages without a signature. Reference 3.8. */
export const downloadbill: Call = {
  name: "downloadbill",
  path: "/pay/downloadbill",
  certificate: false,
  rules: [],
  refusals: {
    SIGNERROR: "SIGN ERROR", LACK_PARAMS: "missing parameter", PARAM_ERROR: "data format error",
  },
  handle({ fields, merchant }, world) {
    const day = fields["bill_date"] ?? "";
    const type = fields["bill_type"] || "ALL";
    const packing = fields["tar_type"] ?? "";
    if (day === "") return refuse("missing parameter");
    const start = /^[0-9]{8}$/.test(day) ? dayStart(day) : NaN;
    if (Number.isNaN(start) || (packing !== "" && packing !== "GZIP")) return refuse("data format error");
    if (!TYPES.includes(type)) return refuse("invalid bill_type");
    const { nowMs } = world.clock;
    if (day >= dayOf(nowMs) || start < dayStart(oldestDay(nowMs))) return refuse("No Bill Exist", "20002");
    if (nowMs < start + DAY_MS + READY_MS) return refuse("Bill Creating");
    const rows = billRows(world, merchant, day, type as BillType);
    if (rows.length === 0) return refuse("No Bill Exist", "20002");
    const bytes = utf8ToBytes(printBill(rows, type as BillType, merchant.report));
    if (packing === "") return { kind: "file", body: bytes, contentType: "text/plain" };
    // Without a time in its head the same bill is the same file.
    return { kind: "file", body: gzipSync(bytes, { mtime: 0 }), contentType: "application/x-gzip" };
  },
};

function refuse(message: string, code = ""): CallResult {
  return { kind: "unsigned", fields: { return_code: "FAIL", return_msg: message, error_code: code } };
}

/** The same day three months ago, or the next after it where that month is shorter. */
function oldestDay(nowMs: number): string {
  const today = dayOf(nowMs);
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(4, 6)) - 1;
  const date = new Date(Date.UTC(year, month - REACH_MONTHS, Number(today.slice(6))));
  return date.toISOString().slice(0, 10).replace(/-/g, "");
}
