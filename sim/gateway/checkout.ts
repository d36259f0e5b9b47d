import type { VirtualClock } from "../clock";
import { type Credential as Shown, isGenuine, type OpenProblem, prepayIdOf } from "../wallet/credentials";
import type { Payer } from "../wallet/payer";
import { openidOf } from "./identifiers";
import { type Credential, type Order, wasPaid } from "./order";
import type { Orders } from "./orders";
import { formatTime } from "./protocol/time";
import { HEX, LETTERS, type Random } from "./random";

/** How long a `prepay_id` or `code_url`, and a `mweb_url`, can be opened. */
export const PREPAY_MS = 2 * 3_600_000;
export const PAGE_MS = 5 * 60_000;

interface Issued {
  order: Order;
  credential: Credential;
  /** The end of the `prepay_id`, which a page outlives once it is open. */
  payUntilMs: number;
}

/** Gives out what payers open unified orders with, and lets them in. */
export class Checkout {
  private readonly issued = new Map<string, Issued>();

  constructor(
    private readonly clock: VirtualClock, private readonly orders: Orders, private readonly random: Random,
  ) {}

  /** Gives an order a fresh credential. Any older one is worth nothing from now on. */
  issue(order: Order): Credential {
    const { tradeType } = order;
    const lifeMs = tradeType === "MWEB" ? PAGE_MS : PREPAY_MS;
    const prepayId = `wx${formatTime(this.clock.nowMs)}${this.random.text(20, HEX)}`;
    const credential: Credential = { prepayId, expiresAtMs: this.clock.nowMs + lifeMs };
    if (tradeType === "NATIVE") credential.codeUrl = this.codeOf();
    if (tradeType === "MWEB") credential.mwebUrl = this.pageOf(prepayId);
    order.credential = credential;
    const issued = { order, credential, payUntilMs: this.clock.nowMs + PREPAY_MS };
    // A code or page is opened by its own text, never by the number behind it.
    this.issued.set(credential.codeUrl ?? credential.prepayId, issued);
    return credential;
  }

  /** A payer opens an order: it is shown on the phone with the password question, or the reason why not. */
  open(payer: Payer, shown: Shown): OpenProblem | undefined {
    const key = shown.kind === "native" ? shown.codeUrl : prepayIdOf(shown);
    const issued = this.issued.get(key ?? "");
    if (issued === undefined || !fits(issued, shown)) return "unknown";
    const { order, credential } = issued;
    if (!isGenuine(shown, order.merchant)) return "badSignature";
    const problem = this.problemOf(order, credential, payer);
    if (problem !== undefined) return problem;
    this.orders.present(order, payer, Math.min(issued.payUntilMs, order.payUntilMs ?? Infinity));
    return undefined;
  }

  private problemOf(order: Order, credential: Credential, payer: Payer): OpenProblem | undefined {
    if (wasPaid(order)) return "paid";
    if (order.state === "CLOSED") return "closed";
    const { nowMs } = this.clock;
    if (order.credential !== credential || nowMs >= credential.expiresAtMs) return "expired";
    if (order.payUntilMs !== undefined && nowMs >= order.payUntilMs) return "expired";
    if (order.payer !== undefined && order.payer !== payer) return "otherPayer";
    const { merchant, openid } = order;
    if (openid !== undefined && openidOf(payer.id, merchant.appid) !== openid) return "otherPayer";
    return merchant.wallets.includes(payer.wallet) ? undefined : "blocked";
  }

  private codeOf(): string {
    return `weixin://wxpay/bizpayurl?pr=${this.random.text(9, LETTERS)}`;
  }

  private pageOf(prepayId: string): string {
    const secret = this.random.text(8, HEX);
    return `https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=${prepayId}&package=${secret}`;
  }
}

/** Whether an order is opened in its own way: a scanned code, a page's call, an app's, a page's address. */
function fits({ order, credential }: Issued, shown: Shown): boolean {
  switch (shown.kind) {
    case "native": return order.tradeType === "NATIVE";
    case "jsapi": return order.tradeType === "JSAPI";
    case "app": return order.tradeType === "APP";
    case "h5": return order.tradeType === "MWEB" && isPage(credential.mwebUrl!, shown.mwebUrl);
  }
}

/** The address itself, or with the merchant's return page behind it. */
function isPage(mwebUrl: string, opened: string): boolean {
  return opened === mwebUrl || opened.startsWith(`${mwebUrl}&redirect_url=`);
}
