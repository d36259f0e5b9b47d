import { sale, say, START, type Story } from "./story";

export const caseOpened: Story = {
  name: "case-opened",
  title: { en: "Somebody opens the case", zh: "有人打开机壳" },
  about: { en: "The keys of the merchant go, the journal stays.", zh: "商户密钥被清除，流水保留。" },
  boards: ["esp32", "esp32s3", "esp32s3cam"],
  people: { Mei: { password: "never" } },
  steps: [
    ...START,
    ...sale("12.50", "Mei"),
    say("At night somebody opens the case to get at the keys.", "夜里有人打开机壳，想取得密钥。"),
    { do: { do: "case", open: true } },
    { see: { screen: "tampered" } },
    say("Key, certificate and settings are zeroes now. No sale can be made; the journal is still there.",
      "密钥、证书和设置都已清零，不能再收款，流水仍在。"),
    { do: { do: "case", open: false } },
  ],
  ends: { slips: ["charged HKD 12.50"], kept: ["HKD 12.50"] },
};
