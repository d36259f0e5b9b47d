import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { BuildFailure, bundle, type BundleOptions } from "../../../scripts/build/bundle";
import { readTokens } from "../../../sim/espruino/tokens";

const BOARD = 'export const encoding = "gbk";\nexport function openBoard() { return { name: "stand" }; }\n';

const test = suite<{ folder: string }>("bundle", { folder: "" });
test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), "bundle-"));
});
test.after.each((context) => {
  rmSync(context.folder, { recursive: true });
});

/** Bundles a small project made of the given files beside a board. */
async function build(folder: string, files: Record<string, string>, options: Partial<BundleOptions> = {}) {
  const all: Record<string, string> = {
    "package.json": '{"version":"1.2.3"}',
    "hal/boards/stand.ts": BOARD,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return bundle({ root: folder, board: "stand", ...options });
}

/** The lines of the failure of a build. */
async function failure(
  folder: string,
  files: Record<string, string>,
  options?: Partial<BundleOptions>,
): Promise<string> {
  try {
    await build(folder, files, options);
  } catch (error) {
    assert.instance(error, BuildFailure);
    return (error as BuildFailure).message;
  }
  return "no failure";
}

/** What an image prints. */
function run(code: string): unknown[] {
  const printed: unknown[] = [];
  const global: Record<string, unknown> = {
    print: (value: unknown) => printed.push(value),
    require: (name: string) => `native ${name}`,
  };
  global.global = global;
  runInNewContext(code, global);
  return printed;
}

test("an image is one script of the board, the version and the modules", async ({ folder }) => {
  const image = await build(folder, {
    "firmware/main.ts":
      'import { openBoard } from "@board";\nimport { twice } from "./a";\n' +
      'print(openBoard().name + TILL_VERSION + twice("x") + TILL_CONSOLE);\n',
    "firmware/a.ts": "export function twice(text: string): string { return text + text; }\n",
  });
  assert.equal(run(image.code), ["stand1.2.3xxfalse"]);
  assert.equal(run(readTokens(image.tokens)), ["stand1.2.3xxfalse"]);
  assert.is(image.bytes, image.tokens.length);
  assert.ok(image.bytes < image.code.length);
  assert.equal(image.modules.map((module) => module.path).sort(), [
    "firmware/a.ts",
    "firmware/main.ts",
    "hal/boards/stand.ts",
  ]);
});

test("the same sources give the same bytes", async ({ folder }) => {
  const files = { "firmware/main.ts": 'import { openBoard } from "@board";\nprint(openBoard().name);\n' };
  const first = await build(folder, files);
  const elsewhere = join(folder, "elsewhere");
  assert.is((await build(elsewhere, files)).tokens, first.tokens);
});

test("a development image says so", async ({ folder }) => {
  const image = await build(folder, { "firmware/main.ts": "print(TILL_CONSOLE);\n" }, { console: true });
  assert.equal(run(image.code), [true]);
});

test("the interpreter's own modules are left to it", async ({ folder }) => {
  const image = await build(folder, { "firmware/main.ts": 'print(require("Storage"));\n' });
  assert.equal(run(image.code), ["native Storage"]);
});

const TEXTS_MODULE = 'import catalogue from "./catalogue.json";\nexport function textOf(language: "en" | "zh", id: "paid"): string { return catalogue[language][id]; }\n';

test("texts come packed and in the board's encoding", async ({ folder }) => {
  const image = await build(folder, {
    "firmware/main.ts": 'import { textOf } from "./text/catalogue";\nprint(textOf("zh", "paid") + textOf("en", "paid"));\n',
    "firmware/text/catalogue.ts": TEXTS_MODULE,
    "firmware/text/packed.ts": readFileSync("firmware/text/packed.ts", "utf8"),
    "firmware/text/catalogue.json": '{ "en": { "paid": "Paid\\"`" }, "zh": { "paid": "收款\\n" } }',
  });
  assert.equal(run(image.code), ['\xca\xd5\xbf\xee\nPaid"`']);
  assert.not.match(image.code, /[^\x20-\x7e\n]/);
});

test("a text that cannot be shown or is missing fails the build by name", async ({ folder }) => {
  const message = await failure(folder, {
    "firmware/main.ts": 'import { textOf } from "./text/catalogue";\nprint(textOf("en", "paid"));\n',
    "firmware/text/catalogue.ts": TEXTS_MODULE,
    "firmware/text/catalogue.json": '{ "en": { "paid": "\u{1f600}", "b": "b" }, "zh": { "paid": "a" } }',
  });
  assert.match(message, 'text "b" is missing in "zh"');
  assert.match(message, 'text "paid" in "en": gbk has no "\u{1f600}"');
  assert.match(message, "firmware/text/catalogue.json:");
});

test("what the dialect lacks fails the build with file and line", async ({ folder }) => {
  const message = await failure(folder, {
    "firmware/main.ts": 'import { f } from "./a";\nprint(f());\n',
    "firmware/a.ts": "export function f(\n  a = 1,\n) { return a; }\n",
  });
  assert.match(message, "firmware/a.ts:2:7 ");
});

test("what minifying makes is found in the source", async ({ folder }) => {
  const message = await failure(folder, {
    "firmware/main.ts":
      "class A {\n  v = 1;\n  list() {\n    return [1].map((x) => {\n      return [x].map((y) => y + this.v);\n" +
      "    });\n  }\n}\nprint(new A().list());\n",
  });
  assert.match(message, "firmware/main.ts:4:");
  assert.match(message, "arrow-this");
});

test("circular imports that need what has not run fail the build", async ({ folder }) => {
  const message = await failure(folder, {
    "firmware/main.ts": 'import { a } from "./a";\nprint(a);\n',
    "firmware/a.ts":
      'import { b } from "./b";\nexport const a = b + 1;\nexport function start(): number { return 1; }\n',
    "firmware/b.ts":
      'import { a, start } from "./a";\nexport const b = start();\nexport function later(): number { return a; }\n',
  });
  assert.match(message, "firmware/b.ts:2:");
  assert.match(message, "order");
});

test("packages, unknown boards and missing files fail the build", async ({ folder }) => {
  assert.match(
    await failure(folder, { "firmware/main.ts": 'import { x } from "lodash";\nprint(x);\n' }),
    '"lodash" is a package',
  );
  assert.match(
    await failure(folder, { "firmware/main.ts": "print(1);\n" }, { board: "none" }),
    "there is no such board",
  );
  assert.match(
    await failure(folder, { "firmware/main.ts": "print(1);\n" }, { entry: "firmware/no.ts" }),
    "there is no such file",
  );
  assert.match(
    await failure(folder, {
      "hal/boards/stand.ts": "export const a = 1;\n",
      "firmware/main.ts": "print(1);\n",
    }),
    "a board says its encoding",
  );
});

test("a counting image knows its deepest chain of calls", async ({ folder }) => {
  const source =
    "class A { constructor(run: () => number) { this.v = run(); } v: number; }\n" +
    "function third() { return 3; }\nfunction second() { return [1].map(() => third())[0]; }\n" +
    "function first() { return new A(second).v; }\nprint(first());\nprint(third());\n";
  for (const minify of [true, false]) {
    const image = await build(folder, { "firmware/main.ts": source }, { counting: true, minify });
    const printed = run(`${image.code};print(__depth);print(__deepest);print(__deepestChain);`);
    assert.equal(printed.slice(0, 4), [3, 3, 0, 6]);
    assert.match(String(printed[4]), /first>new A>second>.*>third$/);
  }
});

test.run();
