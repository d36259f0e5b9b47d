import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as fc from "fast-check";
import * as assert from "uvu/assert";
import { formatAmount } from "../../../firmware/domain/money";
import catalogue from "../../../firmware/text/catalogue.json";
import { announcementOf } from "../../../hal/drivers/speaker/announcement";
import { CLIP_WORDS } from "../../../sim/devices/clip-words";
import { Shop } from "../../support/shop";

const guide = readFileSync("docs/VOICE.md", "utf8");
/** What each clip says, by language, as the guide for the shop has it. */
const clips = { zh: new Map<number, string>(), en: new Map<number, string>() };
for (const [, number, zh, en] of guide.matchAll(/^\| (\d{3}) \| (.+?) \| (.+?) \|$/gm)) {
  if (zh !== "-") clips.zh.set(0x100 + Number(number), zh!);
  if (en !== "-") clips.en.set(0x200 + Number(number), en!);
}

test("the card of the simulator is the one of the guide", () => {
  assert.equal([...CLIP_WORDS].filter(([clip]) => clip < 0x300), [...clips.zh, ...clips.en].sort(([a], [b]) => a - b));
});

function said(amountMinor: number, language: "zh" | "en", currency = "HKD", sound: Parameters<typeof announcementOf>[0] = "charged"): string {
  const amount = amountMinor < 0 ? "" : formatAmount(amountMinor, currency);
  const words = announcementOf(sound, amount, currency, language).map((clip) => {
    const word = clips[language].get(clip);
    if (word === undefined) throw new Error(`${language} has no clip ${clip.toString(16)}`);
    return word;
  });
  return words.join(language === "zh" ? "" : " ");
}

const CHINESE: [number, string][] = [
  [0, "零"], [1, "零点零一"], [10, "零点一"], [100, "一"], [200, "两"], [205, "二点零五"], [1000, "十"], [1250, "十二点五"],
  [2000, "二十"], [2200, "二十二"], [10_100, "一百零一"], [11_000, "一百一十"], [20_000, "两百"], [22_200, "两百二十二"],
  [100_100, "一千零一"], [101_000, "一千零一十"], [200_000, "两千"], [222_200, "两千二百二十二"], [1_000_000, "一万"],
  [1_000_100, "一万零一"], [2_000_000, "两万"], [2_222_200, "两万二千二百二十二"], [10_000_000, "十万"],
  [10_010_000, "十万零一百"], [11_000_000, "十一万"], [12_345_678, "十二万三千四百五十六点七八"],
  [200_000_000, "两百万"], [999_999_999, "九百九十九万九千九百九十九点九九"], [100_500_000, "一百万五千"],
];

test("Chinese amounts are said as people say them", () => {
  for (const [amountMinor, words] of CHINESE) assert.is(said(amountMinor, "zh"), `已收款${words}港元`);
});

const ENGLISH: [number, string][] = [
  [0, "zero"], [1, "zero point zero one"], [1250, "twelve point five zero"], [2000, "twenty"], [2100, "twenty one"],
  [10_000, "one hundred"], [10_500, "one hundred and five"], [100_500, "one thousand and five"],
  [110_000, "one thousand one hundred"], [123_456, "one thousand two hundred and thirty four point five six"],
  [10_000_000, "one hundred thousand"], [100_000_000, "one million"], [100_000_700, "one million and seven"],
  [100_500_000, "one million five thousand"],
  [999_999_999, "nine million nine hundred and ninety nine thousand nine hundred and ninety nine point nine nine"],
];

test("English amounts are said as people say them", () => {
  for (const [amountMinor, words] of ENGLISH) assert.is(said(amountMinor, "en"), `charged Hong Kong dollars ${words}`);
});

test("a currency without a minor unit has no point, and one without a clip is left out", () => {
  assert.is(said(1250, "en", "JPY"), "charged yen one thousand two hundred and fifty");
  assert.is(said(1250, "zh", "JPY"), "已收款一千二百五十日元");
  assert.is(said(1250, "en", "ZZZ"), "charged twelve point five zero");
});

test("the words are those of the display", () => {
  for (const sound of ["charged", "notCharged", "refunded", "refundPending"] as const) {
    assert.is(said(-1, "zh", "HKD", sound), catalogue.zh[sound]);
    assert.is(said(-1, "en", "HKD", sound), catalogue.en[sound].toLowerCase());
  }
  assert.ok(said(-1, "zh", "HKD", "attention").startsWith(catalogue.zh.checking));
  assert.ok(said(-1, "en", "HKD", "attention").startsWith(catalogue.en.checking.toLowerCase()));
});

const DIGITS = "零一二三四五六七八九";

/** The number that Chinese words stand for, read by the rules of the language and not by those of the product. */
function readChinese(words: string): number {
  const [whole, cents = ""] = words.replaceAll("两", "二").split("点");
  let total = 0;
  let group = 0;
  let digit: number | undefined;
  for (const char of whole!) {
    if (DIGITS.includes(char)) digit = DIGITS.indexOf(char);
    else if (char === "万") [total, group, digit] = [(group + (digit ?? 0)) * 10_000, 0, undefined];
    else [group, digit] = [group + (digit || 1) * { 十: 10, 百: 100, 千: 1000 }[char as "十"], undefined];
  }
  const decimals = [...cents].map((char) => DIGITS.indexOf(char)).join("").padEnd(2, "0");
  return (total + group + (digit ?? 0)) * 100 + Number(decimals);
}

test("every amount that is said in Chinese can be heard", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999 }), (amountMinor) => {
    assert.is(readChinese(said(amountMinor, "zh").slice(3, -2)), amountMinor);
  }), { numRuns: 2000 });
});

const SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

test("every amount that is said in English can be heard", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999 }), (amountMinor) => {
    const [whole, cents = "zero zero"] = said(amountMinor, "en").slice("charged Hong Kong dollars ".length).split(" point ");
    let total = 0;
    let part = 0;
    for (const word of whole!.split(" ")) {
      if (word === "and") continue;
      if (word === "hundred") part *= 100;
      else if (word === "thousand" || word === "million") [total, part] = [total + part * (word === "million" ? 1e6 : 1e3), 0];
      else part += SMALL.includes(word) ? SMALL.indexOf(word) : TENS.indexOf(word) * 10;
    }
    const decimals = cents.split(" ").map((word) => SMALL.indexOf(word)).join("");
    assert.is((total + part) * 100 + Number(decimals), amountMinor);
  }), { numRuns: 2000 });
});

test("a terminal with a voice says the sale in the language of its display, and plays nothing", () => {
  const shop = new Shop();
  const heard: string[] = [];
  shop.counter.device.speaker.say = (...words) => { heard.push(words.join(" ")); };
  shop.sell(shop.payer());
  shop.clock.advance(1_000);
  shop.keys(["ok", "language"]);
  shop.keys(["7", "ok"]);
  shop.counter.scan(shop.payer({ password: "always" }).showCode());
  shop.clock.advance(70_000);
  assert.equal(heard, ["charged 12.50 HKD en", "notCharged 7.00 HKD zh"]);
  assert.equal(shop.counter.sounds, []);
});

test.run();
