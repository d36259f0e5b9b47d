/**
 * The way out, as far as it is known: `joining` for the first time or again, `online` with an address; and why not:
 * `notFound` no access point of this name is heard, `refused` it does not take the password, `noAddress` it took the
 * terminal and gave no address, `notSet` nobody said which network.
 */
export type NetworkState = "joining" | "online" | "notFound" | "refused" | "noAddress" | "notSet";

/** Keeps the terminal in its network, without end. */
export interface Network {
  readonly state: NetworkState;
  /** Told after each change of state, never from inside a method. */
  onChange: (() => void) | undefined;
}
