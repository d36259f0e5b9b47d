import { signal } from "@preact/signals";
import { Player } from "../../session/player";
import { compare, parseRecording, record, type Recording } from "../../session/recording";
import { inPieces } from "../pieces";
import type { Stage } from "../stage";

/** What is done again on the stage: a file, or this session itself for one who stepped back. */
export interface Tape {
  player: Player;
  /** The file; undefined for the session itself. */
  recording: Recording | undefined;
  name: string;
  /** What came out otherwise; undefined before the end. */
  found: { traces: string[]; problems: string[] } | undefined;
}

export const tape = signal<Tape | undefined>(undefined);
/** A way back or forward is under way: how much of it is done, 0 to 1. */
export const seeking = signal<number | undefined>(undefined);
let isStopped = false;

/** The way that is under way ends where it has come to. */
export function stopSeeking(): void {
  isStopped = true;
}

/** The tape on the stage, if what stands there is one and nobody has taken it over. */
export function tapeOn(stage: Stage): Tape | undefined {
  const now = tape.value;
  return now !== undefined && now.player.session === stage.session && !now.player.released ? now : undefined;
}

/** This session as the text of a file. */
export function exported(stage: Stage): string {
  const { world, worlds, session } = stage;
  return `${JSON.stringify(record(session, worlds.imageOf(world.board), world), null, 1)}\n`;
}

/** Puts a file on the stage, at its beginning. Throws with a sentence when it is no recording or its board is not here. */
export function load(stage: Stage, text: string, name: string): void {
  const recording = parseRecording(text);
  const { world, deeds, endMs } = recording;
  const { sha256 } = stage.worlds.imageOf(world.board);
  const player = new Player(deeds, () => stage.worlds.begin(world), endMs);
  player.onEnd = () => {
    const { session, refused } = player;
    tape.value = { ...tape.value!, found: compare(recording, { session, refused }, sha256) };
  };
  stage.take(player.session, world);
  tape.value = { player, recording, name, found: undefined };
}

/** Goes to where so many deeds are done, and stands still there. The way back is the way from the beginning to there. */
export async function seek(stage: Stage, position: number): Promise<void> {
  if (seeking.value !== undefined) return;
  seeking.value = 0;
  isStopped = false;
  stage.paused.value = true;
  try {
    const { world } = stage;
    const now = tapeOn(stage) ?? {
      player: new Player(stage.session.deeds.slice(), () => stage.worlds.begin(world), stage.session.nowMs), recording: undefined, name: "",
      found: undefined,
    };
    tape.value = { ...now, found: undefined };
    const { player } = now;
    await inPieces((isLate) => player.seek(position, isLate), () => {
      seeking.value = player.position / position;
      return !isStopped;
    });
    if (player.session !== stage.session) stage.take(player.session, world);
    else stage.changed.value++;
  } finally {
    seeking.value = undefined;
  }
}
