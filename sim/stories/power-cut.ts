import { offer, say, START, type Story, typesPassword } from "./story";

export const powerCut: Story = {
  name: "power-cut",
  title: { en: "The power is cut in mid payment", zh: "付款途中断电" },
  about: {
    en: "Somebody trips over the cable while the customer pays. The journal knows the order.",
    zh: "顾客付款时有人绊掉了电源线。流水里记着这笔订单。",
  },
  people: { Mei: { password: "always" } },
  steps: [
    ...START,
    ...offer("12.50", "Mei"),
    { see: { screen: "password" } },
    say("The order is on its way, and was written into the journal before that.", "订单已发出；发出之前已写入流水。"),
    { do: { do: "power", on: false } },
    say("The power is gone. The customer types the password: the money moves, and the terminal is dark.",
      "断电了。顾客输入了密码：钱已扣，终端却是黑的。"),
    typesPassword("Mei"),
    { see: { message: "payment", to: "Mei" } },
    { waitMs: 2_000 },
    ...START,
    say("The terminal starts and finds an order without an end. It asks before anybody charges again.",
      "终端重新启动，发现一笔没有结果的订单，先查询，谁也不会被重复收款。"),
    { see: { screen: "earlier_charged" }, withinMs: 60_000 },
    { see: { slip: "charged" } },
    say("The earlier order was CHARGED, and its receipt comes out after all.", "之前一笔已收款，小票也补打出来了。"),
    { do: { do: "tear" } },
  ],
  ends: { slips: ["charged HKD 12.50"], kept: ["HKD 12.50"] },
};
