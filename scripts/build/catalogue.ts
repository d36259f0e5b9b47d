import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { PartialMessage, Plugin } from "esbuild";
import iconv from "iconv-lite";

/** Language, then name of the text, then the text. */
type Catalogue = Record<string, Record<string, string>>;

/**
 * Loads `text/catalogue.json` as a module of the same shape: every text in the board's encoding,
 * and every language behind a getter, so that only the language in use costs memory. A character that
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
      for (const character of text) {
        if (iconv.decode(iconv.encode(character, encoding), encoding) === character) continue;
        errors.push(`text "${name}" in "${language}": ${encoding} has no "${character}"`);
      }
    }
  }
  return errors;
}

function moduleOf(texts: Catalogue, encoding: string): string {
  const getters = Object.entries(texts).map(([language, own]) => {
    const entries = Object.entries(own).map(
      ([name, text]) => `${JSON.stringify(name)}:${bytesLiteral(text, encoding)}`,
    );
    return `get ${language}(){return{${entries.join(",")}}}`;
  });
  return `export default {${getters.join(",")}};`;
}

function bytesLiteral(text: string, encoding: string): string {
  const bytes = iconv.encode(text, encoding).toString("latin1");
  return JSON.stringify(bytes).replace(/[\x7f-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}
