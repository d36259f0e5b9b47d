import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as assert from "uvu/assert";

/** Compares a text with the one kept under test/golden; `npm run golden:record` keeps it anew. */
export function golden(name: string, text: string): void {
  const path = join("test/golden", `${name}.txt`);
  const kept = `${text.split("\n").map((line) => line.trimEnd()).join("\n").trimEnd()}\n`;
  if (process.env.GOLDEN === "record") {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, kept);
    return;
  }
  assert.ok(existsSync(path), `${path} is not there: npm run golden:record`);
  assert.fixture(kept, readFileSync(path, "utf8"));
}
