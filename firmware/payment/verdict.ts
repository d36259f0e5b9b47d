import type { Attempt } from "./attempt";

/** What is said of an attempt's money: ids of the catalogue, for screen and paper alike. */
export interface Verdict {
  /** One or two big words. */
  word: string;
  /** What it means and what to do. */
  sentence: string;
}

function checkingSentence(attempt: Attempt): string {
  if (attempt.cancelWished) return "cancelWished";
  return attempt.password ? "password" : "unsure";
}

/** The words for an attempt, in every phase it can be in. */
export function verdictOf(attempt: Attempt): Verdict {
  switch (attempt.phase) {
    case "submitting":
    case "confirming": return { word: "checking", sentence: attempt.cancelWished ? "cancelWished" : "asking" };
    case "checking": return { word: "checking", sentence: checkingSentence(attempt) };
    case "reversing":
      return attempt.verdictGiven ? { word: "notCharged", sentence: "" } : { word: "checking", sentence: "reversing" };
    case "charged": return { word: "charged", sentence: "handOver" };
    case "reversed": return { word: "notCharged", sentence: attempt.verdictGiven ? "" : "reversed" };
    case "notCharged": return { word: "notCharged", sentence: "" };
    default: return { word: "attention", sentence: "attentionDo" };
  }
}
