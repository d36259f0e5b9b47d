import type { Bytes } from "../../hal/ports/bytes";
import type { Language } from "../domain/language";
import type { TextId } from "../domain/text-id";
import catalogue from "./catalogue.json";

// The build puts a module of the same shape in the place of this one: the sentences packed, in the board's encoding
// (scripts/build/catalogue.ts).

/** A sentence. */
export function textOf(language: Language, id: TextId): Bytes {
  return catalogue[language][id];
}

/** The sentence of a name that is put together, or undefined. */
export function textNamed(language: Language, name: string): Bytes | undefined {
  return (catalogue[language] as Record<string, Bytes>)[name];
}
