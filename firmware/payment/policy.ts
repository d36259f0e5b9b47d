/**
 * When attempts and refunds ask, give up and try again: the one table of rhythm (protocol reference 4.2 to 4.5).
 * Milliseconds. Of a list of waits the last one counts for ever.
 */
export interface Policy {
  /** One exchange with the gateway, from the request to the end of its answer. */
  exchangeMs: number;
  /** Between two queries of a payment. */
  pollMs: number;
  /** From a Quick Pay submit to the last query; then the order is reversed. */
  giveUpMs: number;
  /** No reverse earlier than this after the submit. */
  reverseEarliestMs: number;
  /**
   * Waits before a reverse, a close or an unclear request is repeated. The reference goes on every minute; here it
   * is half of one, so that everything ends within a minute after the network is back.
   */
  reverseAgainMs: number[];
  /** So often may the gateway refuse a reverse before it is taken for impossible. */
  refusalsMax: number;
  /**
   * So many reverses in a row, or requests of a refund, may come to nothing while queries are answered; then people have
   * to look.
   */
  unheardMax: number;
  /** How often an order for the customer's phone is sent, with the same number. */
  orderTries: number;
  /** How long such an order waits for the customer; then it is closed. Some gateways close no younger one. */
  showMs: number;
  /** Waits before a refund that is not accepted now is sent again. */
  refundLaterMs: number[];
  /** Waits between two queries of a refund that is on its way. */
  refundPollMs: number[];
  /** A refund whose request is refused unsigned so often, and is not known there, is refused. */
  refundTriesMax: number;
  /** So long one payment code opens no second attempt, and the same amount asks first. */
  guardMs: number;
  /** Largest amount of one sale, minor units. */
  amountMaxMinor: number;
}

/** The documented rhythm; a setting may change the amount limit only. */
export function documentedPolicy(amountMaxMinor: number): Policy {
  return {
    exchangeMs: 15000,
    pollMs: 5000,
    giveUpMs: 45000,
    reverseEarliestMs: 15000,
    reverseAgainMs: [1000, 5000, 10000, 20000, 30000],
    refusalsMax: 12,
    unheardMax: 6,
    orderTries: 3,
    showMs: 300000,
    refundLaterMs: [60000, 300000, 1800000, 7200000],
    refundPollMs: [5000, 60000, 300000, 1200000],
    refundTriesMax: 8,
    guardMs: 60000,
    amountMaxMinor: amountMaxMinor,
  };
}

/** The wait number `count`, from 0. */
export function waitMs(waits: number[], count: number): number {
  return waits[count < waits.length ? count : waits.length - 1] as number;
}
