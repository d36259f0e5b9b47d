import { offer, say, START, type Story } from "./story";

export const paperOut: Story = {
  name: "paper-out",
  title: { en: "The paper is out", zh: "没有纸了" },
  about: { en: "A verdict that is on no paper stays open until somebody has it in hand.", zh: "没有印出来的结果一直保留，直到有人拿到小票。" },
  people: { Mei: { password: "never" } },
  steps: [
    ...START,
    { do: { do: "printer", trouble: "paperOut", there: true } },
    ...offer("12.50", "Mei"),
    { see: { verdict: "charged" } },
    { see: { screen: "printer_paperOut" } },
    say("CHARGED, but the roll is empty. The terminal says so; the money is not affected.", "已收款，但纸用完了。终端会提示，款项不受影响。"),
    { do: { do: "printer", trouble: "paperOut", there: false } },
    say("A new roll is put in.", "换上新纸。"),
    { see: { slip: "charged" }, withinMs: 6_000, orElse: "reprint" },
    { waitMs: 4_000 },
    say("The receipt comes out: by itself where the printer kept it, else with REPRINT.", "小票出来了：打印机存有内容则自动打印，否则按“重打”。"),
    { do: { do: "tear" } },
  ],
  ends: { slips: ["charged HKD 12.50"], kept: ["HKD 12.50"] },
};
