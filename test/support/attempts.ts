import type { Attempt } from "../../firmware/payment/attempt";
import type { Effect, TimerName } from "../../firmware/payment/effects";
import { documentedPolicy } from "../../firmware/payment/policy";
import type { Reply } from "../../firmware/payment/replies";
import { attemptAnswered, attemptCancelled, attemptTimerFired } from "../../firmware/payment/step-attempt";

/** The documented rhythm. */
export const policy = documentedPolicy(1_000_000);

/** What happened to an attempt: an answer, a timer, or the cashier's cancel key. */
export type Happening = Reply | TimerName | "cancel";

/** An answer of this kind, with what any kind may carry. */
export function reply(kind: Reply["kind"]): Reply {
  return { kind, code: "X", why: "timeout", text: "weixin://x" } as unknown as Reply;
}

/** Lives through what happened; the effects are those of the last step. */
export function live(happenings: readonly Happening[], start: Attempt): { attempt: Attempt; effects: Effect[] } {
  let attempt = start;
  let effects: Effect[] = [];
  for (const happening of happenings) {
    const step = happening === "cancel" ? attemptCancelled(attempt)
      : typeof happening === "string" ? attemptTimerFired(attempt, happening)
      : attemptAnswered(attempt, happening, policy);
    attempt = step.attempt;
    effects = step.effects;
  }
  return { attempt, effects };
}

/** An effect in a few words, for tables. */
export function short(effect: Effect): string {
  switch (effect.type) {
    case "journal": return `journal ${effect.record.kind}`;
    case "startTimer": return `${effect.timer} ${effect.delayMs}`;
    case "play": return `play ${effect.sound}`;
    case "pay":
    case "order": return `${effect.type} ${effect.host}`;
    default: return effect.type;
  }
}
