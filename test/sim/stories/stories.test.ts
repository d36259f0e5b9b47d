import { test } from "uvu";
import * as assert from "uvu/assert";
import { boardFont } from "../../../scripts/build/font";
import { buildImage } from "../../../scripts/build/image";
import { twinOf } from "../../../sim/boards/boards";
import { makeNodeRealm } from "../../../sim/node/realm";
import { differences, record, replay } from "../../../sim/session/recording";
import { senseOf } from "../../../sim/session/sense";
import { Session } from "../../../sim/session/session";
import type { ShopOptions } from "../../../sim/shop";
import { findStory, storiesFor } from "../../../sim/stories/stories";
import type { Story } from "../../../sim/stories/story";
import { Telling } from "../../../sim/stories/telling";
import { clientOf } from "../../support/image";

const HOUR_MS = 3_600_000;
const font = boardFont(".", "gbk");

async function optionsOf(board: string, language = "en"): Promise<ShopOptions> {
  return {
    image: await buildImage({ board }), board: (await twinOf(board))(font), realm: makeNodeRealm, client: await clientOf(),
    seed: "stories", settings: { language },
  };
}

function tell(story: Story, session: Session): Telling {
  const telling = new Telling(story, session);
  for (let minute = 0; telling.state === "playing" && minute < 300; minute++) session.advance(60_000);
  return telling;
}

function assertEnds(story: Story, session: Session, telling: Telling): void {
  assert.is(telling.state, "ended", `step ${telling.position}: ${telling.why}\n${session.screen}`);
  const { slips, kept, broken } = senseOf(session);
  // What was printed again counts as what it says.
  const said = slips.map((slip) => slip.replace(" duplicate", ""));
  assert.equal({ slips: said, kept, broken }, { ...story.ends, broken: [] });
  assert.equal(session.shop.interpreter.uncaught, []);
}

for (const [board, language] of [["linux", "en"], ["esp32", "zh"]] as const) {
  const options = await optionsOf(board, language);
  for (const story of storiesFor(board)) {
    test(`${story.name} on ${board} in ${language} ends as it promises, paper and books alike`, () => {
      const session = new Session(options);
      assertEnds(story, session, tell(story, session));
    });
  }
}

test("what stood before a camera is done again to the same traces", async () => {
  const board = "esp32s3cam";
  const ofBoard = await optionsOf(board);
  const story = findStory("camera", board);
  const session = new Session(ofBoard);
  assertEnds(story, session, tell(story, session));
  const made = record(session, { version: "0", sha256: "0" }, { board, seed: "stories", settings: { language: "en" } });
  assert.equal(differences(made.traces, replay(made, ofBoard).session.traces()), []);
});

const options = await optionsOf("linux");

test("a story replays to the same traces, however its time was cut", () => {
  const story = findStory("power-cut", "linux");
  const session = new Session(options);
  const telling = new Telling(story, session);
  while (telling.state === "playing") session.advance(17);
  const made = record(session, { version: "0", sha256: "0" }, { board: "linux", seed: "stories", settings: { language: "en" } });
  assert.equal(differences(made.traces, replay(made, options).session.traces()), []);
});

test("a story is over as soon as another hand does something, and the shop goes on", () => {
  const session = new Session(options);
  const telling = new Telling(findStory("first-sale", "linux"), session);
  while (!session.screen.includes("12.50")) session.advance(100);
  const { position } = telling;
  session.do({ do: "key", key: "cancel" });
  session.advance(HOUR_MS);
  assert.is(telling.state, "takenOver");
  assert.is(telling.position, position);
  assert.match(session.screen, "Enter the amount");
});

test("a phone that shows a fresh code does not end a story", () => {
  const session = new Session(options);
  const telling = new Telling(findStory("first-sale", "linux"), session);
  session.advance(1_000);
  session.do({ do: "control", command: "showCode", with: { payer: "P1" } });
  assert.is(telling.state, "playing");
});

test("a story that does not come to what it waits for says so", () => {
  const session = new Session(options);
  const story = findStory("first-sale", "linux");
  const telling = tell({ ...story, people: { Mei: { password: "always" } } }, session);
  assert.is(telling.state, "failed");
  assert.match(telling.why, "did not come in 30 s");
});

test("every caption is there in both languages, and every name is one of its people", () => {
  for (const story of storiesFor("esp32")) {
    for (const step of story.steps) if ("say" in step) assert.ok(step.say.en !== "" && /[\u4e00-\u9fff]/.test(step.say.zh), story.name);
  }
});

test.run();
