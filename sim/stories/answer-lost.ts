import { offer, say, START, type Story } from "./story";

export const answerLost: Story = {
  name: "answer-lost",
  title: { en: "A time-out, then paid", zh: "超时之后确认已付" },
  about: {
    en: "The answer gets lost on its way. Was the customer charged? The terminal finds out.",
    zh: "应答在途中丢失。顾客付款了吗？终端会查清楚。",
  },
  people: { Mei: { password: "never" } },
  steps: [
    ...START,
    { do: { do: "control", command: "planFaults", with: { plan: [{ call: "micropay", kind: "lostAnswer" }] } } },
    say("The network will lose the next answer of WeChat Pay. Nobody in the shop knows that.", "网络将丢失微信支付的下一个应答，店里没有人知道。"),
    ...offer("12.50", "Mei"),
    { see: { message: "payment", to: "Mei" } },
    say("The customer's phone says paid. The terminal has heard nothing yet.", "顾客手机显示已付款，终端还没有收到任何应答。"),
    { see: { screen: "unsure" } },
    say("CHECKING: unknown is not no. The terminal neither charges again nor gives up; it asks.",
      "核实中：未知不等于失败。终端既不重复收款，也不放弃，而是继续查询。"),
    { see: { verdict: "charged" }, withinMs: 60_000 },
    { see: { slip: "charged" } },
    say("The answer to the question says paid: CHARGED, once.", "查询结果为已付款：只收了一次。"),
    { do: { do: "tear" } },
  ],
  ends: { slips: ["charged HKD 12.50"], kept: ["HKD 12.50"] },
};
