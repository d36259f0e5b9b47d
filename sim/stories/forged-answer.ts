import { offer, say, START, type Story } from "./story";

export const forgedAnswer: Story = {
  name: "forged-answer",
  title: { en: "A forged answer", zh: "伪造的应答" },
  about: {
    en: "Somebody on the wire says \"paid\". Without the signature nobody believes it.",
    zh: "有人在线路上伪造“已付款”。没有签名，终端不会相信。",
  },
  people: { Mei: { password: "never" } },
  steps: [
    ...START,
    { do: { do: "control", command: "planFaults", with: { plan: [{ call: "micropay", kind: "unsignedSuccess" }] } } },
    say("The next request never reaches WeChat Pay. Somebody else answers: paid.", "下一个请求到不了微信支付，有人冒充回答：已付款。"),
    ...offer("12.50", "Mei"),
    { see: { screen: "unsure" } },
    say("The answer is not signed, so it is worth nothing. The terminal asks WeChat Pay itself.", "应答没有签名，毫无价值。终端向微信支付查询。"),
    { see: { slip: "notCharged" }, withinMs: 180_000 },
    say("The order is not known there: NOT CHARGED. The goods stay in the shop.", "微信支付没有这笔订单：未收款。商品没有交出。"),
    { do: { do: "tear" } },
  ],
  ends: { slips: ["notCharged HKD 12.50"], kept: [] },
};
