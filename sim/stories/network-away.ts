import { offer, sale, say, START, type Story } from "./story";

export const networkAway: Story = {
  name: "network-away",
  title: { en: "The network is away", zh: "网络断了" },
  about: { en: "Nothing was sent, so nobody waits: NOT CHARGED at once.", zh: "什么也没发出，所以不用等：立即显示未收款。" },
  people: { Mei: { password: "never" } },
  steps: [
    ...START,
    { do: { do: "network", plugged: false } },
    say("The cable is out.", "网线被拔掉了。"),
    ...offer("12.50", "Mei"),
    { see: { verdict: "notCharged" } },
    { see: { slip: "notCharged" } },
    say("No byte has left the terminal, so it is known at once: NOT CHARGED.", "没有任何数据发出，可以立即确定：未收款。"),
    { do: { do: "tear" } },
    { do: { do: "network", plugged: true } },
    { waitMs: 3_000 },
    { keys: ["ok"] },
    say("The cable is back. The sale is made again.", "网线插好了，重新收款。"),
    ...sale("12.50", "Mei"),
  ],
  ends: { slips: ["notCharged HKD 12.50", "charged HKD 12.50"], kept: ["HKD 12.50"] },
};
