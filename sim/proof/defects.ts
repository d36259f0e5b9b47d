/** A defect that the proof must find, and where it shows first. */
export interface Defect {
  name: string;
  /** What was done wrong. */
  what: string;
  /** A flow in which it shows. */
  flow: string;
  /** What the proof says of it, where that is one claim's own. */
  says?: RegExp;
}

/**
 * Defects that can be planted in the proof's own build (`seams.ts`), and nowhere else; each claim of `check.ts` is
 * seen to fail by one of them.
 */
export const DEFECTS: readonly Defect[] = [
  { name: "journal-after-send", what: "the order is journaled after its request left", flow: "quick-pay" },
  {
    name: "new-number-on-retry", what: "a submit without an answer is sent again under another number", flow: "quick-pay",
    says: /charged 2 times/,
  },
  { name: "reverse-too-early", what: "an order is reversed before 15 s", flow: "password" },
  {
    name: "timeout-is-declined", what: "a submit that timed out counts as refused", flow: "quick-pay",
    says: /told notCharged/,
  },
  {
    name: "unsigned-success", what: "an answer without a signature is believed", flow: "quick-pay",
    says: /screen says charged/,
  },
  { name: "amount-mismatch", what: "the amount of an answer is not compared", flow: "quick-pay" },
  { name: "torn-record", what: "the journal believes a record that was cut off", flow: "quick-pay" },
  { name: "fresh-refund-number", what: "a refund that is sent again gets another number", flow: "refund" },
  { name: "repeated-answer", what: "an answer about another order is believed", flow: "second-password" },
  {
    name: "totals-forgotten", what: "a sale is not added to the totals", flow: "quick-pay",
    says: /the terminal adds up to/,
  },
  {
    name: "never-closed", what: "an order that was given up is not closed", flow: "native-nobody",
    says: /is left NOTPAY/,
  },
  {
    name: "asks-too-rarely", what: "hardly anybody asks", flow: "password",
    says: /ms after the world was well/,
  },
  {
    name: "hands-over-at-once", what: "people have to look at an order that could be reversed", flow: "password-late",
    says: /for nothing/,
  },
];
