import { existsSync, readFileSync } from "node:fs";
import { program } from "commander";
import { buildImage } from "../../scripts/build/image";
import type { DatedDeed } from "../session/deed";
import { differences, parseRecording, type Recording, replay } from "../session/recording";
import type { Session } from "../session/session";
import { createCertificates } from "./certificates";
import { makeNodeRealm } from "./realm";

program
  .description("replays a recorded session without a hand and compares what it showed, printed, played and kept")
  .argument("<file>", "what npm start -- --record wrote")
  .option("--transcript", "every deed with the screen before it")
  .parse();

const [file] = program.args as [string];
const { transcript = false } = program.opts<{ transcript?: boolean }>();
try {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  await compare(parseRecording(readFileSync(file, "utf8")));
} catch (error) {
  console.error(`replay: ${(error as Error).message}`);
  process.exitCode = 1;
}

async function compare(recording: Recording): Promise<void> {
  const { board } = recording.world;
  if (board !== "linux") throw new Error(`board ${board} is not known here`);
  const image = await buildImage({ board });
  const client = await (await createCertificates()).client("merchant");
  const session = replay(recording, { image, realm: makeNodeRealm, client }, transcript ? tell : undefined);
  const different = differences(recording.traces, session.traces());
  console.log(`${recording.deeds.length} deeds in ${(recording.endMs / 1000).toFixed(1)} s of the shop's time`);
  if (different.length === 0) return console.log("screen, paper, sound and journal are the same");
  const why = recording.image === image.sha256 ? "the image is the one that was recorded: the simulator has changed"
    : `the image is another one: ${recording.image.slice(0, 8)} (${recording.version}) was recorded, this is ${image.sha256.slice(0, 8)}`;
  throw new Error(`${different.join(", ")} differ; ${why}`);
}

function tell(session: Session, deed: DatedDeed | undefined): void {
  const screen = session.shop.panel.text().split("\n").map((row) => row.trimEnd()).filter((row) => row !== "");
  console.log([...screen.map((row) => `        | ${row}`), deed === undefined ? "end" : told(deed)].join("\n"));
}

function told({ atMs, ...deed }: DatedDeed): string {
  return `${(atMs / 1000).toFixed(3).padStart(9)} s ${JSON.stringify(deed)}`;
}
