import { Player } from "../session/player";
import type { Kept } from "./keeping";
import { inPieces } from "./pieces";
import type { Stage } from "./stage";

/**
 * Does again what the page of before did, up to where it went away, on a stage that has just begun the same world. The
 * page that went away took the power along: a terminal that was on is switched on again. Throws when something cannot
 * be done any more.
 * @param onShare told how much is done, 0 to 1
 */
export async function restore(stage: Stage, kept: Kept, onShare: (share: number) => void): Promise<void> {
  const { deeds, nowMs, payer } = kept;
  const player = new Player(deeds, () => stage.session, Math.max(nowMs, deeds.at(-1)?.atMs ?? 0));
  await inPieces((isLate) => player.seek(Infinity, isLate), () => {
    onShare(player.position / deeds.length);
    return true;
  });
  if (player.refused.length > 0) throw new Error(player.refused.join("; "));
  player.release();
  stage.payer.value = payer;
  if (!stage.session.shop.interpreter.running) return;
  stage.do({ do: "power", on: false });
  stage.do({ do: "power", on: true });
}
