import type { Kept } from "./keeping";
import type { Stage } from "./stage";

/** The browser gets its turn so often. */
const PIECE_MS = 30;

/**
 * Does again what the page of before did, up to where it went away, on a stage that has just begun the same world. The
 * page that went away took the power along: a terminal that was on is switched on again.
 */
export async function restore(stage: Stage, kept: Kept, onShare: (share: number) => void): Promise<void> {
  const { session } = stage;
  let sinceMs = performance.now();
  for (const [index, { atMs, ...deed }] of kept.deeds.entries()) {
    session.advance(atMs - session.nowMs);
    session.do(deed);
    if (performance.now() - sinceMs < PIECE_MS) continue;
    onShare(index / kept.deeds.length);
    await new Promise((resolve) => setTimeout(resolve));
    sinceMs = performance.now();
  }
  session.advance(Math.max(0, kept.nowMs - session.nowMs));
  stage.payer.value = kept.payer;
  if (!session.shop.interpreter.running) return;
  stage.do({ do: "power", on: false });
  stage.do({ do: "power", on: true });
}
