import type { CardData, CardOptions } from "../wallet/bank";
import type { CardBinding } from "../wallet/card-binding";
import type { Credential, OpenProblem } from "../wallet/credentials";
import type { Gift } from "../wallet/gifts";
import type { DatedMessage } from "../wallet/messages";
import type { PasswordHabit, Payer, PayerOptions } from "../wallet/payer";
import { WALLETS } from "../wallet/wallets";
import { AMOUNT_MAX, flag, list, oneOf, text, whole } from "./control-checks";
import { type CardView, type PayerView, viewPayer } from "./control-views";
import type { Gateway } from "./gateway";

/** Names one payer. */
export interface PayerNamed {
  payer: string;
}

/** What may be changed about a payer without a hand on the phone; what is absent stays. */
export interface PayerChange extends PayerNamed {
  password?: PasswordHabit;
  /** True: risk control refuses every payment. */
  blocked?: boolean;
  accountClosed?: boolean;
  online?: boolean;
}

/** What became of an order that was opened on the phone; `why` says what the wallet said instead of showing it. */
export interface OpenedView {
  why: OpenProblem | null;
  payer: PayerView;
}

/**
 * A payer's hands, and what life does to a payer. Each command throws an Error with the phone's own words
 * when the phone refuses. Amounts are minor units of the wallet's currency.
 */
export interface PhoneControl {
  /** Makes a payer with a phone; `fresh` starts before the first setting. */
  addPayer(options: PayerOptions): PayerView;
  payer(which: PayerNamed): PayerView;
  changePayer(change: PayerChange): PayerView;
  /** What the phone told its owner, one-time codes included; the oldest are forgotten in time. */
  messages(which: PayerNamed): DatedMessage[];

  /** Shows a fresh payment code: 18 digits, good once and for a minute, secret while it lives. */
  showCode(which: PayerNamed): { code: string };
  /** The code on the display now, as digits, as bars (`1` is dark) and as rows of a QR. */
  codeSymbols(which: PayerNamed): { code: string; bars: string; matrix: boolean[][] };
  /** Taps the bar code, which shows its digits and makes the wallet cautious. */
  revealDigits(which: PayerNamed): { code: string };
  /** Aims the camera at a merchant's QR. */
  scan(what: PayerNamed & { text: string }): OpenedView;
  /** Opens an order that came through a page, an app or an address. */
  open(what: PayerNamed & { credential: Credential }): OpenedView;
  /** The right password unless told. */
  typePassword(which: PayerNamed & { digits?: string }): PayerView;
  refuse(which: PayerNamed): PayerView;
  /** Begins to type, so that the gateway will not revoke; or puts the phone away. */
  startTyping(which: PayerNamed): PayerView;
  walkAway(which: PayerNamed): PayerView;

  verifyIdentity(who: PayerNamed & { name: string; document: string }): PayerView;
  setPassword(what: PayerNamed & { digits: string }): PayerView;
  /** A bank issues a card; its data are what `bindCard` asks for. */
  issueCard(card: CardOptions): CardData;
  /** Binding goes in three steps: the data, the one-time code that comes as a message, the password. */
  bindCard(what: PayerNamed & { card: CardData }): PayerView;
  enterOneTimeCode(what: PayerNamed & { code: string }): PayerView;
  resendOneTimeCode(which: PayerNamed): PayerView;
  enterCardPassword(what: PayerNamed & { digits: string }): PayerView;
  unbindCard(what: PayerNamed & { lastDigits: string }): PayerView;
  /** Pays with this card, or with `balance`, and nothing else; `any` lets the wallet choose again. */
  payWith(what: PayerNamed & { source: string }): PayerView;
  switchQuickPay(what: PayerNamed & { on: boolean; passwordFree?: boolean; digits?: string }): PayerView;

  /** Puts money into the wallet over a counter, or from a bound debit card. */
  topUp(what: PayerNamed & { amount: number; lastDigits?: string }): PayerView;
  /** Sends a transfer or red packet to another payer. */
  sendGift(what: PayerNamed & { to: string; amount: number; kind: Gift["kind"]; digits?: string }): PayerView;
  /** Somebody outside the simulated world sends one. Gives the receiver. */
  offerGift(what: PayerNamed & { amount: number; kind: Gift["kind"] }): PayerView;
  acceptGift(what: PayerNamed & { gift: string }): PayerView;
}

const HABITS: readonly PasswordHabit[] = ["always", "limits", "never"];
const KINDS: readonly Gift["kind"][] = ["transfer", "redPacket"];
const CARD_KINDS: readonly CardView["kind"][] = ["debit", "credit"];

/** Finds a payer by id. Throws when there is none. */
export function payerOf(gateway: Gateway, { payer: id }: PayerNamed): Payer {
  const payer = gateway.payers.find((one) => one.id === id);
  if (payer === undefined) throw new Error(`there is no payer ${id}`);
  return payer;
}

/** Makes the phones' part of the control. */
export function createPhoneControl(gateway: Gateway): PhoneControl {
  const bindings = new Map<Payer, CardBinding>();
  const act = (which: PayerNamed, what: (payer: Payer) => unknown): PayerView => {
    const payer = payerOf(gateway, which);
    what(payer);
    return viewPayer(payer);
  };
  const opened = (which: PayerNamed, open: (payer: Payer) => { why: OpenProblem | undefined }): OpenedView => {
    const payer = payerOf(gateway, which);
    const { why = null } = open(payer);
    return { why, payer: viewPayer(payer) };
  };
  const binding = (payer: Payer): CardBinding => {
    const begun = bindings.get(payer);
    if (begun === undefined) throw new Error("no card is being bound");
    return begun;
  };
  return {
    addPayer: (options) => viewPayer(gateway.addPayer(checkPayer(options))),
    payer: (which) => act(which, () => {}),
    changePayer: (change) => act(change, (payer) => applyChange(payer, change)),
    messages: (which) => [...payerOf(gateway, which).messages],

    showCode: (which) => ({ code: payerOf(gateway, which).showCode() }),
    codeSymbols: (which) => {
      const { code, bars, matrix } = payerOf(gateway, which).screen;
      return { code, bars, matrix };
    },
    revealDigits: (which) => ({ code: payerOf(gateway, which).screen.revealDigits() }),
    scan: (what) => opened(what, (payer) => payer.scan(text(what.text, "text"))),
    open: (what) => opened(what, (payer) => payer.open(what.credential)),
    typePassword: (what) => act(what, (payer) => payer.typePassword(what.digits)),
    refuse: (which) => act(which, (payer) => payer.refuse()),
    startTyping: (which) => act(which, (payer) => payer.startTyping()),
    walkAway: (which) => act(which, (payer) => payer.walkAway()),

    verifyIdentity: (who) => act(who, ({ account }) => {
      account.verifyIdentity({ name: text(who.name, "name"), document: text(who.document, "document") });
    }),
    setPassword: (what) => act(what, ({ account }) => account.setPassword(what.digits)),
    issueCard: (card) => {
      const { number, holder, expiry, securityCode } = gateway.people.bank.issue(checkCard(card));
      return { number, holder, expiry, securityCode };
    },
    bindCard: (what) => act(what, (payer) => bindings.set(payer, payer.account.bindCard(what.card))),
    enterOneTimeCode: (what) => act(what, (payer) => binding(payer).enterCode(what.code)),
    resendOneTimeCode: (which) => act(which, (payer) => binding(payer).resend()),
    enterCardPassword: (what) => act(what, (payer) => binding(payer).enterPassword(what.digits)),
    unbindCard: (what) => act(what, ({ account }) => account.unbind(cardOf(account.cards, what.lastDigits))),
    payWith: (what) => act(what, ({ purse }) => {
      if (what.source === "any") return purse.payWith(undefined);
      const source = purse.sources.find(({ card }) => (card?.number.slice(-4) ?? "balance") === what.source);
      if (source === undefined) throw new Error("source is balance, any, or the last four digits of a card");
      purse.payWith(source);
    }),
    switchQuickPay: (what) => act(what, ({ account }) => {
      if (!flag(what.on, "on")) return account.switchQuickPayOff();
      account.switchQuickPayOn({ passwordFree: what.passwordFree === true }, what.digits);
    }),

    topUp: (what) => act(what, ({ account, purse }) => {
      const amount = whole(what.amount, "amount", AMOUNT_MAX);
      if (what.lastDigits === undefined) purse.payIn(amount);
      else purse.topUp(amount, cardOf(account.cards, what.lastDigits));
    }),
    sendGift: (what) => act(what, (payer) => {
      payer.send(payerOf(gateway, { payer: what.to }), what.amount, oneOf(what.kind, "kind", KINDS), what.digits);
    }),
    offerGift: (what) => act(what, (payer) => {
      gateway.people.gifts.sendFromOutside(payer, what.amount, oneOf(what.kind, "kind", KINDS));
    }),
    acceptGift: (what) => act(what, (payer) => {
      const gift = payer.gifts.find(({ id }) => id === what.gift);
      if (gift === undefined) throw new Error(`no gift ${what.gift} waits`);
      payer.accept(gift);
    }),
  };
}

function applyChange(payer: Payer, change: PayerChange): void {
  const { password, blocked, accountClosed, online } = change;
  const habit = password === undefined ? payer.password : oneOf(password, "password", HABITS);
  const isBlocked = blocked === undefined ? payer.blocked : flag(blocked, "blocked");
  const isClosed = accountClosed === undefined ? payer.accountClosed : flag(accountClosed, "accountClosed");
  const isOnline = online === undefined ? payer.screen.online : flag(online, "online");
  payer.password = habit;
  payer.blocked = isBlocked;
  payer.accountClosed = isClosed;
  if (isOnline) payer.screen.goOnline();
  else payer.screen.goOffline();
}

function checkPayer(options: PayerOptions): PayerOptions {
  const { wallet, balance, password, name, cards } = options;
  if (wallet !== undefined) oneOf(wallet, "wallet", Object.keys(WALLETS));
  if (balance !== undefined) whole(balance, "balance", AMOUNT_MAX);
  if (password !== undefined) oneOf(password, "password", HABITS);
  if (name !== undefined) text(name, "name");
  for (const card of list(cards ?? [], "cards")) {
    oneOf(card.kind, "kind", CARD_KINDS);
    whole(card.available ?? 0, "available", AMOUNT_MAX);
    checkExpiry(card.expiry);
    if (card.bankType !== undefined) text(card.bankType, "bankType");
  }
  return options;
}

function checkCard(options: CardOptions): CardOptions {
  text(options.holder, "holder");
  oneOf(options.kind, "kind", CARD_KINDS);
  oneOf(options.currency, "currency", Object.values(WALLETS).map(({ currency }) => currency));
  whole(options.available ?? 0, "available", AMOUNT_MAX);
  checkExpiry(options.expiry);
  return options;
}

function checkExpiry(expiry: string | undefined): void {
  if (expiry === undefined) return;
  if (!/^(0[1-9]|1[0-2])[0-9]{2}$/.test(text(expiry, "expiry"))) throw new Error("expiry is MMYY");
}

function cardOf<Card extends CardData>(cards: readonly Card[], lastDigits: string): Card {
  const card = cards.find(({ number }) => number.endsWith(text(lastDigits, "lastDigits")));
  if (card === undefined) throw new Error(`no card ends with ${lastDigits}`);
  return card;
}
