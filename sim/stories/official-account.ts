import { say, START, type Story, type, typesPassword } from "./story";

export const officialAccount: Story = {
  name: "official-account",
  title: { en: "Paid in the shop's official account", zh: "在公众号中支付" },
  about: { en: "The member code says whose order it is; the shop's own page calls the wallet.", zh: "会员码说明订单属于谁，商家的页面调起钱包。" },
  people: { Lan: { password: "always" } },
  steps: [
    ...START,
    type("24"),
    { see: { screen: "scanCode" } },
    say("4: an order for the shop's official account. The terminal asks for the member code.", "按 4：公众号订单，终端要求扫描会员码。"),
    { keys: ["4"] },
    { see: { screen: "scanPayer" } },
    { do: { do: "member", payer: "Lan" } },
    { see: "code" },
    say("The phone reads the code and opens the shop's page, which calls the wallet.", "手机扫码打开商家页面，页面调起钱包。"),
    { aim: "Lan" },
    { see: { asked: "Lan" } },
    typesPassword("Lan"),
    { see: { verdict: "charged" } },
    { see: { slip: "charged" } },
    say("CHARGED.", "已收款。"),
    { do: { do: "tear" } },
  ],
  ends: { slips: ["charged HKD 24.00"], kept: ["HKD 24.00"] },
};
