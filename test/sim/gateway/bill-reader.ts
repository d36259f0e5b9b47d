/** One line of a bill as a merchant's back office reads it. Amounts are cents. */
export interface BillLine {
  outTradeNo: string;
  transactionId: string;
  state: string;
  total: number;
  outRefundNo: string;
  refund: number;
}

/** Reads a bill of type ALL with two-digit currencies by the names of its columns; a refusal is an empty bill. */
export function readBill(bytes: Uint8Array): BillLine[] {
  const text = new TextDecoder().decode(bytes);
  if (text.startsWith("<")) return [];
  const lines = text.trimEnd().split(/\r?\n/);
  const names = lines[0]!.split(",");
  const rows = lines.slice(1, -2).map((line) => line.slice(1).split(",`"));
  return rows.map((values) => {
    const value = (name: string): string => values[names.indexOf(name)]!;
    const cents = (name: string): number => Math.round(Number(value(name)) * 100);
    return {
      outTradeNo: value("\u5546\u6237\u8ba2\u5355\u53f7"),
      transactionId: value("\u5fae\u4fe1\u8ba2\u5355\u53f7"),
      state: value("\u4ea4\u6613\u72b6\u6001"),
      total: cents("\u8ba2\u5355\u91d1\u989d"),
      outRefundNo: value("\u5546\u6237\u9000\u6b3e\u5355\u53f7"),
      refund: cents("\u7533\u8bf7\u9000\u6b3e\u91d1\u989d"),
    };
  });
}
