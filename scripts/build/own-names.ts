import type ts from "typescript";
import { deviceProgram } from "./device-program";
import type { Edit } from "./edits";
import { GROUP } from "./pack-texts";
import { findWords, type Words } from "./own-words";
import { findProperties } from "./properties";

/** What the build may call by shorter names. */
export interface OwnNames {
  /** Names of properties that esbuild may choose short ones for. */
  properties: string[];
  /** Short names of properties that are looked up by words: the words' own. */
  linked: Record<string, string>;
  /** Short texts for words. */
  words: Map<string, string>;
  /** By file: where the interpreter's property has the name of one that gets a short one. */
  quoted: Map<string, Edit[]>;
}

const known = new Map<ts.Program, OwnNames>();

/** The names that only our own code knows (see findProperties, findWords); undefined where the compiler cannot tell. */
export function ownNames(root: string, board: string): OwnNames | undefined {
  const program = deviceProgram(root, board);
  if (program === undefined) return undefined;
  let names = known.get(program);
  if (names === undefined) known.set(program, (names = chooseNames(program)));
  return names;
}

function chooseNames(program: ts.Program): OwnNames {
  const { own, foreign, quoted } = findProperties(program);
  const words = findWords(program);
  const isOwnWord = (word: string) => !words.foreign.has(word) && !(words.linked.has(word) && foreign.has(word));
  const chosen = shorten([...words.uses.keys()].filter((word) => word.length > 1 && isOwnWord(word)), words, new Set([...own, ...foreign]));
  const linked = [...words.linked].filter((word) => chosen.has(word));
  const properties = [...own].filter((name) => !foreign.has(name) && !words.linked.has(name) && name.length > 2);
  return {
    properties: properties.sort(), linked: Object.fromEntries(linked.map((word) => [word, chosen.get(word)!])), words: chosen, quoted,
  };
}

/** The first character of a word that names a sentence; the number of the sentence is the code of the second. */
export const SENTENCE_MARK = "$";

/**
 * One character for each word, or two where there are no more and where it names a sentence: none that is a text elsewhere,
 * or the name of another property.
 */
function shorten(own: string[], words: Words, properties: Set<string>): Map<string, string> {
  const chosen = numberSentences(own.filter((word) => words.sentences.has(word)), words);
  const free = candidates().filter((text) => !words.uses.has(text));
  const names = free.filter((text) => /^[A-Za-z]\w*$/.test(text) && !properties.has(text));
  const taken = new Set(chosen.values());
  const often = own.filter((word) => !chosen.has(word))
    .sort((a, b) => words.uses.get(b)! - words.uses.get(a)! || (a < b ? -1 : 1));
  for (const isLinked of [true, false]) {
    for (const word of often.filter((each) => words.linked.has(each) === isLinked)) {
      const text = (isLinked ? names : free).find((each) => !taken.has(each));
      if (text === undefined) throw new Error("There are more words than short texts for them");
      taken.add(text);
      chosen.set(word, text);
    }
  }
  return chosen;
}

/**
 * Numbers for sentences: a word that is the name of a property as well gets one that makes a name; the shortest, which are
 * labels of slips and wanted often, stand first in their groups, where they are found quickest.
 */
function numberSentences(own: string[], { linked, sentences }: Words): Map<string, string> {
  const numbers = new Set(own.map((_, number) => number));
  const places = [...numbers].sort((a, b) => (a % GROUP) - (b % GROUP) || a - b);
  const sorted = [...own].sort((a, b) => sentences.get(a)! - sentences.get(b)! || (a < b ? -1 : 1));
  const chosen = new Map<string, string>();
  for (const isLinked of [true, false]) {
    for (const word of sorted.filter((each) => linked.has(each) === isLinked)) {
      const number = places.find((each) => numbers.has(each) && (!isLinked || /[A-Za-z]/.test(String.fromCharCode(each))));
      if (number === undefined) throw new Error(`There is no number for the sentence ${word}`);
      numbers.delete(number);
      chosen.set(word, SENTENCE_MARK + String.fromCharCode(number));
    }
  }
  return chosen;
}

/** All texts of one byte but digits, and many of two letters. */
function candidates(): string[] {
  const bytes = Array.from({ length: 255 }, (_, code) => String.fromCharCode(code + 1)).filter((text) => !/\d/.test(text));
  const letters = bytes.filter((text) => /[a-zA-Z]/.test(text));
  return [...bytes.filter((text) => text !== SENTENCE_MARK), ...letters.flatMap((one) => letters.map((other) => one + other))];
}
