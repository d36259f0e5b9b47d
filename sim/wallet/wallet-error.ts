/** Why a wallet or a bank refuses what its owner wants to do on the phone. */
export type WalletReason =
  | "nothingAsked" | "notActive" | "offline" | "noCodeLeft" | "notPaymentCode"
  | "passwordForm" | "passwordSet" | "passwordUnset" | "passwordWrong" | "passwordLocked"
  | "identityForm" | "identityKnown" | "identityUnknown"
  | "cardUnknown" | "cardExpired" | "cardNotSupported" | "cardBound" | "cardNotBound" | "holderMismatch"
  | "codeWrong" | "codeExpired" | "codeSpent" | "stepDone"
  | "notFromCredit" | "notEnough" | "amount" | "otherWallet" | "giftGone";

const TEXTS: Readonly<Record<WalletReason, string>> = {
  nothingAsked: "the phone asks for nothing",
  notActive: "the wallet is not open for payments yet",
  offline: "the phone has no network",
  noCodeLeft: "the codes kept for use without network are used up",
  notPaymentCode: "that is no payment code of a merchant",
  passwordForm: "a payment password has six digits",
  passwordSet: "the wallet has a payment password already",
  passwordUnset: "the wallet has no payment password yet",
  passwordWrong: "wrong payment password",
  passwordLocked: "too many wrong passwords: try again in three hours",
  identityForm: "name or document number is not readable",
  identityKnown: "the identity was verified already",
  identityUnknown: "verify the identity first",
  cardUnknown: "the bank knows no such card, or its data differ",
  cardExpired: "the card has expired",
  cardNotSupported: "this wallet does not take this card",
  cardBound: "the card is bound already",
  cardNotBound: "the card is not bound to this wallet",
  holderMismatch: "the card belongs to somebody else",
  codeWrong: "wrong one-time code",
  codeExpired: "the one-time code is too old",
  codeSpent: "too many wrong one-time codes: begin again",
  stepDone: "this step is not the next one",
  notFromCredit: "a balance cannot be topped up from a credit card",
  notEnough: "there is not enough money",
  amount: "an amount is a whole number above 0",
  otherWallet: "money moves only between wallets of one region",
  giftGone: "it was accepted or sent back already",
};

/** A refusal that the owner of the phone sees. `reason` is for programs, the message for people. */
export class WalletError extends Error {
  constructor(readonly reason: WalletReason, who = "") {
    super(who === "" ? TEXTS[reason] : `${who}: ${TEXTS[reason]}`);
    this.name = "WalletError";
  }
}

/** Throws unless `amount` can be money: a whole number of minor units above 0. */
export function requireAmount(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new WalletError("amount");
}
