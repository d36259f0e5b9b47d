/** The wallets a payer can have, independent of each other. */
export type WalletKind = "mainland" | "hongkong";

interface Wallet {
  currency: string;
  /** What the 18 digits of its payment codes begin with. */
  codePrefixes: readonly string[];
  /** Up to this amount (minor units) no password is asked. */
  freeAmountMax: number;
  /** So many payments a day (UTC+8) without a password. */
  freePaymentsMax: number;
}

/** Rules by wallet: prefixes and limits as the Chinese pages of the manual print them. */
export const WALLETS: Readonly<Record<WalletKind, Wallet>> = {
  mainland: {
    currency: "CNY", codePrefixes: ["10", "11", "12", "13", "14"],
    freeAmountMax: 100_000, freePaymentsMax: 10,
  },
  hongkong: {
    currency: "HKD", codePrefixes: ["15"], freeAmountMax: 100_000, freePaymentsMax: 5,
  },
};

/** True for 18 digits with a prefix that the gateway knows, whether or not anybody shows such a code. */
export function looksLikeCode(text: string): boolean {
  return /^(1[0-5][0-9]{16}|160[0-9]{15})$/.test(text);
}
