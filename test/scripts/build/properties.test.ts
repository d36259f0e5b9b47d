import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ownProperties } from "../../../scripts/build/properties";

const FILES: Record<string, string> = {
  "tsconfig.board.json": '{"compilerOptions":{"strict":true,"target":"es2020","lib":["es2020"],"types":[]},"include":["hal/**/*.ts","firmware/**/*.ts"]}',
  "hal/io/espruino/espruino.d.ts":
    "interface Native { documented: number }\ndeclare function native(options: { path: string; [name: string]: any }): Native;\n",
  "firmware/main.ts": `
interface State { ownField: number; documented: number; listed: number; gone?: number }
const state: State = { ownField: 1, documented: 2, listed: 3 };
const TABLE: Record<string, number> = { keyed: 1 };
const SIDES = { leftSide: 1, rightSide: 2 };
function side(name: "leftSide" | "rightSide"): number { return SIDES[name]; }
function total(table: Record<string, number>): number { return table.anyName; }
const passed = { handedOn: 1 };
const whole: any = state;
const things = { inside: { looped: 1 } };
for (const name in things.inside) side(name as "leftSide");
native({ path: "x", nativeOption: 1 });
export const sum = state.ownField + state.documented + TABLE.keyed + side("leftSide") + total(passed) + native({ path: "" }).documented
  + whole.untyped;
`,
};

test("short names are for what only our own code knows", () => {
  const root = mkdtempSync(join(tmpdir(), "properties-"));
  try {
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    assert.equal(ownProperties(root, "any"), ["inside"]);
    writeFileSync(join(root, "firmware/main.ts"), FILES["firmware/main.ts"]!.replace("const whole: any = state;", "const whole: any = 1;"));
    assert.equal(ownProperties(root, "other"), ["inside", "listed", "ownField"]);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test("a folder without the boards' configuration keeps its names", () => {
  assert.equal(ownProperties(join(tmpdir(), "nowhere"), "any"), []);
});

test.run();
