import { writeFileSync } from "node:fs";
import { Option, program } from "commander";
import { buildImage } from "../../scripts/build/image";
import { record, type World } from "../session/recording";
import { Session } from "../session/session";
import { createCertificates } from "./certificates";
import { demo } from "./demo";
import { play } from "./play";
import { makeNodeRealm } from "./realm";

interface Options {
  demo?: boolean;
  language: string;
  seed: string;
  record?: string;
}

const options = program
  .description("Plays the terminal, the customer's phone and the gateway in this shell")
  .option("--demo", "play whole sales without a hand and exit")
  .addOption(new Option("--language <name>", "language of the terminal at start").choices(["en", "zh"]).default("en"))
  .option("--seed <text>", "start of all that is drawn", "1")
  .option("--record <file>", "keep what is done as a file for npm run replay")
  .parse().opts<Options>();

const image = await buildImage({ board: "linux" });
const client = await (await createCertificates()).client("merchant");
const world: World = { board: "linux", seed: options.seed, settings: { language: options.language } };
const session = new Session({ image, realm: makeNodeRealm, client, seed: world.seed, settings: world.settings });
if (options.demo === true) {
  demo(session.shop, (text) => console.log(text));
} else if (process.stdin.isTTY) {
  await play(session);
  if (options.record !== undefined) {
    const recording = record(session, { version: image.program.version, sha256: image.sha256 }, world);
    writeFileSync(options.record, `${JSON.stringify(recording, null, 1)}\n`);
    console.log(`${options.record}: ${recording.deeds.length} deeds`);
  }
} else {
  console.error("There is no keyboard here: npm run play needs a terminal; npm run demo plays by itself, npm start on a page.");
  process.exitCode = 1;
}
