import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type OwnNames, ownNames } from "../../../scripts/build/own-names";

const CONFIG = '{"compilerOptions":{"strict":true,"target":"es2020","lib":["es5"],"types":[]},"include":["hal/**/*.ts","firmware/**/*.ts"]}';
const NATIVE =
  "interface Native { documented: number; on(event: 'native', done: () => void): void }\n" +
  "declare function native(options: { path: string; [name: string]: any }): Native;\n";

/** The names of a program of one file. */
function namesOf(main: string): OwnNames {
  const root = mkdtempSync(join(tmpdir(), "names-"));
  try {
    const files = { "tsconfig.board.json": CONFIG, "hal/io/espruino/espruino.d.ts": NATIVE, "firmware/main.ts": main };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return ownNames(root, "any")!;
  } finally {
    rmSync(root, { recursive: true });
  }
}

const wordsOf = (main: string) => [...namesOf(main).words.keys()].sort();

const PROPERTIES = `
interface State { ownField: number; documented: number; listed: number; gone?: number }
const state: State = { ownField: 1, documented: 2, listed: 3 };
const TABLE: Record<string, number> = { keyed: 1 };
function total(table: Record<string, number>): number { return table.anyName; }
const passed = { handedOn: 1 };
const whole: any = state;
const things = { inside: { looped: 1 } };
for (const name in things.inside) print(name);
native({ path: "x", nativeOption: 1 });
export const sum = state.ownField + state.documented + TABLE.keyed + total(passed) + native({ path: "" }).documented
  + whole.untyped;
declare function print(text: string): void;
`;

test("short names are for properties that only our own code knows", () => {
  assert.equal(namesOf(PROPERTIES).properties, ["inside"]);
  assert.equal(namesOf(PROPERTIES.replace("= state;", "= 1;")).properties, ["documented", "inside", "listed", "ownField"]);
});

test("the interpreter's property of the same name is quoted, where it is meant", () => {
  const main = "interface Own { documented: number; path: string }\nconst documented = 1;\n"
    + "export const own: Own = { documented, path: '' }, sum = own.documented + native({ path: own.path }).documented;\n"
    + "export const path = '', other = native({ path });\n";
  const { properties, quoted } = namesOf(main);
  assert.equal(properties, ["documented", "path"]);
  const edits = [...quoted.values()].flat().sort((a, b) => b.start - a.start);
  const text = edits.reduce((code, edit) => code.slice(0, edit.start) + edit.text + code.slice(edit.end), main);
  assert.is(text, main.replace("{ path: own.path }).documented", '{ "path": own.path })["documented"]').replace("{ path })", '{ "path": path })'));
});

const MEETING: Record<string, string> = {
  "is handed on": "const own: Own = { documented: 1, inside: { path: '' } };\nexport const handed = native(own.inside);",
  "comes from there": "export const own: { documented: number } = native({ path: '' });",
  "comes through a function": "function read(value: { documented: number }): number { return value.documented; }\nexport const got = read(native({ path: '' }));",
  "may be either": "const own: Own = { documented: 1, inside: { path: '' } };\nconst one: Own | Native = own;\nexport const either = one.documented, other = own.inside.path.length;",
};

for (const [name, code] of Object.entries(MEETING)) {
  test(`a name that the interpreter gives too stays where a value ${name}`, () => {
    const { properties, quoted } = namesOf(`interface Own { documented: number; inside: { path: string } }\n${code}\n`);
    assert.is(properties.filter((each) => each === (name === "is handed on" ? "path" : "documented")).length, 0);
    for (const edit of [...quoted.values()].flat()) assert.not.match(edit.text, name === "is handed on" ? "path" : "documented");
  });
}

const WORDS = `
type Kind = "first" | "second" | "third";
interface Thing { kind: Kind; note: string }
function make(kind: Kind): Thing { return { kind, note: "plain" }; }
export function is(thing: Thing): boolean {
  switch (thing.kind) {
    case "first": return make("second").kind === thing.kind;
    default: return thing.kind !== "third";
  }
}
`;

test("words that only meet their own unions become short, all of them different", () => {
  assert.equal(wordsOf(WORDS), ["first", "second", "third"]);
  const { words } = namesOf(WORDS);
  assert.is(new Set(words.values()).size, 3);
  assert.ok([...words.values()].every((text) => text.length === 1 && !/\d/.test(text)));
});

const FOREIGN: Record<string, string> = {
  "is joined to a text": 'export const text = "a" + make("first").kind;',
  "goes where any text goes": "export const text: string = make('second').kind;",
  "goes there inside of something": "export const open: { kind: string } = make('second');",
  "goes there through a function": "export const tell: () => { kind: string } = () => make('second');",
  "comes from any text": "export function from(text: string): Kind { return text as Kind; }",
  "is compared with any text": "export function same(text: string): boolean { return make('first').kind === text; }",
  "is asked how long it is": "export const length = make('first').kind.length;",
  "is compared by the alphabet": "export const before = make('first').kind < make('second').kind;",
  "is looked up in a table of any names": "const table: Record<string, number> = {}; export const found = table[make('first').kind];",
  "goes to what takes everything": "declare function print(value: any): void; print(make('first'));",
};

for (const [name, code] of Object.entries(FOREIGN)) {
  test(`a word stays that ${name}`, () => assert.equal(wordsOf(WORDS + code), []));
}

test("a word of the interpreter's stays, and so does a text that is no word", () => {
  const code = "type Event = 'native' | 'own';\nexport let event: Event = 'native'; event = 'own'; export let text = 'plain';\n";
  assert.equal(wordsOf(code), ["own"]);
});

test("words and the properties that they name get the same new name, or none", () => {
  const table = "const SIZES: Record<Kind, number> = { first: 1, second: 2, third: 3 };\nexport const size = SIZES[make('first').kind];\n";
  const { words, linked } = namesOf(WORDS + table);
  assert.equal(Object.keys(linked).sort(), ["first", "second", "third"]);
  for (const [name, short] of Object.entries(linked)) assert.is(words.get(name), short);
  assert.ok(Object.values(linked).every((short) => /^[A-Za-z]\w*$/.test(short)));
  assert.equal(wordsOf(`${WORDS}${table}export const names = Object.keys(SIZES); for (const name in SIZES) names.push(name);`), []);
});

test("a key of a table in memory may be short", () => {
  const code = "function asKey(word: string): string { return word; }\nexport const key = '1' + asKey(make('first').kind);\n";
  assert.equal(wordsOf(WORDS + code), ["first", "second", "third"]);
});

test("a folder without the boards' configuration keeps its names", () => {
  assert.is(ownNames(join(tmpdir(), "nowhere"), "any"), undefined);
});

test.run();
