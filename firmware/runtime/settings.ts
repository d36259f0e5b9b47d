import type { Bytes } from "../../hal/ports/bytes";
import type { Lookup } from "../../hal/ports/settings";
import type { Language } from "../domain/language";
import type { WechatMerchant } from "../protocol/wechat-v2/merchant";

/** What makes a terminal this merchant's terminal. */
export interface Settings {
  /** 1 to 8 letters or digits; the first part of every order number. */
  terminal: string;
  /** At least 32 bytes that nobody else has. */
  secret: Bytes;
  language: Language;
  currency: string;
  /** Largest amount of one sale, minor units. */
  amountMaxMinor: number;
  /** Minutes ahead of UTC, for the paper. */
  zoneMinutes: number;
  /** Head of the receipt, in the board's encoding. */
  merchantName: Bytes;
  wechat: WechatMerchant;
}

const NEEDED = ["terminal", "secret", "currency", "appid", "mchId", "apiKey", "host", "body", "detail", "ip"];

const OPTIONAL = ["merchantName", "notifyUrl", "scene", "link.APP", "link.JSAPI", "link.MWEB"];

const DIGITS = "0123456789";
const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

function isMadeOf(text: Bytes, alphabet: string): boolean {
  for (const char of text) {
    if (alphabet.indexOf(char) < 0) return false;
  }
  return true;
}

/** Nothing that a document or a line could not hold: no control characters, no end of a CDATA section. */
function isClean(text: Bytes): boolean {
  for (const char of text) {
    if (char < " ") return false;
  }
  const end = text.indexOf("]]>");
  // The interpreter's search also finds a "]]" or "]" at the very end.
  return end < 0 || end + 3 > text.length;
}

/** Whole numbers by key: the least, the most, and what is taken where the setting is missing. */
const NUMBERS: Record<string, number[]> = {
  amountMaxMinor: [1, 999999999, 1000000], zoneMinutes: [0, 840, 480], port: [1, 65535, 443],
};

function isNumberGood(lookup: Lookup, key: string): boolean {
  const text = lookup(key);
  if (text === undefined) return true;
  const range = NUMBERS[key] as number[];
  const value = parseInt(text, 10);
  return text !== "" && isMadeOf(text, DIGITS) && value >= (range[0] as number) && value <= (range[1] as number);
}

/** What the form of a setting must be beside being clean. */
function isWellFormed(key: string, value: Bytes): boolean {
  switch (key) {
    case "terminal": return value.length <= 8 && isMadeOf(value, DIGITS + CAPITALS);
    case "secret": return value.length >= 32;
    case "apiKey": return value.length === 32;
    case "currency": return value.length === 3 && isMadeOf(value, CAPITALS);
    case "host": return value.split(",").indexOf("") < 0;
    default: return true;
  }
}

/** The first setting that is missing or cannot be used, or "" when the terminal can work. */
export function faultOf(lookup: Lookup): string {
  for (const key of NEEDED) {
    const value = lookup(key);
    if (!value || !isClean(value) || !isWellFormed(key, value)) return key;
  }
  for (const key in NUMBERS) {
    if (!isNumberGood(lookup, key)) return key;
  }
  for (const key of OPTIONAL) {
    if (!isClean(lookup(key) || "")) return key;
  }
  return "";
}

function numberOf(lookup: Lookup, key: string): number {
  const text = lookup(key);
  return text === undefined ? (NUMBERS[key] as number[])[2] as number : parseInt(text, 10);
}

/** The settings as the firmware uses them; call it only when `faultOf` found nothing. */
export function settingsOf(lookup: Lookup): Settings {
  function text(key: string): Bytes { return lookup(key) || ""; }
  return {
    terminal: text("terminal"),
    secret: text("secret"),
    language: text("language") === "zh" ? "zh" : "en",
    currency: text("currency"),
    amountMaxMinor: numberOf(lookup, "amountMaxMinor"),
    zoneMinutes: numberOf(lookup, "zoneMinutes"),
    merchantName: text("merchantName"),
    wechat: {
      appid: text("appid"), mchId: text("mchId"), apiKey: text("apiKey"),
      hosts: text("host").split(","), port: numberOf(lookup, "port"),
      deviceInfo: text("terminal"), body: text("body"), detail: text("detail"), ip: text("ip"),
      notifyUrl: text("notifyUrl"), scene: text("scene"),
      links: { APP: text("link.APP"), JSAPI: text("link.JSAPI"), MWEB: text("link.MWEB") },
    },
  };
}
