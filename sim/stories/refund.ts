import { sale, say, START, type Story } from "./story";

export const refund: Story = {
  name: "refund",
  title: { en: "A refund by the receipt", zh: "扫小票退款" },
  about: { en: "The customer brings a part back; the code on the slip finds the order.", zh: "顾客退回部分商品，小票上的码可以找到订单。" },
  people: { Mei: { password: "never" } },
  steps: [
    ...START,
    ...sale("12.50", "Mei"),
    say("A sale was made. Now the customer brings something back, with the receipt.", "已收一笔。顾客带着小票来退货。"),
    { keys: ["ok"] },
    { see: { screen: "enterAmount" } },
    { keys: ["ok", "1"] },
    { see: { screen: "refundFind" } },
    say("Menu, 1: the terminal wants to see the code on the slip.", "菜单 1：终端要求扫描小票上的码。"),
    { scanSlip: true },
    { see: { screen: "refundAmount" } },
    say("WeChat Pay says what was paid. 5.00 of it go back.", "微信支付报告已付金额。退 5.00。"),
    { keys: ["5", "ok"] },
    { see: { verdict: "refundPending" } },
    { see: { slip: "refundPending" } },
    { do: { do: "tear" } },
    say("REFUND PENDING: accepted, and on its way. The terminal goes on asking by itself.", "退款处理中：已受理，终端会自动查询。"),
    { see: { message: "refund", to: "Mei" }, withinMs: 3_600_000, hurry: true },
    { see: { slip: "refunded" }, withinMs: 3_600_000, hurry: true },
    say("REFUNDED: the customer has the money back, and the slip says so.", "已退款：款项已退回，小票为证。"),
    { do: { do: "tear" } },
  ],
  ends: {
    slips: ["charged HKD 12.50", "refundPending HKD 12.50 HKD 5.00", "refunded HKD 12.50 HKD 5.00"], kept: ["HKD 7.50"],
  },
};
