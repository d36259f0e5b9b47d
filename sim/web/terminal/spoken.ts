import { clipLanguage, CLIP_WORDS, isMoneyWord } from "../../devices/clip-words";
import type { HeardClip } from "../../devices/dfplayer";
import type { Language } from "../texts";

/** What a voice module said, as text. */
export interface Sentence {
  text: string;
  language: Language;
}

/** Whether a clip goes on with the sentence of the one before it. */
function goesOn({ clip }: HeardClip, before: HeardClip): boolean {
  return !isMoneyWord(clip) && clipLanguage(clip) === clipLanguage(before.clip);
}

/** The newest sentence of all that was heard, as far as it has come; undefined: there is none. */
export function lastSentence(heard: readonly HeardClip[]): Sentence | undefined {
  const last = heard.at(-1);
  const language = last && clipLanguage(last.clip);
  if (last === undefined || language === undefined) return undefined;
  let from = heard.length - 1;
  while (from > 0 && goesOn(heard[from]!, heard[from - 1]!)) from--;
  const words = heard.slice(from).map(({ clip }) => CLIP_WORDS.get(clip) ?? "");
  return { text: words.join(language === "zh" ? "" : " "), language };
}

/** Whether the newest clip begins a sentence. */
export function beginsSentence(heard: readonly HeardClip[]): boolean {
  const [before, last] = heard.slice(-2);
  return last === undefined || before === undefined || !goesOn(last, before);
}
