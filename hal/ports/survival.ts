/**
 * The board's last resort. Memory or stack that ran out removes handlers without an exception, so
 * `onFault` reports it and the only safe answer is `restart`: the journal brings the order back.
 */
export interface Survival {
  onFault: ((reason: string) => void) | undefined;
  /** Why the board started: its power came, or it was reset (by the program, its watchdog or a fault). */
  readonly startedBy: "power" | "reset" | "unknown";
  /** Says that the program is alive. From the first time on the board restarts by itself without it, where it has a watchdog. */
  kick(): void;
  restart(): void;
}
