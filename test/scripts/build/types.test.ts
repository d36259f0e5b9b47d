import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkTypes } from "../../../scripts/build/types";

const SHARED = [
  "tsconfig.base.json",
  "tsconfig.device.json",
  "tsconfig.board.json",
  "hal/io/espruino/language.d.ts",
  "hal/io/espruino/espruino.d.ts",
  "firmware/build.d.ts",
];

const test = suite<{ folder: string }>("types", { folder: "" });
test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), "types-"));
  for (const path of SHARED) cpSync(path, join(context.folder, path));
});
test.after.each((context) => {
  rmSync(context.folder, { recursive: true });
});

/** Where a project made of the given files has type errors: file and line. */
function errors(folder: string, files: Record<string, string>, boards: string[] = []): string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return checkTypes(folder, boards, "device").map((line) => line.replace(/:\d+ TS.*/s, ""));
}

test("firmware compiles against the language of the device and the build's constants", ({ folder }) => {
  const source = [
    "export const list = [3, 1].sort().map((x) => x + 1);",
    "export const text = TILL_VERSION.padStart(3, '0') + Math.floor(1.5) + JSON.stringify({});",
    "for (const item of new Uint8Array(2)) list.push(item);",
  ];
  assert.equal(errors(folder, { "firmware/main.ts": source.join("\n") }), []);
});

test("what the device lacks does not compile", ({ folder }) => {
  const missing = [
    "new Map()",
    "Array.from([1])",
    "[1].flat()",
    "[1].at(0)",
    "Math.trunc(1.5)",
    "Number.isInteger(1)",
    "' a'.trimStart()",
    "'a'.localeCompare('b')",
    "Object.freeze({})",
    "[1].lastIndexOf(1)",
    "(1).toPrecision(2)",
    "JSON.parse('1', (k, v) => v)",
    "[1].length = 0",
    "'a'.split('', 1)",
    "Array.prototype.slice.call([])",
    "Promise.race([])",
    "new Error('a').name",
  ];
  const found = errors(folder, {
    "firmware/main.ts": `export {};\n${missing.map((text) => `${text};`).join("\n")}\n`,
  });
  assert.equal(
    [...new Set(found)],
    missing.map((_, index) => `firmware/main.ts:${index + 2}`),
  );
});

test("the interpreter's globals exist for the adapters and the boards alone", ({ folder }) => {
  const names = [
    "Serial1",
    "E.hwRand()",
    "Date.now()",
    "Math.random()",
    "setTimeout(print, 1)",
    "require('Storage')",
    "process.env",
  ];
  const source = `export {};\n${names.map((name) => `${name};`).join("\n")}\n`;
  const found = errors(
    folder,
    {
      "firmware/a.ts": source,
      "hal/drivers/b.ts": source,
      "hal/io/espruino/c.ts": source,
      "hal/boards/stand.ts": source,
    },
    ["stand"],
  );
  const expected = (file: string): string[] => names.map((_, index) => `${file}:${index + 2}`);
  assert.equal(
    [...new Set(found)].sort(),
    [...expected("firmware/a.ts"), ...expected("hal/drivers/b.ts")].sort(),
  );
});

test("the firmware's entry is checked against the board that is built", ({ folder }) => {
  const files = {
    "hal/boards/board.d.ts": "export function openBoard(): number;\n",
    "hal/boards/good.ts": "export function openBoard(): number { return 1; }\n",
    "hal/boards/bad.ts": "export function openBoard(): string { return 'a'; }\n",
    "firmware/main.ts": "import { openBoard } from '@board';\nexport const count: number = openBoard();\n",
  };
  assert.equal(errors(folder, files, ["good"]), []);
  assert.equal(errors(folder, files, ["bad"]), ["firmware/main.ts:2"]);
});

test.run();
