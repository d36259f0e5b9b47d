import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readManifest } from "../../../firmware/update/manifest";
import { layBuild } from "../../support/finished-build";
import { nodeHash } from "../../support/hash";

const KEY = "an update key that only tests have";

const publishing = suite<{ folder: string }>("npm run sign-update");

publishing.before((context) => {
  context.folder = mkdtempSync(join(tmpdir(), "sign-update-"));
  const { folder } = context;
  layBuild(join(folder, "dist/esp32"));
  layBuild(join(folder, "dist/bench"), { board: "bench", keepsConsole: true });
  layBuild(join(folder, "dist/renamed"), { board: "esp32s3" });
  writeFileSync(join(context.folder, "update.key"), `${KEY}\n`);
  writeFileSync(join(context.folder, "short.key"), "short");
});
publishing.after((context) => rmSync(context.folder, { recursive: true }));

function sign(folder: string, board: string, keyFile: string): { status: number | null; text: string } {
  const run = spawnSync(process.execPath, [
    "--import", "tsx", "scripts/sign-update.ts", "--board", board, "--key-file", join(folder, keyFile), "--out", join(folder, "public"),
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
    ["linux", "update.key", "npm run build"], ["esp32", "no.key", "cannot be read (ENOENT)"], ["esp32", "short.key", "32 or more"],
    ["bench", "update.key", "keeps its console"], ["renamed", "update.key", "is made for esp32s3"],
  ] as const) {
    const { status, text } = sign(folder, board, keyFile);
    assert.is(status, 1);
    assert.ok(text.includes(said), text);
    assert.not.ok(text.includes(KEY));
    assert.not.match(text, /\bat .*\.ts:/);
  }
});

publishing.run();
