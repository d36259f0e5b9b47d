import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { PartialMessage, Plugin } from "esbuild";
import iconv from "iconv-lite";

/** Language, then name of the text, then the text. */
type Catalogue = Record<string, Record<string, string>>;

/**
 * Loads `text/catalogue.json` as a module of the same shape: every text in the board's encoding, and every
 * language behind a getter, so that only the language in use costs memory. A character that
 * the encoding lacks and a name that some language lacks are build errors.
 */
export function catalogue(encoding: string): Plugin {
  return {
    name: "catalogue",
    setup(build) {
      build.onLoad({ filter: /[\\/]text[\\/]catalogue\.json$/ }, (file) => {
        const texts = JSON.parse(readFileSync(file.path, "utf8")) as Catalogue;
        const name = relative(build.initialOptions.absWorkingDir ?? process.cwd(), file.path);
        const errors = [...missing(texts), ...unwritable(texts, encoding)].map((text): PartialMessage => ({
          text,
          location: { file: name },
        }));
        return errors.length > 0 ? { errors } : { contents: moduleOf(texts, encoding), loader: "js" };
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
      if (text.includes(BETWEEN)) errors.push(`text "${name}" in "${language}": "${BETWEEN}" stands between texts`);
      for (const character of text) {
        if (iconv.decode(iconv.encode(character, encoding), encoding) === character) continue;
        errors.push(`text "${name}" in "${language}": ${encoding} has no "${character}"`);
      }
    }
  }
  return errors;
}

/** Stands between texts, which must not hold it; no encoding has it inside a character. */
const BETWEEN = "<";

/** Names stand once for all languages; the texts of one, the last first, are one string, which stays in flash. */
function moduleOf(texts: Catalogue, encoding: string): string {
  const names = [...new Set(Object.values(texts).flatMap((own) => Object.keys(own)))];
  const getters = Object.entries(texts).map(([language, own]) => {
    const all = names.map((name) => own[name]!).reverse().join(BETWEEN);
    return `get ${language}(){return read(${bytesLiteral(all, encoding)})}`;
  });
  return `function read(texts){const all={};const list=texts.split("${BETWEEN}");` +
    `for(const name of ${JSON.stringify(names.join(" "))}.split(" "))all[name]=list.pop();return all}` +
    `export default {${getters.join(",")}};`;
}

function bytesLiteral(text: string, encoding: string): string {
  const bytes = iconv.encode(text, encoding).toString("latin1");
  return JSON.stringify(bytes).replace(/[\x7f-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}
