import type { Bytes } from "../../hal/ports/bytes";
import type { Lookup } from "../../hal/ports/settings";
import { CAPITALS, DIGITS, isDigits, isMadeOf, LETTERS } from "../domain/characters";
import type { Language } from "../domain/language";
import { isCurrency } from "../domain/money";
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
  /** Minutes ahead of UTC, behind it where negative; for the paper. */
  zoneMinutes: number;
  /** Head of the receipt, in the board's encoding. */
  merchantName: Bytes;
  wechat: WechatMerchant;
}

const NEEDED = ["terminal", "secret", "currency", "appid", "mchId", "apiKey", "host", "body", "detail", "ip"];

const OPTIONAL = ["language", "merchantName", "notifyUrl", "scene", "link.APP", "link.JSAPI", "link.MWEB"];

/** Most bytes of a text; 256 where nothing is said (protocol reference 3.1, 5.5). */
const BYTES_MAX: Record<string, number> = {
  terminal: 8, appid: 32, mchId: 32, body: 127, detail: 6000, ip: 45, merchantName: 64,
};

/**
 * Nothing that a document or a line could not hold: no control characters, no end of a CDATA section, and no space
 * before or behind, which a signature would count and a reader would not.
 */
function isClean(text: Bytes): boolean {
  for (const char of text) {
    if (char < " " || char === "\x7f") return false;
  }
  if (text[0] === " " || text[text.length - 1] === " ") return false;
  const end = text.indexOf("]]>");
  // The interpreter's search also finds a "]]" or "]" at the very end.
  return end < 0 || end + 3 > text.length;
}

/** Whole numbers by key: the least, the most, and what is taken where the setting is missing. */
const NUMBERS: Record<string, number[]> = {
  amountMaxMinor: [1, 999999999, 1000000], zoneMinutes: [-720, 840, 480], port: [1, 65535, 443],
};

function isNumberIn(text: Bytes, least: number, most: number): boolean {
  const digits = text[0] === "-" ? text.substr(1) : text;
  const value = parseInt(text, 10);
  return digits !== "" && isDigits(digits) && value >= least && value <= most;
}

function isNumberGood(lookup: Lookup, key: string): boolean {
  const text = lookup(key);
  const range = NUMBERS[key] as number[];
  return text === undefined || isNumberIn(text, range[0] as number, range[1] as number);
}

/** An IPv4 address, or what may be one of IPv6. */
function isAddress(text: Bytes): boolean {
  if (text.split(":").length > 2) return isMadeOf(text, DIGITS + "abcdefABCDEF:.");
  const parts = text.split(".");
  for (const part of parts) {
    if (part.length > 3 || part[0] === "-" || !isNumberIn(part, 0, 255)) return false;
  }
  return parts.length === 4;
}

/** Text in UTF-8 without characters of four bytes, which the gateway does not take (protocol reference 5.5). */
function isPlain(text: Bytes): boolean {
  for (const char of text) {
    if (char >= "\xf0") return false;
  }
  return true;
}

/** The interpreter's parser also takes what stands behind the end. */
function isObject(text: Bytes): boolean {
  if (text[0] !== "{" || text[text.length - 1] !== "}" || !isPlain(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    return false;
  }
}

/** What the form of a setting must be beside being clean and short enough. */
function isWellFormed(key: string, value: Bytes): boolean {
  switch (key) {
    case "terminal": return isMadeOf(value, DIGITS + CAPITALS);
    case "secret": return value.length >= 32;
    case "apiKey": return value.length === 32;
    case "currency": return isCurrency(value);
    case "appid": return isMadeOf(value, DIGITS + LETTERS);
    case "mchId": return isDigits(value);
    case "host": return value.split(",").indexOf("") < 0 && isMadeOf(value, DIGITS + LETTERS + "-.,");
    case "body": return isPlain(value);
    case "detail": return isObject(value);
    case "ip": return isAddress(value);
    case "language": return value === "en" || value === "zh";
    case "scene": return isObject(value);
    // The gateway takes none with a query (protocol reference 3.2).
    case "notifyUrl": return value.indexOf("http") === 0 && value.split("?").length === 1 && value.split(" ").length === 1;
    case "merchantName": return true;
    default: return value.split(" ").length === 1;
  }
}

function isGood(key: string, value: Bytes): boolean {
  return value.length <= (BYTES_MAX[key] || 256) && isClean(value) && isWellFormed(key, value);
}

/** The first setting that is missing or cannot be used, or "" when the terminal can work. */
export function faultOf(lookup: Lookup): string {
  for (const key of NEEDED) {
    const value = lookup(key);
    if (!value || !isGood(key, value)) return key;
  }
  for (const key in NUMBERS) {
    if (!isNumberGood(lookup, key)) return key;
  }
  for (const key of OPTIONAL) {
    const value = lookup(key);
    if (value && !isGood(key, value)) return key;
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
