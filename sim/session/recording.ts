import type { ShopOptions } from "../shop";
import { type DatedDeed, isDatedDeed } from "./deed";
import { Player } from "./player";
import { differencesOfSense, type Sense, senseOf } from "./sense";
import { Session, type Traces } from "./session";

/** What a session begins with, beside the image. */
export interface World {
  board: string;
  seed: string;
  settings: Record<string, string>;
}

/** A session as a file (JSON): what it began with, what was done and when, and what it came to. */
export interface Recording {
  recording: 1;
  /** Version and SHA-256 of the image that ran. */
  version: string;
  image: string;
  world: World;
  deeds: DatedDeed[];
  endMs: number;
  traces: Traces;
  /** Missing in the oldest files. */
  sense?: Sense;
}

/** What a recording does, without what it came to. */
export type Doings = Pick<Recording, "world" | "deeds" | "endMs">;

/** A recording done again: the session at its end, and what could not be done any more. */
export interface Replay {
  session: Session;
  refused: string[];
}

/** The session up to now, ready to be written down. */
export function record(session: Session, image: { version: string; sha256: string }, world: World): Recording {
  return {
    recording: 1, version: image.version, image: image.sha256, world, deeds: session.deeds.slice(), endMs: session.nowMs,
    traces: session.traces(), sense: senseOf(session),
  };
}

/** Reads a file's text. Throws with a sentence when it is no recording. */
export function parseRecording(text: string): Recording {
  let value: Partial<Recording>;
  try {
    value = JSON.parse(text) as Partial<Recording>;
  } catch {
    throw new Error("this file is not JSON, so it is no recording");
  }
  if (value.recording !== 1 || value.world === undefined || !Array.isArray(value.deeds) || value.traces === undefined) {
    throw new Error("this file is no recording of a session, or of a later kind");
  }
  const wrong = value.deeds.findIndex((deed) => !isDatedDeed(deed));
  if (wrong >= 0) throw new Error(`deed ${wrong + 1} of this recording makes no sense`);
  return value as Recording;
}

/**
 * Does it all again, each deed at its moment.
 * @param onDeed called before every deed
 */
export function replay(doings: Doings, options: ShopOptions, onDeed?: Player["onDeed"]): Replay {
  const { world, deeds, endMs } = doings;
  const player = new Player(deeds, () => new Session({ ...options, seed: world.seed, settings: world.settings }), endMs);
  if (onDeed !== undefined) player.onDeed = onDeed;
  const { session } = player;
  session.advance(endMs - session.nowMs);
  return { session, refused: player.refused };
}

/** Names of the traces that differ; none when both runs came to the same. */
export function differences(a: Traces, b: Traces): (keyof Traces)[] {
  return (Object.keys(a) as (keyof Traces)[]).filter((name) => a[name] !== b[name]);
}

/**
 * What came out otherwise than it was recorded: the traces that differ, and what of it is a problem. With the image
 * that was recorded every trace has to be the same; with another one its numbers and moments may be others, and the
 * sense has to be the same.
 * @param image SHA-256 of the image that ran now
 */
export function compare(recording: Recording, { session, refused }: Replay, image: string): { traces: string[]; problems: string[] } {
  const traces = differences(recording.traces, session.traces());
  const problems = [...refused];
  if (image === recording.image && traces.length > 0) {
    problems.push(`${traces.join(", ")} differ; the image is the one that was recorded: the simulator has changed`);
  }
  if (recording.sense !== undefined) problems.push(...differencesOfSense(recording.sense, senseOf(session)));
  return { traces, problems };
}
