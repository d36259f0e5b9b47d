import { hold, say, START, sale, type Story, type } from "./story";

export const cutWrite: Story = {
  name: "cut-write",
  title: { en: "Cut in the middle of a journal write", zh: "写流水时断电" },
  about: {
    en: "The power fails while the order itself is written: what was not written was never sent.",
    zh: "正在写订单时断电：没写下的，就从没发出过。",
  },
  people: { Mei: { password: "never" } },
  steps: [
    ...START,
    ...sale("5", "Mei"),
    say("One sale stands in the journal. For the next one the power will fail in the midst of a write.",
      "流水里已有一笔。写下一笔时电源将在写到一半时中断。"),
    { keys: ["ok"] },
    type("12.50"),
    { see: { screen: "scanCode" } },
    { do: { do: "cutAtWrite", nth: 1 } },
    hold("Mei"),
    { see: "off" },
    say("Half a record is in flash. Nothing was sent: the journal comes before the network.",
      "闪存里只有半条记录。什么也没发出：先写流水，再用网络。"),
    ...START,
    say("The torn record counts for nothing, and what was written before is still there. The sale is made again.",
      "残缺的记录不算数，之前写下的都还在。重新收这一笔。"),
    ...sale("12.50", "Mei"),
    say("Two sales, two receipts, each charged once.", "两笔收款，两张小票，各收一次。"),
  ],
  ends: { slips: ["charged HKD 5.00", "charged HKD 12.50"], kept: ["HKD 17.50"] },
};
