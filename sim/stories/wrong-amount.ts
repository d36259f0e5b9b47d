import { offer, sale, say, START, type Story } from "./story";

export const wrongAmount: Story = {
  name: "wrong-amount",
  title: { en: "The wrong amount", zh: "输错金额" },
  about: { en: "125 in place of 12.50: the operator stops before the customer pays.", zh: "把 12.50 输成 125：店员在顾客付款前停止。" },
  people: { Mei: { password: "limits" } },
  steps: [
    ...START,
    ...offer("1250", "Mei"),
    { see: { asked: "Mei" } },
    { see: { screen: "password" } },
    say("The customer sees 1250.00 on the phone. The operator presses CANCEL.", "顾客在手机上看到 1250.00。店员按取消。"),
    { keys: ["cancel"] },
    say("The terminal asks once more, then cancels the order until WeChat Pay confirms that.", "终端再查询一次，然后撤销订单，直到微信支付确认。"),
    { see: { slip: "notCharged" }, withinMs: 60_000 },
    { do: { do: "tear" } },
    say("NOT CHARGED. Now the right amount.", "未收款。重新输入正确的金额。"),
    { keys: ["ok"] },
    ...sale("12.50", "Mei"),
  ],
  ends: { slips: ["notCharged HKD 1250.00", "charged HKD 12.50"], kept: ["HKD 12.50"] },
};
