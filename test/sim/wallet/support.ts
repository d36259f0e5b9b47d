import { VirtualClock } from "../../../sim/clock";
import { Ledger } from "../../../sim/gateway/ledger";
import { createRandom } from "../../../sim/gateway/random";
import { CodeBook } from "../../../sim/wallet/codes";
import type { Credential, OpenProblem } from "../../../sim/wallet/credentials";
import type { Payer } from "../../../sim/wallet/payer";
import { People } from "../../../sim/wallet/people";
import { WalletError } from "../../../sim/wallet/wallet-error";

/** Payers, banks and books, and no merchant. */
export class World {
  readonly clock = new VirtualClock();
  readonly ledger = new Ledger();
  readonly codes = new CodeBook(this.clock, createRandom(1, "codes"));
  /** What the gateway makes of a credential. */
  openOrder: (payer: Payer, credential: Credential) => OpenProblem | undefined = () => "unknown";
  readonly people = new People({
    clock: this.clock, ledger: this.ledger, codes: this.codes, random: createRandom(1, "people"),
    openOrder: (payer, credential) => this.openOrder(payer, credential),
  });
}

/** The reason of the `WalletError` that this throws; anything else fails the test. */
export function reasonOf(run: () => void): string {
  try {
    run();
  } catch (error) {
    if (error instanceof WalletError) return error.reason;
    throw error;
  }
  return "none";
}
