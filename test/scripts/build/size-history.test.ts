import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { kindsOf } from "../../../scripts/build/kinds";
import { changes, grownSince, lastSizes, record, type Sizes } from "../../../scripts/build/size-history";
import { tokenise } from "../../../scripts/build/tokenise";

const test = suite<{ file: string; folder: string }>("size history", { file: "", folder: "" });
test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), "size-"));
  context.file = join(context.folder, "size.jsonl");
});
test.after.each((context) => rmSync(context.folder, { recursive: true }));

const sizes = (image: string, modules: Record<string, number>, board = "stand"): Sizes =>
  ({ board, image, bytes: Object.values(modules).reduce((sum, each) => sum + each, 0), modules });

test("a change is one line, and the same image no second one", ({ file }) => {
  assert.is(lastSizes("stand", file), undefined);
  assert.ok(record(sizes("1", { a: 10 }), file));
  assert.not(record(sizes("1", { a: 10 }), file));
  assert.ok(record(sizes("1", { a: 99 }, "other"), file));
  assert.ok(record(sizes("2", { a: 11 }), file));
  assert.is(readFileSync(file, "utf8").split("\n").length, 4);
  assert.is(lastSizes("stand", file)!.bytes, 11);
});

test("lines of two branches in any order are read, empty ones too", ({ file }) => {
  writeFileSync(file, `${JSON.stringify(sizes("1", { a: 1 }))}\n\n${JSON.stringify(sizes("2", { a: 2 }))}\n`);
  assert.is(lastSizes("stand", file)!.image, "2");
});

test("what grew is named, the most first, with what came and what went", ({ file }) => {
  const before = sizes("1", { same: 5, small: 10, big: 10, gone: 7 });
  const after = sizes("2", { same: 5, small: 11, big: 90, come: 3 });
  record(before, file);
  assert.equal(changes(before, after), [
    { path: "big", bytes: 80 }, { path: "come", bytes: 3 }, { path: "small", bytes: 1 }, { path: "gone", bytes: -7 },
  ]);
  assert.is(grownSince(after, file), "big +80, come +3, small +1");
  assert.is(grownSince({ ...after, board: "other" }, file), "");
});

test("every byte of an image is of one kind", () => {
  const code = `var data="${"x".repeat(600)}";function f(a){return a.length+12>3?{key:"text"}:/x/.test(a)}`;
  const kinds = kindsOf(code);
  assert.is(Object.values(kinds).reduce((sum, each) => sum + each, 0), tokenise(code).length);
  assert.is(kinds.data, 603);
  assert.is(kinds.texts, 6);
  assert.is(kinds.numbers, 3);
  assert.is(kinds["names of properties"], "length".length + "key".length + "test".length);
});

test.run();
