import { sale, say, START, type Story } from "./story";

export const endOfDay: Story = {
  name: "end-of-day",
  title: { en: "The end of the day", zh: "结班" },
  about: { en: "Totals, and the close of the shift.", zh: "合计与结班。" },
  people: { Mei: { password: "never" }, Jun: { password: "never", wallet: "mainland" } },
  steps: [
    ...START,
    ...sale("12.50", "Mei"),
    { keys: ["ok"] },
    ...sale("30", "Jun"),
    say("Two sales were made today. Menu, 3: the totals since the last close.", "今天收了两笔。菜单 3：上次结班以来的合计。"),
    { keys: ["ok"] },
    { see: { screen: "enterAmount" } },
    { keys: ["ok", "3"] },
    { see: { screen: "totalsSince" } },
    say("1 closes the shift. The totals go on paper and begin anew.", "按 1 结班：合计将打印并重新开始。"),
    { keys: ["1"] },
    { see: { screen: "shiftClosing" } },
    { keys: ["ok"] },
    { see: { screen: "shiftClosed" } },
    { see: { slip: "paperShift" } },
    say("The sum on the slip is what the books of WeChat Pay say.", "小票上的合计与微信支付的账目一致。"),
    { do: { do: "tear" } },
  ],
  ends: { slips: ["charged HKD 12.50", "charged HKD 30.00", "paperShift HKD 42.50 HKD 0.00"], kept: ["HKD 42.50"] },
};
