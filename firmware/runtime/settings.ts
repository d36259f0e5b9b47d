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

/** Whether a text holds the end of a CDATA section; the interpreter also finds "]" at the very end of a text. */
function hasEnd(value: Bytes): boolean {
  const at = value.indexOf("]]>");
  return at >= 0 && at + 3 <= value.length;
}

/** The first setting that is missing or cannot be used, or "" when the terminal can work. */
export function faultOf(lookup: Lookup): string {
  for (const key of NEEDED) {
    const value = lookup(key);
    if (!value || hasEnd(value)) return key;
  }
  if ((lookup("secret") as Bytes).length < 32) return "secret";
  if ((lookup("terminal") as Bytes).length > 8) return "terminal";
  return "";
}

function numberOf(lookup: Lookup, key: string, otherwise: number): number {
  const value = parseInt(lookup(key) || "", 10);
  return isNaN(value) ? otherwise : value;
}

/** The settings as the firmware uses them; call it only when `faultOf` found nothing. */
export function settingsOf(lookup: Lookup): Settings {
  function text(key: string): Bytes { return lookup(key) || ""; }
  return {
    terminal: text("terminal"),
    secret: text("secret"),
    language: text("language") === "zh" ? "zh" : "en",
    currency: text("currency"),
    amountMaxMinor: numberOf(lookup, "amountMaxMinor", 1000000),
    zoneMinutes: numberOf(lookup, "zoneMinutes", 480),
    merchantName: text("merchantName"),
    wechat: {
      appid: text("appid"), mchId: text("mchId"), apiKey: text("apiKey"),
      hosts: text("host").split(","), port: numberOf(lookup, "port", 443),
      deviceInfo: text("terminal"), body: text("body"), detail: text("detail"), ip: text("ip"),
      notifyUrl: text("notifyUrl"), scene: text("scene"),
      links: { APP: text("link.APP"), JSAPI: text("link.JSAPI"), MWEB: text("link.MWEB") },
    },
  };
}
