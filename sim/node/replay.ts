import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { program } from "commander";
import type { DatedDeed } from "../session/deed";
import { compare, parseRecording, record, replay } from "../session/recording";
import type { Session } from "../session/session";
import { shopOptionsOf } from "./shop-options";

program
  .description("replays a recorded session without a hand and compares what it showed, printed, played and kept")
  .argument("<file>", "what npm run play -- --record wrote, or the page")
  .option("--transcript", "every deed with the screen before it")
  .option("--renew", "writes down in the file what it comes to with the image of today")
  .parse();

const [file] = program.args as [string];
const { transcript = false, renew = false } = program.opts<{ transcript?: boolean; renew?: boolean }>();
try {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  await run(readFileSync(file, "utf8"));
} catch (error) {
  console.error(`replay: ${(error as Error).message}`);
  process.exitCode = 1;
}

async function run(text: string): Promise<void> {
  const recording = parseRecording(text);
  const { world, deeds, endMs } = recording;
  const options = await shopOptionsOf(world);
  const { sha256, program: { version } } = options.image;
  const done = replay(recording, options, transcript ? tell : undefined);
  if (transcript) tell(done.session);
  const { traces, problems } = compare(recording, done, sha256);
  console.log(`${deeds.length} deeds in ${(endMs / 1000).toFixed(1)} s of the shop's time`);
  if (renew) {
    writeFileSync(file, `${JSON.stringify(record(done.session, { version, sha256 }, world), null, 1)}\n`);
    console.log(`${file} holds what it comes to now`);
  }
  if (traces.length === 0) console.log("screen, paper, sound and journal are the same");
  else if (recording.image !== sha256) {
    console.log(`${traces.join(", ")} differ: the image ${recording.image.slice(0, 8)} (${recording.version}) was recorded, this is ` +
      sha256.slice(0, 8));
    if (problems.length === 0) console.log("slips, orders and money have come to the same");
  }
  if (problems.length > 0) throw new Error(problems.join("; "));
}

function tell(session: Session, deed?: DatedDeed): void {
  const screen = session.screen.split("\n").map((row) => row.trimEnd()).filter((row) => row !== "");
  console.log([...screen.map((row) => `        | ${row}`), deed === undefined ? "end" : told(deed)].join("\n"));
}

function told({ atMs, ...deed }: DatedDeed): string {
  return `${(atMs / 1000).toFixed(3).padStart(9)} s ${JSON.stringify(deed)}`;
}
