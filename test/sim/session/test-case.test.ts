import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeNodeRealm } from "../../../sim/node/realm";
import { record, type World } from "../../../sim/session/recording";
import { Session } from "../../../sim/session/session";
import { testCaseOf } from "../../../sim/session/test-case";
import { findStory } from "../../../sim/stories/stories";
import { Telling } from "../../../sim/stories/telling";
import { clientOf, imagesOf } from "../../support/image";

const WORLD: World = { board: "linux", seed: "a \"quoted\" seed", settings: { language: "en", "link.APP": "till://pay?" } };
/** As deep as the folder that the source names. */
const FOLDER = join("dist", `test-case-${process.pid}`);

function run(source: string): { status: number | null; stdout: string } {
  mkdirSync(FOLDER, { recursive: true });
  try {
    const file = join(FOLDER, "copied.test.ts");
    writeFileSync(file, source);
    return spawnSync("npx", ["tsx", file], { encoding: "utf8", env: { ...process.env, FORCE_COLOR: "0" } });
  } finally {
    rmSync(FOLDER, { recursive: true });
  }
}

test("what is copied is a whole test, which passes", async () => {
  const { seed, settings } = WORLD;
  const session = new Session({ image: (await imagesOf()).plain, realm: makeNodeRealm, client: await clientOf(), seed, settings });
  const telling = new Telling(findStory("refund", "linux"), session);
  while (telling.state === "playing") session.advance(60_000);
  const source = testCaseOf(record(session, { version: "0.1.0", sha256: "00" }, WORLD), "a refund by the receipt");
  const { status, stdout } = run(source);
  assert.is(status, 0, stdout);
  assert.match(stdout, /Total: +1\n +Passed: +1/);
  assert.match(source, "kept: [\"HKD 7.50\"]");
});

test.run();
