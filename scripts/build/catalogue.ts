import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { PartialMessage, Plugin } from "esbuild";
import iconv from "iconv-lite";
import { SENTENCE_MARK } from "./own-names";
import { packTexts } from "./pack-texts";

/** Language, then name of the text, then the text. */
type Catalogue = Record<string, Record<string, string>>;

/** Where the texts lie beside the module. */
const TEXTS_FILE = "catalogue.json";

/**
 * Puts the packed texts of `text/catalogue.json`, in the board's encoding, in the place of `text/catalogue.ts`: nothing of
 * them takes memory until a sentence is wanted. `words` are the short names of texts that the program asks for by a
 * name written out; others keep theirs. A character that the encoding lacks and a name that some language lacks
 * are build errors.
 */
export function catalogue(root: string, encoding: string, words: Map<string, string> = new Map()): Plugin {
  return {
    name: "catalogue",
    setup(build) {
      build.onLoad({ filter: /[\\/]text[\\/]catalogue\.ts$/ }, (file) => {
        const path = join(dirname(file.path), TEXTS_FILE);
        const texts = JSON.parse(readFileSync(path, "utf8")) as Catalogue;
        const errors = [...missing(texts), ...unwritable(texts, encoding)].map((text): PartialMessage => ({
          text, location: { file: relative(root, path) },
        }));
        return errors.length > 0 ? { errors } : { contents: moduleOf(texts, encoding, words), loader: "ts", watchFiles: [path] };
      });
    },
  };
}

function missing(texts: Catalogue): string[] {
  const names = new Set(Object.values(texts).flatMap((language) => Object.keys(language)));
  return Object.entries(texts).flatMap(([language, own]) =>
    [...names]
      .filter((name) => own[name] === undefined)
      .map((name) => `text "${name}" is missing in "${language}"`),
  );
}

function unwritable(texts: Catalogue, encoding: string): string[] {
  const errors: string[] = [];
  for (const [language, own] of Object.entries(texts)) {
    for (const [name, text] of Object.entries(own)) {
      for (const character of text) {
        if (iconv.decode(iconv.encode(character, encoding), encoding) === character) continue;
        errors.push(`text "${name}" in "${language}": ${encoding} has no "${character}"`);
      }
    }
  }
  return errors;
}

/** Sentences whose name in the program holds their number, in that order; then those that are asked for by name alone. */
function moduleOf(texts: Catalogue, encoding: string, words: Map<string, string>): string {
  const names = [...new Set(Object.values(texts).flatMap((own) => Object.keys(own)))];
  const numberOf = (name: string) => (words.get(name)?.startsWith(SENTENCE_MARK) === true ? words.get(name)!.charCodeAt(1) : -1);
  const numbered = names.filter((name) => numberOf(name) >= 0).sort((a, b) => numberOf(a) - numberOf(b));
  const named = names.filter((name) => numberOf(name) < 0);
  const last = Object.keys(texts).pop();
  const packed = Object.entries(texts).map(([language, own]) => {
    const all = [...numbered, ...named].map((name) => iconv.encode(own[name]!, encoding).toString("latin1"));
    // Names without quotation marks become short here as they do where they are used.
    const members = Object.entries(packTexts(all)).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    return `${language === last ? "default" : `case ${JSON.stringify(language)}`}: return { ${members.join(", ")} };`;
  });
  const list = JSON.stringify(` ${named.map((name) => `${words.get(name) ?? name} `).join("")}`);
  return `import { unpackText } from "./packed";
function packedOf(language) {
  switch (language) { ${packed.join(" ")} }
}
export function textNamed(language, name) {
  const list = ${list};
  const at = list.indexOf(" " + name + " ");
  // The interpreter also finds what only begins at the end of the list.
  if (at < 0 || at + name.length + 2 > list.length) return undefined;
  return unpackText(packedOf(language), list.substr(0, at).split(" ").length + ${numbered.length - 1});
}
export function textOf(language, id) {
  return id[0] === "${SENTENCE_MARK}" ? unpackText(packedOf(language), id.charCodeAt(1)) : textNamed(language, id);
}
`;
}
