import type { VirtualClock } from "../clock";
import { accounts } from "../gateway/ledger";
import type { Payer } from "./payer";
import { requireAmount, WalletError } from "./wallet-error";

/** What nobody accepted in this time goes back. */
export const GIFT_LIFE_MS = 86_400_000;

/** A transfer or a red packet on its way; its money is nobody's until the receiver accepts it. */
export interface Gift {
  readonly id: string;
  readonly kind: "transfer" | "redPacket";
  /** Name of the sender. */
  readonly from: string;
  readonly to: Payer;
  readonly amount: number;
  state: "offered" | "accepted" | "returned";
}

/** All gifts between all wallets. */
export class Gifts {
  private count = 0;
  private readonly open = new Map<Gift, string>();

  constructor(private readonly clock: VirtualClock) {}

  /** What waits for this payer to accept. */
  waitingFor(payer: Payer): Gift[] {
    return [...this.open.keys()].filter((gift) => gift.to === payer);
  }

  /**
   * Takes the money from the sender's balance or debit card. Throws notActive, otherWallet, notEnough,
   * amount, and what `checkPassword` throws.
   */
  send(from: Payer, to: Payer, amount: number, kind: Gift["kind"], digits?: string): Gift {
    requireAmount(amount);
    if (!from.account.active) throw new WalletError("notActive", from.name);
    if (from.wallet !== to.wallet) throw new WalletError("otherWallet");
    from.account.checkPassword(digits);
    const funding = from.purse.fund(amount, true);
    if (funding.kind === "refused") throw new WalletError("notEnough", from.name);
    return this.offer(to, amount, kind, from.name, funding.source.account);
  }

  /** From somebody whose wallet is not simulated. */
  sendFromOutside(to: Payer, amount: number, kind: Gift["kind"], from = "a friend"): Gift {
    requireAmount(amount);
    return this.offer(to, amount, kind, from, accounts.outside);
  }

  /** Puts the money into the balance, which opens a new wallet of the mainland. Throws giftGone. */
  accept(gift: Gift): void {
    if (!this.open.has(gift)) throw new WalletError("giftGone");
    const payer = gift.to;
    this.finish(gift, "accepted", accounts.payer(payer.id));
    payer.account.open("gift");
    payer.notify({ kind: "giftAccepted", from: gift.from, amount: gift.amount, currency: payer.currency });
  }

  /** Sends it back to where it came from. Throws giftGone. */
  sendBack(gift: Gift): void {
    const source = this.open.get(gift);
    if (source === undefined) throw new WalletError("giftGone");
    this.finish(gift, "returned", source);
    gift.to.notify({ kind: "giftReturned", from: gift.from, amount: gift.amount, currency: gift.to.currency });
  }

  private offer(to: Payer, amount: number, kind: Gift["kind"], from: string, source: string): Gift {
    const id = `G${++this.count}`;
    const gift: Gift = { id, kind, from, to, amount, state: "offered" };
    to.purse.move("transfer", gift.id, source, accounts.held(gift.id), amount);
    this.open.set(gift, source);
    this.clock.after(GIFT_LIFE_MS, () => { if (gift.state === "offered") this.sendBack(gift); });
    to.notify({ kind: "gift", from, amount, currency: to.currency });
    return gift;
  }

  private finish(gift: Gift, state: "accepted" | "returned", account: string): void {
    gift.to.purse.move("transfer", gift.id, accounts.held(gift.id), account, gift.amount);
    gift.state = state;
    this.open.delete(gift);
  }
}
