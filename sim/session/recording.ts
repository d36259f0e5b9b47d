import type { ShopOptions } from "../shop";
import type { DatedDeed } from "./deed";
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
}

/** How far a replay is: called before every deed, and once at the end without one. */
export type OnDeed = (session: Session, deed: DatedDeed | undefined) => void;

/** The session up to now, ready to be written down. */
export function record(session: Session, image: { version: string; sha256: string }, world: World): Recording {
  return {
    recording: 1, version: image.version, image: image.sha256, world, deeds: session.deeds.slice(), endMs: session.nowMs,
    traces: session.traces(),
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
  return value as Recording;
}

/** Does it all again, deed by deed at its moment. */
export function replay(recording: Recording, options: ShopOptions, onDeed: OnDeed = () => undefined): Session {
  const { world, deeds, endMs } = recording;
  const session = new Session({ ...options, seed: world.seed, settings: world.settings });
  for (const deed of deeds) {
    session.advance(deed.atMs - session.nowMs);
    onDeed(session, deed);
    const { atMs: _, ...done } = deed;
    session.do(done);
  }
  session.advance(endMs - session.nowMs);
  onDeed(session, undefined);
  return session;
}

/** Names of the traces that differ; none when both runs came to the same. */
export function differences(a: Traces, b: Traces): (keyof Traces)[] {
  return (Object.keys(a) as (keyof Traces)[]).filter((name) => a[name] !== b[name]);
}
