import { writeFileSync } from "node:fs";
import { Option, program } from "commander";
import { record, type World } from "../session/recording";
import { Session } from "../session/session";
import { findStory } from "../stories/stories";
import { demo } from "./demo";
import { play } from "./play";
import { shopOptionsOf } from "./shop-options";
import { tell } from "./tell";

interface Options {
  board: string;
  demo?: boolean;
  language: "en" | "zh";
  seed: string;
  story?: string;
  record?: string;
}

const { board, demo: isDemo = false, language, seed, story, record: file } = program
  .description("Plays the terminal, the customer's phone and the gateway in this shell")
  .option("--board <name>", "whose terminal it is", "linux")
  .option("--demo", "play whole sales without a hand and exit")
  .option("--story <name>", "tell a story without a hand and exit; a wrong name lists them")
  .addOption(new Option("--language <name>", "language of the terminal at start").choices(["en", "zh"]).default("en"))
  .option("--seed <text>", "start of all that is drawn", "1")
  .option("--record <file>", "keep what is done as a file for npm run replay")
  .parse().opts<Options>();

try {
  await run();
} catch (error) {
  console.error(`play: ${(error as Error).message}`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const told = story === undefined ? undefined : findStory(story, board);
  const world: World = { board, seed, settings: { language } };
  const options = await shopOptionsOf(world);
  if (told !== undefined) return keep(tell(told, options, language, (line) => console.log(line)), world, options.image);
  const session = new Session(options);
  if (isDemo) return demo(session, (text) => console.log(text));
  if (!process.stdin.isTTY) {
    throw new Error("there is no keyboard here; npm run demo plays by itself, npm start on a page");
  }
  await play(session);
  keep(session, world, options.image);
}

function keep(session: Session, world: World, { program: { version }, sha256 }: { program: { version: string }; sha256: string }): void {
  if (file === undefined) return;
  const recording = record(session, { version, sha256 }, world);
  writeFileSync(file, `${JSON.stringify(recording, null, 1)}\n`);
  console.log(`${file}: ${recording.deeds.length} deeds`);
}
