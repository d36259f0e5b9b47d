import type { CardKind } from "./bank";

/** The wallets a payer can have, independent of each other. */
export type WalletKind = "mainland" | "hongkong" | "southafrica" | "malaysia";

/** What can open a new wallet for payments. */
export type Opening = "card" | "identity" | "gift";

interface Wallet {
  currency: string;
  /** What the 18 digits of its payment codes begin with. */
  codePrefixes: readonly string[];
  /** Up to this amount (minor units) no password is asked. */
  freeAmountMax: number;
  /** So many payments a day (UTC+8) without a password. */
  freePaymentsMax: number;
  /** Any one of these opens the wallet. */
  openedBy: readonly Opening[];
  /** Cards it takes; always in its own currency. */
  cards: readonly CardKind[];
  /** The holder's identity is checked before the first card. */
  identityBeforeCard: boolean;
}

const CARDS: readonly CardKind[] = ["debit", "credit"];

/**
 * Rules by wallet. Prefixes and the limits of the first two are those of the manual's Chinese pages
 * (reference 4.1, 5.1). For South Africa and Malaysia no public rule is known: the prefix is that of
 * "other regional wallets", the limits are round sums of about the same worth.
 */
export const WALLETS: Readonly<Record<WalletKind, Wallet>> = {
  mainland: {
    currency: "CNY", codePrefixes: ["10", "11", "12", "13", "14"], freeAmountMax: 100_000, freePaymentsMax: 10,
    openedBy: ["card", "gift"], cards: CARDS, identityBeforeCard: true,
  },
  hongkong: {
    currency: "HKD", codePrefixes: ["15"], freeAmountMax: 100_000, freePaymentsMax: 5,
    openedBy: ["card", "identity"], cards: CARDS, identityBeforeCard: false,
  },
  southafrica: {
    currency: "ZAR", codePrefixes: ["160"], freeAmountMax: 200_000, freePaymentsMax: 5,
    openedBy: ["card", "identity"], cards: CARDS, identityBeforeCard: true,
  },
  malaysia: {
    currency: "MYR", codePrefixes: ["160"], freeAmountMax: 50_000, freePaymentsMax: 5,
    openedBy: ["card", "identity"], cards: CARDS, identityBeforeCard: true,
  },
};

/** True for 18 digits with a prefix that the gateway knows, whether or not anybody shows such a code. */
export function looksLikeCode(text: string): boolean {
  return /^(1[0-5][0-9]{16}|160[0-9]{15})$/.test(text);
}
