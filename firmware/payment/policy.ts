/** When a Quick Pay attempt asks, gives up and reverses (protocol reference 4.2, 4.3). Milliseconds. */
export interface Policy {
  /** Between two queries. */
  pollMs: number;
  /** From the submit to the last query; then the order is reversed. */
  giveUpMs: number;
  /** No reverse earlier than this after the submit. */
  reverseEarliestMs: number;
  /** Waits before the reverse is repeated; the last one for ever. */
  reverseAgainMs: number[];
  /** So often may the gateway refuse a reverse before a person has to look. */
  refusalsMax: number;
  /** Largest amount of one sale, minor units. */
  amountMaxMinor: number;
}

/** The documented rhythm; a setting may change the amount limit only. */
export function documentedPolicy(amountMaxMinor: number): Policy {
  return {
    pollMs: 5000,
    giveUpMs: 45000,
    reverseEarliestMs: 15000,
    reverseAgainMs: [1000, 5000, 10000, 20000, 30000, 60000],
    refusalsMax: 12,
    amountMaxMinor: amountMaxMinor,
  };
}
