import type { Bytes } from "../../hal/ports/bytes";
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

/** Why an order ended as it did: a sentence where there is one, else the gateway's own code. */
export function reasonText(texts: Texts, reason: string): Bytes {
  if (reason === "") return "";
  return texts["why_" + reason] || fill(texts.why as Bytes, "code", reason);
}
