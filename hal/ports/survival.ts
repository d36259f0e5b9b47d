/**
 * The board's last resort. Memory or stack that ran out removes handlers without an exception, so
 * `onFault` reports it and the only safe answer is `restart`: the journal brings the order back.
 */
export interface Survival {
  onFault: ((reason: string) => void) | undefined;
  /** Says that the program is alive; without it the board restarts by itself where it has a watchdog. */
  kick(): void;
  restart(): void;
}
