import { offer, say, START, type Story, typesPassword } from "./story";

export const password: Story = {
  name: "password",
  title: { en: "The customer types a password", zh: "顾客输入密码" },
  about: { en: "A larger amount: the wallet wants to know that it is its owner.", zh: "金额较大，钱包要求输入支付密码。" },
  people: { Mei: { password: "always" } },
  steps: [
    ...START,
    ...offer("880", "Mei"),
    { see: { asked: "Mei" } },
    { see: { screen: "password" } },
    say("The phone asks for the password. The terminal says CHECKING: do not hand over the goods yet.",
      "手机要求输入密码。终端显示“核实中”，请先不要交付商品。"),
    say("Every few seconds the terminal asks WeChat Pay again. The customer takes a while.", "终端每隔几秒向微信支付查询一次。"),
    { waitMs: 6_000 },
    typesPassword("Mei"),
    say("The password is typed. The next question brings the answer.", "密码已输入，下一次查询就会得到结果。"),
    { see: { verdict: "charged" } },
    { see: { slip: "charged" } },
    { do: { do: "tear" } },
    say("CHARGED. The receipt is out.", "已收款，小票已打印。"),
  ],
  ends: { slips: ["charged HKD 880.00"], kept: ["HKD 880.00"] },
};
