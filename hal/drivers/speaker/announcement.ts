// Sentences about money as clips on a voice module's card; docs/VOICE.md says what is spoken in each. Their numbers are
// the same in both languages. A clip of 1 to 19 is that number.

import type { Bytes } from "../../ports/bytes";
import type { Sound } from "../../ports/speaker";

/** A recorded piece of speech: the number of its folder times 256, and its number in there; both from 1. */
export type Clip = number;

const ZERO = 20;
/** The tens: 22 is twenty, 29 ninety. */
const TENS = 20;
const HUNDRED = 30;
const THOUSAND = 31;
/** Ten thousand in Chinese. */
const MILLION = 32;
const POINT = 33;
const AND = 34;
/** "Liang": the two that counts what follows; Chinese has no "and". */
const PAIR = 34;
const WORDS: Record<Sound, number> = { charged: 41, notCharged: 42, refunded: 43, refundPending: 44, attention: 45 };
/** The first of the currencies. */
const CURRENCY = 51;
const CURRENCIES = [
  "CNY", "HKD", "GBP", "USD", "JPY", "CAD", "AUD", "EUR", "NZD", "KRW", "THB", "SGD", "RUB", "CHF", "SEK", "DKK", "NOK",
  "AED", "TRY", "MOP", "TWD",
];
const CHINESE = 0x100;
const ENGLISH = 0x200;

function sayBelowThousand(clips: number[], value: number): void {
  if (value >= 100) {
    clips.push(Math.floor(value / 100), HUNDRED);
    value %= 100;
    if (value === 0) return;
    clips.push(AND);
  }
  if (value >= 20) {
    clips.push(TENS + Math.floor(value / 10));
    value %= 10;
    if (value === 0) return;
  }
  clips.push(value || ZERO);
}

function sayEnglish(clips: number[], value: number): void {
  const millions = Math.floor(value / 1000000);
  const thousands = Math.floor(value / 1000) % 1000;
  const rest = value % 1000;
  if (millions > 0) {
    sayBelowThousand(clips, millions);
    clips.push(MILLION);
  }
  if (thousands > 0) {
    sayBelowThousand(clips, thousands);
    clips.push(THOUSAND);
  }
  if (rest > 0 && rest < 100 && value >= 1000) clips.push(AND);
  if (rest > 0 || value === 0) sayBelowThousand(clips, rest);
}

/**
 * Four digits and their places. Noughts between digits are one "ling", and so are those before `value` where
 * something went before it; a ten that begins stands alone; a two that begins is "liang", but "er" before tens.
 * @param begun something went before it
 * @param counts a lone two counts what follows
 */
function sayFourDigits(clips: number[], value: number, begun: boolean, counts: boolean): void {
  let gap = false;
  let place = 1000;
  for (const unit of [THOUSAND, HUNDRED, 10, 0]) {
    const digit = Math.floor(value / place) % 10;
    place /= 10;
    if (digit === 0) {
      gap = begun;
      continue;
    }
    if (gap) clips.push(ZERO);
    gap = false;
    const isPair = digit === 2 && !begun && unit !== 10 && (unit !== 0 || counts);
    if (begun || unit !== 10 || digit !== 1) clips.push(isPair ? PAIR : digit);
    if (unit !== 0) clips.push(unit);
    begun = true;
  }
}

function sayChinese(clips: number[], value: number, counts: boolean): void {
  const high = Math.floor(value / 10000);
  if (high > 0) {
    sayFourDigits(clips, high, false, true);
    clips.push(MILLION);
  }
  sayFourDigits(clips, value % 10000, high > 0, counts);
  if (value === 0) clips.push(ZERO);
}

/** Digit by digit; Chinese leaves out a nought at the end. */
function sayCents(clips: number[], cents: number, keepsEnd: boolean): void {
  const last = cents % 10;
  clips.push(POINT, Math.floor(cents / 10) || ZERO);
  if (last > 0 || keepsEnd) clips.push(last || ZERO);
}

/**
 * The clips that say what happened to the money: the word, and how much it was, "" for nothing about an amount. A
 * currency without a clip is left out; amounts are below a hundred million.
 */
export function announcementOf(sound: Sound, amount: Bytes, currency: Bytes, language: "en" | "zh"): Clip[] {
  const clips = [WORDS[sound]];
  const isChinese = language === "zh";
  if (amount !== "") {
    const unit = CURRENCY + CURRENCIES.indexOf(currency);
    const parts = amount.split(".");
    const whole = parseInt(parts[0] as Bytes, 10);
    const cents = parseInt(parts[1] || "0", 10);
    if (!isChinese && unit >= CURRENCY) clips.push(unit);
    if (isChinese) sayChinese(clips, whole, cents === 0);
    else sayEnglish(clips, whole);
    if (cents > 0) sayCents(clips, cents, !isChinese);
    if (isChinese && unit >= CURRENCY) clips.push(unit);
  }
  const folder = isChinese ? CHINESE : ENGLISH;
  return clips.map(function (clip) { return folder + clip; });
}
