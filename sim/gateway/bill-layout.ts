import { BigNumber } from "bignumber.js";
import type { BillRow, BillType } from "./bill";
import { toMajor } from "./currencies";
import { printRate } from "./fees";
import { openidOf } from "./identifiers";
import type { ReportForm } from "./merchants";
import { printTime } from "./protocol/time";

/** One column: its name in the old and in the new layout; "" where a layout has it not. */
interface Column {
  old: string;
  new: string;
  value(row: BillRow, type: BillType): string;
  /** In which types it is; in all unless told. */
  only?: "back" | "refund";
  /** Name of the sum over all lines, in the old and in the new layout. */
  total?: { old: string; new: string };
}

type AmountOf = (row: BillRow) => number;

const BOTH = (name: string, value: Column["value"]): Column => ({ old: name, new: name, value });
const amount = (pick: AmountOf): Column["value"] => (row) => toMajor(pick(row), row.payment.feeType);
const ofPayment = (pick: AmountOf): Column["value"] => amount((row) => row.back ? 0 : pick(row));
const ofReturn = (pick: AmountOf): Column["value"] => amount((row) => row.back ? pick(row) : 0);

/** All columns in order (reference 3.8). A fee has five digits as in real files. */
const COLUMNS: readonly Column[] = [
  // A bill of refunds tells when the order was paid, the others when the line came to be.
  BOTH("交易时间", (row, type) => printTime(isOfRefunds(type) ? row.payment.atMs : row.atMs)),
  BOTH("公众账号ID", (row) => row.order.merchant.appid),
  BOTH("商户号", (row) => row.order.merchant.mchId),
  { old: "子商户号", new: "特约商户号", value: () => "0" },
  BOTH("设备号", (row) => row.order.deviceInfo),
  BOTH("微信订单号", (row) => row.order.transactionId!),
  BOTH("商户订单号", (row) => row.order.outTradeNo),
  BOTH("用户标识", (row) => openidOf(row.order.payer!.id, row.order.merchant.appid)),
  BOTH("交易类型", (row) => row.order.tradeType),
  BOTH("交易状态", (row) => row.state),
  BOTH("付款银行", (row) => row.order.bankType ?? "OTHERS"),
  BOTH("货币种类", (row) => row.payment.feeType),
  { old: "总金额", new: "", value: ofPayment((row) => row.payment.totalFee), total: { old: "总交易额", new: "" } },
  {
    old: "", new: "应结订单金额", value: ofPayment((row) => row.payment.settlementTotalFee),
    total: { old: "", new: "应结订单总金额" },
  },
  { old: "代金券或立减优惠金额", new: "代金券金额", value: ofPayment((row) => row.payment.couponFee) },
  { ...BOTH("退款申请时间", (row) => printTime(row.back!.requestedAtMs)), only: "refund" },
  { ...BOTH("退款成功时间", (row) => maybeTime(row.back!.finishedAtMs)), only: "refund" },
  { ...BOTH("微信退款单号", (row) => row.back?.refundId || "0"), only: "back" },
  { ...BOTH("商户退款单号", (row) => row.back?.outRefundNo || "0"), only: "back" },
  {
    old: "退款金额", new: "", value: ofReturn((row) => row.back!.refundFee), only: "back",
    total: { old: "总退款金额", new: "" },
  },
  {
    old: "", new: "退款金额", value: ofReturn((row) => row.back!.settlementFee), only: "back",
    total: { old: "", new: "退款总金额" },
  },
  {
    old: "代金券或立减优惠退款金额", new: "", value: ofReturn((row) => row.back!.couponFee), only: "back",
    total: { old: "总代金券或立减优惠退款金额", new: "" },
  },
  {
    old: "", new: "充值券退款金额", value: ofReturn((row) => row.back!.rechargeCouponFee), only: "back",
    total: { old: "", new: "充值券退款总金额" },
  },
  { ...BOTH("退款类型", (row) => row.back?.channel ?? ""), only: "back" },
  { ...BOTH("退款状态", (row) => statusOf(row)), only: "back" },
  BOTH("商品名称", (row) => oneLine(row.order.body)),
  BOTH("商户数据包", (row) => oneLine(row.order.attach)),
  {
    ...BOTH("手续费", (row) => toMajor(row.fee, row.payment.feeType, 5)),
    total: { old: "手续费总金额", new: "手续费总金额" },
  },
  BOTH("费率", (row) => printRate(row.order.feeRate!)),
  {
    old: "", new: "订单金额", value: ofPayment((row) => row.payment.totalFee),
    total: { old: "", new: "订单总金额" },
  },
  {
    old: "", new: "申请退款金额", value: ofReturn((row) => row.back!.refundFee), only: "back",
    total: { old: "", new: "申请退款总金额" },
  },
  { old: "", new: "费率备注", value: () => "" },
];

/** A whole bill as text: header, lines, header of the totals, totals. A backtick leads every value. */
export function printBill(rows: readonly BillRow[], type: BillType, form: ReportForm): string {
  const age = form.billColumns === 24 ? "old" : "new";
  const columns = COLUMNS.filter((column) => column[age] !== "" && isIn(column, type));
  const lines = [columns.map((column) => column[age]).join(",")];
  for (const row of rows) lines.push(printValues(columns.map((column) => column.value(row, type))));
  // The totals are the same for all types: what a type has no column for adds up to nothing.
  const sums = COLUMNS.filter((column) => column.total !== undefined && column.total[age] !== "");
  lines.push(["总交易单数", ...sums.map((column) => column.total![age])].join(","));
  lines.push(printValues([String(rows.length), ...sums.map((column) => addUp(column, rows, type))]));
  const text = lines.map((line) => line + form.billNewline).join("");
  return form.billMark ? `\uFEFF${text}` : text;
}

function isOfRefunds(type: BillType): boolean {
  return type === "REFUND" || type === "RECHARGE_REFUND";
}

function isIn(column: Column, type: BillType): boolean {
  switch (column.only) {
    case undefined: return true;
    case "refund": return isOfRefunds(type);
    case "back": return type !== "SUCCESS";
  }
}

/** Adds what is printed, so that who adds up a column finds its total; the most digits win. */
function addUp(column: Column, rows: readonly BillRow[], type: BillType): string {
  let sum = new BigNumber(0);
  let digits = 0;
  for (const row of rows) {
    const value = column.value(row, type);
    sum = sum.plus(value);
    digits = Math.max(digits, value.length - 1 - (value + ".").indexOf("."));
  }
  return sum.toFixed(Math.max(0, digits));
}

function printValues(values: readonly string[]): string {
  return values.map((value) => `\`${value}`).join(",");
}

function maybeTime(ms: number | undefined): string {
  return ms === undefined ? "" : printTime(ms);
}

/** A closed refund is printed as failed; the others as they are. */
function statusOf(row: BillRow): string {
  const status = row.back?.status ?? "";
  return status === "REFUNDCLOSE" ? "FAIL" : status;
}

/** Values are not quoted: a line break inside one would end the line, a comma and backtick the value. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/,`/g, ",'");
}
