import type { Session } from "../../session/session";
import { shows } from "../../session/slips";

/** What the terminal does with its camera; `ends`: it looks no more, and what for is not on the display yet. */
type Reading = "idle" | "looks" | "ends" | "read";

/** Screens that ask for a code. */
const ASKING = ["scanCode", "refundFind"];
/** The screen that follows on a code stands by then. */
const SETTLED_MS = 100;

const known = new WeakMap<Session, { reading: Reading; sinceMs: number }>();

/**
 * What one can see from outside, asked in each frame: a terminal has read what stood before its lens when it asks for a
 * code no more, and does not go back to asking for an amount.
 */
export function readingOf(session: Session): Reading {
  const before = known.get(session) ?? { reading: "idle", sinceMs: 0 };
  const reading = next(session, before.reading, before.sinceMs);
  if (reading !== before.reading) known.set(session, { reading, sinceMs: session.nowMs });
  return reading;
}

function next({ screen, nowMs, shop }: Session, reading: Reading, sinceMs: number): Reading {
  const { interpreter, board } = shop;
  if (!interpreter.running) return "idle";
  if (ASKING.some((id) => shows(screen, id))) return board.looking === true ? "looks" : "idle";
  if (reading === "looks") return board.lens?.scene === undefined ? "idle" : "ends";
  if (reading === "ends" && nowMs >= sinceMs + SETTLED_MS) return shows(screen, "enterAmount") ? "idle" : "read";
  return reading;
}
