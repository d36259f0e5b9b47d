import type { Bytes } from "../../hal/ports/bytes";
import { adviceOf } from "../domain/outcomes";
import type { Language } from "../domain/language";
import catalogue from "./catalogue.json";

/** Every sentence of the product by id, in one language and in the board's encoding. */
export type Texts = Record<string, Bytes>;

/** The sentences of one language. Only the one that was asked for takes memory on a board. */
export function textsOf(language: Language): Texts {
  return language === "zh" ? catalogue.zh : catalogue.en;
}

/** A sentence with `{name}` in it replaced. */
export function fill(text: Bytes, name: string, value: Bytes): Bytes {
  const at = text.indexOf("{" + name + "}");
  return at < 0 ? text : text.substr(0, at) + value + text.substr(at + name.length + 2);
}

function whyText(texts: Texts, reason: string): Bytes {
  if (reason === "") return "";
  const own = texts["why_" + reason];
  if (own !== undefined) return own;
  const advice = adviceOf(reason);
  const why = fill(texts.why as Bytes, "code", reason);
  return advice === "" ? why : (texts[advice] as Bytes) + " " + why;
}

/** Why an order ended as it did and what to do: a sentence where there is one, else the gateway's own code. */
export function reasonText(texts: Texts, reason: string): Bytes {
  return whyText(texts, reason);
}

/** The same of a refund, where a code may ask for something else. */
export function refundReasonText(texts: Texts, reason: string): Bytes {
  return texts["refund_" + reason] || whyText(texts, reason);
}
