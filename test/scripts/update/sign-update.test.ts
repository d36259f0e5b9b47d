import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readManifest } from "../../../firmware/update/manifest";
import { nodeHash } from "../../support/hash";

const KEY = "an update key that only tests have";
const publishing = suite<{ folder: string }>("npm run sign-update");

publishing.before((context) => {
  context.folder = mkdtempSync(join(tmpdir(), "sign-update-"));
  const built = join(context.folder, "dist/esp32");
  mkdirSync(built, { recursive: true });
  writeFileSync(join(built, "tinytill.img"), "TTA1".repeat(2000));
  writeFileSync(join(built, "manifest.json"), JSON.stringify({ version: "0.3.0" }));
  writeFileSync(join(context.folder, "update.key"), `${KEY}\n`);
  writeFileSync(join(context.folder, "short.key"), "short");
});
publishing.after((context) => rmSync(context.folder, { recursive: true }));

function sign(folder: string, board: string, keyFile: string): { status: number | null; text: string } {
  const run = spawnSync("npx", [
    "tsx", "scripts/sign-update.ts", "--board", board, "--key-file", join(folder, keyFile), "--out", join(folder, "public"),
    "--dist", join(folder, "dist"),
  ], { encoding: "utf8" });
  return { status: run.status, text: run.stdout + run.stderr };
}

publishing("lays image and manifest where a terminal with the key takes them", ({ folder }) => {
  assert.is(sign(folder, "esp32", "update.key").status, 0);
  const manifest = readManifest(readFileSync(join(folder, "public/manifest"), "latin1"), nodeHash, KEY)!;
  assert.is(manifest.version, "0.3.0");
  assert.is(manifest.bytes, 8000);
  assert.equal(readdirSync(join(folder, "public")).sort(), ["manifest", manifest.file]);
});

publishing("takes blanks for a part of the key, as provisioning does", ({ folder }) => {
  writeFileSync(join(folder, "blank.key"), `${KEY} \r\n`);
  assert.is(sign(folder, "esp32", "blank.key").status, 0);
  const text = readFileSync(join(folder, "public/manifest"), "latin1");
  assert.is(readManifest(text, nodeHash, KEY), undefined);
  assert.is(readManifest(text, nodeHash, `${KEY} `)!.version, "0.3.0");
});

publishing("says what is missing, and never the key", ({ folder }) => {
  for (const [board, keyFile, said] of [
    ["linux", "update.key", "npm run build"], ["esp32", "no.key", "no key file"], ["esp32", "short.key", "32 or more"],
  ] as const) {
    const { status, text } = sign(folder, board, keyFile);
    assert.is(status, 1);
    assert.match(text, said);
    assert.not.ok(text.includes(KEY));
  }
});

publishing.run();
