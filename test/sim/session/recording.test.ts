import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeNodeRealm } from "../../../sim/node/realm";
import type { Deed } from "../../../sim/session/deed";
import { differences, parseRecording, record, type Recording, replay, type World } from "../../../sim/session/recording";
import { Session } from "../../../sim/session/session";
import type { ShopOptions } from "../../../sim/shop";
import { clientOf, imagesOf } from "../../support/image";

const WORLD: World = { board: "linux", seed: "7", settings: { language: "en" } };
const BUILT = { version: "0.1.0", sha256: "00" };

async function shopOptions(): Promise<ShopOptions> {
  return { image: (await imagesOf()).plain, realm: makeNodeRealm, client: await clientOf() };
}

/** A cut in the middle of a sale with password, a slip that waits for paper, a second sale. */
const STORY: [waitMs: number, deed: Deed][] = [
  [0, { do: "power", on: true }],
  [300, { do: "control", command: "addPayer", with: { name: "careful", password: "always" } }],
  ...(["1", "2", ".", "5", "0", "ok"] as const).map((key): [number, Deed] => [97, { do: "key", key }]),
  [203, { do: "hold", payer: "" }],
  [4_001, { do: "power", on: false }],
  [1_000, { do: "power", on: true }],
  [500, { do: "control", command: "typePassword", with: { payer: "" } }],
  [1, { do: "printer", trouble: "paperOut", there: true }],
  [20_000, { do: "printer", trouble: "paperOut", there: false }],
  [9_000, { do: "tear" }],
  [50, { do: "network", plugged: false }],
  [50, { do: "key", key: "ok" }],
];

async function play(pieceMs: number): Promise<Recording> {
  const session = new Session({ ...await shopOptions(), seed: WORLD.seed, settings: WORLD.settings });
  let payer = "";
  for (const [waitMs, deed] of STORY) {
    for (let left = waitMs; left > 0; left -= pieceMs) session.advance(Math.min(left, pieceMs));
    const named = JSON.parse(JSON.stringify(deed).replace("\"payer\":\"\"", `"payer":"${payer}"`)) as Deed;
    const given = session.do(named) as { payer?: string; id?: string } | undefined;
    if (deed.do === "control" && deed.command === "addPayer") payer = given!.payer ?? given!.id!;
  }
  session.advance(3_000);
  assert.is(session.shop.taken("HKD"), 1250);
  return record(session, BUILT, WORLD);
}

test("a recording, written and read, replays to the same screens, paper, sounds and journal", async () => {
  const made = parseRecording(JSON.stringify(await play(1_000)));
  let deeds = 0;
  const again = replay(made, await shopOptions(), () => { deeds++; }).session;
  assert.is(deeds, STORY.length);
  assert.equal(differences(made.traces, again.traces()), []);
  assert.equal(again.deeds, made.deeds);
});

test("how time was cut into pieces makes no difference", async () => {
  assert.equal(differences((await play(16)).traces, (await play(5_000)).traces), []);
});

test("another deed leaves other traces", async () => {
  const made = await play(1_000);
  const typed = made.deeds.findIndex((deed) => deed.do === "key" && deed.key === "5");
  const changed = { ...made, deeds: made.deeds.map((deed, at) => (at === typed ? { ...deed, key: "6" as const } : deed)) } as Recording;
  const found = differences(made.traces, replay(changed, await shopOptions()).session.traces());
  assert.ok(found.includes("screen") && found.includes("paper") && found.includes("journal"), found.join(" "));
});

test("what is no recording is refused with a sentence", () => {
  for (const text of ["", "{}", "[]", "{\"recording\":2}"]) assert.throws(() => parseRecording(text), /this file is no/);
});

test("what cannot be done is not remembered", async () => {
  const session = new Session(await shopOptions());
  assert.throws(() => session.do({ do: "hold", payer: "nobody" }));
  assert.throws(() => session.do({ do: "control", command: "constructor" as "books", with: {} }), /no command/);
  assert.is(session.deeds.length, 0);
});

test.run();
