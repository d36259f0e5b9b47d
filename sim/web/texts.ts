import { signal } from "@preact/signals";
import texts from "./texts.json";

/** Languages of the page; the terminal's own is the terminal's business. */
export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];
/** Names of the page's sentences; `texts.json` holds each in every language. */
export type TextId = keyof typeof texts.en;

export const language = signal<Language>("en");

/** A sentence in the page's language; `{name}` in it stands for a value. Who calls it is drawn again when the language changes. */
export function t(id: TextId, values: Record<string, string | number> = {}): string {
  const text: string = texts[language.value][id];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
