import type { MoneyWord } from "../domain/outcomes";
import type { TextId } from "../domain/text-id";
import type { Sound } from "../../hal/ports/speaker";
import type { Attempt } from "./attempt";
import type { RefundJob } from "./refund-job";

/** What is said of an attempt's money: ids of the catalogue, for screen, paper and voice alike. */
export interface Verdict {
  /** One or two big words. */
  word: MoneyWord;
  /** What it means and what to do. */
  sentence: TextId | "";
}

function checkingSentence(attempt: Attempt): TextId {
  if (attempt.cancelWished) return "cancelWished";
  return attempt.password ? "password" : "unsure";
}

function givenUp(attempt: Attempt): Verdict {
  if (attempt.verdictGiven) return { word: "notCharged", sentence: "" };
  return { word: "checking", sentence: attempt.order.tradeType === "MICROPAY" ? "reversing" : "closing" };
}

/** The words for an attempt, in every phase it can be in. */
export function verdictOf(attempt: Attempt): Verdict {
  switch (attempt.phase) {
    case "submitting":
    case "ordering":
    case "confirming": return { word: "checking", sentence: attempt.cancelWished ? "cancelWished" : "asking" };
    case "showing": return { word: "checking", sentence: attempt.cancelWished ? "cancelWished" : "showing" };
    case "checking": return { word: "checking", sentence: checkingSentence(attempt) };
    case "reversing": return givenUp(attempt);
    case "charged": return { word: "charged", sentence: "handOver" };
    case "reversed": return { word: "notCharged", sentence: attempt.verdictGiven ? "" : "reversed" };
    case "notCharged": return { word: "notCharged", sentence: "" };
    case "refunding": return { word: "refundPending", sentence: "reverseRefunded" };
    default: return { word: "checking", sentence: "attentionDo" };
  }
}

/** The words for a refund, in every phase it can be in. */
export function refundVerdictOf(job: RefundJob): Verdict {
  switch (job.phase) {
    case "requesting":
    case "confirming":
    case "unclear": return { word: "checking", sentence: "refundAsking" };
    case "waiting": return { word: "refundPending", sentence: "refundWaiting" };
    case "accepted": return { word: "refundPending", sentence: "refundAccepted" };
    case "refunded": return { word: "refunded", sentence: "refundDone" };
    case "manual": return { word: "refundPending", sentence: "refundManual" };
    case "closed": return { word: "charged", sentence: "refundClosed" };
    default: return { word: "charged", sentence: "refundRefused" };
  }
}

/** The voice of a word. */
export function soundOf(word: MoneyWord): Sound {
  return word === "checking" ? "attention" : word;
}
