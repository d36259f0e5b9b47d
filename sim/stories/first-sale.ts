import { hold, say, START, type Story, type } from "./story";

export const firstSale: Story = {
  name: "first-sale",
  title: { en: "The first sale", zh: "第一笔收款" },
  about: { en: "An amount, a payment code, a receipt.", zh: "输入金额，扫付款码，出小票。" },
  people: { Mei: { password: "never" } },
  steps: [
    say("The terminal is switched on. It asks for an amount.", "终端开机，等待输入金额。"),
    ...START,
    say("The operator types 12.50 and presses OK.", "店员输入 12.50 并按确认。"),
    type("12.50"),
    { see: { screen: "scanCode" } },
    say("The customer holds the payment code to the scanner.", "顾客把付款码对准扫码器。"),
    hold("Mei"),
    { see: { verdict: "charged" } },
    say("CHARGED: the customer has paid, and a receipt comes out.", "已收款：顾客已付款，小票正在打印。"),
    { see: { slip: "charged" } },
    { see: { message: "payment", to: "Mei" } },
    say("The phone got a message as well. Tear the receipt off and hand over the goods.", "顾客手机也收到通知。撕下小票，交付商品。"),
    { do: { do: "tear" } },
    { keys: ["ok"] },
  ],
  ends: { slips: ["charged HKD 12.50"], kept: ["HKD 12.50"] },
};
