/** A defect that the proof must find, and where it shows first. */
export interface Defect {
  name: string;
  /** What was done wrong. */
  what: string;
  /** A flow in which it shows. */
  flow: string;
}

/** Defects that can be planted in the proof's own build (`seams.ts`), and nowhere else. */
export const DEFECTS: readonly Defect[] = [
  { name: "journal-after-send", what: "the order is journaled after its request left", flow: "quick-pay" },
  { name: "new-number-on-retry", what: "a submit without an answer is sent again under another number", flow: "quick-pay" },
  { name: "reverse-too-early", what: "an order is reversed before 15 s", flow: "password" },
  { name: "timeout-is-declined", what: "a submit that timed out counts as refused", flow: "quick-pay" },
  { name: "unsigned-success", what: "an answer without a signature is believed", flow: "quick-pay" },
  { name: "amount-mismatch", what: "the amount of an answer is not compared", flow: "quick-pay" },
  { name: "torn-record", what: "the journal believes a record that was cut off", flow: "quick-pay" },
  { name: "fresh-refund-number", what: "a refund that is sent again gets another number", flow: "refund" },
  { name: "repeated-answer", what: "an answer about another order is believed", flow: "second-password" },
];
