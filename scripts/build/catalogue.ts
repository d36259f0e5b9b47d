import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { PartialMessage, Plugin } from "esbuild";
import iconv from "iconv-lite";
import { GROUP, packTexts } from "./pack-texts";

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

/** The shortest, which are labels of slips and wanted often, first in their groups, where they are found quickest. */
function inGroups(names: string[], lengthOf: (name: string) => number): string[] {
  const sorted = [...names].sort((a, b) => lengthOf(a) - lengthOf(b));
  const firsts = Math.ceil(names.length / GROUP);
  const rest = sorted.slice(firsts);
  return sorted.slice(0, firsts).flatMap((name, group) => [name, ...rest.slice(group * (GROUP - 1), (group + 1) * (GROUP - 1))]);
}

/** Names that are written out stand first, among them those of one character, by which texts are found quickest. */
function moduleOf(texts: Catalogue, encoding: string, words: Map<string, string>): string {
  const names = [...new Set(Object.values(texts).flatMap((own) => Object.keys(own)))];
  const short = (name: string) => words.get(name) ?? name;
  const some = Object.values(texts)[0]!;
  const letters = inGroups(names.filter((name) => short(name).length === 1), (name) => some[name]!.length);
  const named = names.filter((name) => short(name).length > 1);
  const last = Object.keys(texts).pop();
  const packed = Object.entries(texts).map(([language, own]) => {
    const all = [...letters, ...named].map((name) => iconv.encode(own[name]!, encoding).toString("latin1"));
    return `${language === last ? "default" : `case ${JSON.stringify(language)}`}: return ${JSON.stringify(packTexts(all))};`;
  });
  const list = JSON.stringify(` ${named.map((name) => `${short(name)} `).join("")}`);
  const letterList = JSON.stringify(letters.map(short).join(""));
  return `import { unpackText } from "./packed";
function packedOf(language) {
  switch (language) { ${packed.join(" ")} }
}
export function textNamed(language, name) {
  const list = ${list};
  const at = list.indexOf(" " + name + " ");
  // The interpreter also finds what only begins at the end of the list.
  if (at < 0 || at + name.length + 2 > list.length) return undefined;
  return unpackText(packedOf(language), list.substr(0, at).split(" ").length + ${letters.length - 1});
}
export function textOf(language, id) {
  return id.length > 1 ? textNamed(language, id) : unpackText(packedOf(language), ${letterList}.indexOf(id));
}
`;
}
