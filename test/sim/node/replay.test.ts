import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { buildImage } from "../../../scripts/build/image";
import { makeNodeRealm } from "../../../sim/node/realm";
import { record, type Recording } from "../../../sim/session/recording";
import { Session } from "../../../sim/session/session";
import { clientOf } from "../../support/image";

const replaying = suite<{ folder: string; made: Recording }>("npm run replay");

replaying.before(async (context) => {
  context.folder = mkdtempSync(join(tmpdir(), "replay-"));
  const image = await buildImage({ board: "linux" });
  const world = { board: "linux", seed: "3", settings: { language: "zh" } };
  const session = new Session({ image, realm: makeNodeRealm, client: await clientOf(), ...world, board: undefined });
  session.do({ do: "power", on: true });
  session.advance(500);
  session.do({ do: "key", key: "7" });
  session.advance(500);
  context.made = record(session, { version: "0", sha256: image.sha256 }, world);
});
replaying.after(({ folder }) => rmSync(folder, { recursive: true }));

function run(folder: string, recording: object, ...options: string[]): { status: number | null; text: string } {
  const file = join(folder, "session.json");
  writeFileSync(file, JSON.stringify(recording));
  const done = spawnSync("npx", ["tsx", "sim/node/replay.ts", file, ...options], { encoding: "utf8" });
  return { status: done.status, text: done.stdout + done.stderr };
}

replaying("says that all is the same, and shows the way there", ({ folder, made }) => {
  const { status, text } = run(folder, made, "--transcript");
  assert.is(status, 0);
  assert.match(text, "screen, paper, sound and journal are the same");
  assert.match(text, /0\.500 s \{"do":"key","key":"7"\}/);
});

replaying("of another image it wants the sense alone, and says what differs", ({ folder, made }) => {
  const other = { ...made, traces: { ...made.traces, paper: "0" }, image: "1234567890" };
  const { status, text } = run(folder, other);
  assert.is(status, 0, text);
  assert.match(text, "paper differ: the image 12345678 (0) was recorded, this is ");
  assert.match(text, "slips, orders and money have come to the same");
  const missed = run(folder, { ...other, sense: { ...made.sense, slips: ["charged HKD 1.00"] } });
  assert.is(missed.status, 1);
  assert.match(missed.text, "slips: charged HKD 1.00 before, nothing now");
});

replaying("of the same image it wants every trace, and renews the file when it is asked to", ({ folder, made }) => {
  const changed = { ...made, traces: { ...made.traces, paper: "0" } };
  const { status, text } = run(folder, changed, "--renew");
  assert.is(status, 1);
  assert.match(text, "paper differ; the image is the one that was recorded: the simulator has changed");
  assert.equal(JSON.parse(readFileSync(join(folder, "session.json"), "utf8")).traces, made.traces);
});

replaying.run();
