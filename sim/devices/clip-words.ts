import type { Clip } from "../../hal/drivers/speaker/announcement";

/** Clip, Chinese, English; "": the language needs none. docs/VOICE.md has the same, for the shop. */
const WORDS: [number: number, zh: string, en: string][] = [
  [1, "一", "one"], [2, "二", "two"], [3, "三", "three"], [4, "四", "four"], [5, "五", "five"],
  [6, "六", "six"], [7, "七", "seven"], [8, "八", "eight"], [9, "九", "nine"], [10, "十", "ten"],
  [11, "", "eleven"], [12, "", "twelve"], [13, "", "thirteen"], [14, "", "fourteen"], [15, "", "fifteen"],
  [16, "", "sixteen"], [17, "", "seventeen"], [18, "", "eighteen"], [19, "", "nineteen"],
  [20, "零", "zero"], [22, "", "twenty"], [23, "", "thirty"], [24, "", "forty"], [25, "", "fifty"],
  [26, "", "sixty"], [27, "", "seventy"], [28, "", "eighty"], [29, "", "ninety"], [30, "百", "hundred"],
  [31, "千", "thousand"], [32, "万", "million"], [33, "点", "point"], [34, "两", "and"],
  [41, "已收款", "charged"], [42, "未收款", "not charged"], [43, "已退款", "refunded"],
  [44, "退款处理中", "refund pending"], [45, "核实中，请看屏幕", "checking, please look at the display"],
  [51, "元", "yuan"], [52, "港元", "Hong Kong dollars"], [53, "英镑", "pounds"], [54, "美元", "US dollars"],
  [55, "日元", "yen"], [56, "加元", "Canadian dollars"], [57, "澳元", "Australian dollars"],
  [58, "欧元", "euros"], [59, "新西兰元", "New Zealand dollars"], [60, "韩元", "won"], [61, "泰铢", "baht"],
  [62, "新加坡元", "Singapore dollars"], [63, "卢布", "roubles"], [64, "瑞士法郎", "Swiss francs"],
  [65, "瑞典克朗", "Swedish kronor"], [66, "丹麦克朗", "Danish kroner"],
  [67, "挪威克朗", "Norwegian kroner"], [68, "迪拉姆", "dirhams"], [69, "里拉", "lira"],
  [70, "澳门元", "Macau patacas"], [71, "新台币", "Taiwan dollars"],
];
const SOUNDS = ["charged", "not charged", "refunded", "refund pending", "attention"];
const CHINESE = 0x100;
const ENGLISH = 0x200;
const CHIMES = 0x300;

/** What is on a voice module's card: what each clip says, by its folder times 256 and its number; folder 3 holds chimes. */
export const CLIP_WORDS: ReadonlyMap<Clip, string> = new Map([
  ...WORDS.filter(([, zh]) => zh !== "").map(([number, zh]): [Clip, string] => [CHINESE + number, zh]),
  ...WORDS.filter(([, , en]) => en !== "").map(([number, , en]): [Clip, string] => [ENGLISH + number, en]),
  ...SOUNDS.map((sound, at): [Clip, string] => [CHIMES + at + 1, `(${sound})`]),
]);

/** Language of a clip's words; undefined for a chime. */
export function clipLanguage(clip: Clip): "zh" | "en" | undefined {
  return clip < CHINESE || clip >= CHIMES ? undefined : clip < ENGLISH ? "zh" : "en";
}

/** Whether a clip is the word about the money, with which every sentence begins. */
export function isMoneyWord(clip: Clip): boolean {
  const number = clip % CHINESE;
  return clipLanguage(clip) !== undefined && number > 40 && number <= 45;
}

/** How long somebody takes to say them, milliseconds. */
export function clipLengthMs(clip: Clip): number {
  const { length } = CLIP_WORDS.get(clip) ?? "";
  return clipLanguage(clip) === "zh" ? 250 + 150 * length : 300 + 35 * length;
}
