import type { SettlementRecord } from "../settlement";
import { dayStart } from "../protocol/time";
import type { Fields } from "../protocol/fields";
import { type Call, fail } from "./call";

const RECORDS_MAX = 10;
const NO_SPLIT: Fields = { split_settlement_fee: "0", split_unsettlement_fee: "0" };

/**
 * What was settled to the merchant on some days, or waits to be. Reference 3.9. The merchant's number
 * may be called `mchid`. Records are numbered fields, or groups for a merchant that has it so.
 */
export const settlementquery: Call = {
  name: "settlementquery",
  path: "/pay/settlementquery",
  certificate: false,
  merchantField: "mchid",
  rules: [
    { name: "usetag", required: true, bytesMax: 1, pattern: /^[12]$/ },
    { name: "offset", required: true, bytesMax: 10, kind: "integer" },
    { name: "limit", required: true, bytesMax: 2, kind: "amount" },
    { name: "date_start", required: false, bytesMax: 8, pattern: /^[0-9]{8}$/ },
    { name: "date_end", required: false, bytesMax: 8, pattern: /^[0-9]{8}$/ },
    { name: "query_split", required: false, bytesMax: 1 },
  ],
  handle({ fields, merchant }, { books, clock }) {
    const limit = Number(fields["limit"]);
    const offset = Number(fields["offset"]);
    if (limit > RECORDS_MAX) return fail("PARAM_ERROR", "limit");
    const settled = fields["usetag"] === "1";
    for (const name of settled ? ["date_start", "date_end"] : []) {
      if (!fields[name]) return fail("LACK_PARAMS", name);
      if (Number.isNaN(dayStart(fields[name]))) return fail("PARAM_ERROR", name);
    }
    books.settlements.settleUntil(clock.nowMs);
    const records = settled
      ? books.settlements.settled(merchant, fields["date_start"]!, fields["date_end"]!)
      : books.settlements.unsettled(merchant);
    const page = records.slice(offset, offset + limit);
    // Nobody here shares profits, so both sums are nothing.
    const split: Fields = fields["query_split"] ? NO_SPLIT : {};
    const groups = page.map((record): Fields => ({ ...fieldsOf(record), ...split }));
    const counted: Fields = { record_num: String(page.length) };
    if (merchant.report.settlement === "groups") {
      const named = Object.fromEntries(groups.map((group, at) => [`setteinfo_${at}`, group]));
      return { kind: "success", fields: counted, groups: named };
    }
    groups.forEach((group, at) => {
      for (const [name, value] of Object.entries(group)) counted[`${name}_${at}`] = value;
    });
    return { kind: "success", fields: counted };
  },
};

function fieldsOf(record: SettlementRecord): Fields {
  return {
    fbatchno: record.batch ?? "",
    date_settlement: record.settledOn ?? "",
    date_start: record.firstDay,
    date_end: record.lastDay,
    settlement_fee: String(record.settledFee),
    unsettlement_fee: String(record.unsettledFee),
    settlementfee_type: record.feeType,
    pay_fee: String(record.payFee),
    refund_fee: String(record.refundFee),
    pay_net_fee: String(record.netFee),
    poundage_fee: String(record.poundageFee),
  };
}
