import { publishedRate } from "../currencies";
import { DAY_MS, dayOf, dayStart } from "../protocol/time";
import { type Call, fail } from "./call";

/** The rate of a day is published at this time of the day (UTC+8). */
const PUBLISHED_MS = 10 * 3_600_000;

/** The published price of a currency in CNY on a day, or the newest before it. Reference 3.10; spelt so. */
export const queryexchagerate: Call = {
  name: "queryexchagerate",
  path: "/pay/queryexchagerate",
  certificate: false,
  needs: ["appid", "mch_id", "sign"],
  rules: [
    { name: "fee_type", required: true, bytesMax: 10, pattern: /^[A-Z]{3}$/ },
    { name: "date", required: true, bytesMax: 14, pattern: /^[0-9]{8}$/ },
  ],
  handle({ fields }, { clock }) {
    const asked = fields["date"]!;
    if (Number.isNaN(dayStart(asked))) return fail("PARAM_ERROR", "date");
    const newest = dayOf(clock.nowMs - PUBLISHED_MS);
    if (asked > dayOf(clock.nowMs + DAY_MS)) return fail("PARAM_ERROR", "date");
    const day = asked < newest ? asked : newest;
    const rate = publishedRate(fields["fee_type"]!, day);
    if (rate === undefined) return fail("PARAM_ERROR", "fee_type");
    return { kind: "success", fields: { fee_type: fields["fee_type"]!, rate_time: day, rate: String(rate) } };
  },
};
