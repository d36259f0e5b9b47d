import { CURRENCIES } from "./currencies";
import type { TradeType } from "./order";
import { DIGITS, HEX, LETTERS, type Random } from "./random";
import type { WalletKind } from "../wallet/wallets";

/** The two variants of the interface: the global one as Hong Kong merchants use it, and the mainland one. */
export type Region = "hk" | "mainland";

/** What the merchant's reports look like; the manuals differ and so do merchants of different age. */
export interface ReportForm {
  /** Columns of a bill of type ALL. */
  billColumns: 24 | 27;
  /** A byte order mark leads the bill. */
  billMark: boolean;
  billNewline: "\r\n" | "\n";
  /** Settlement records as fields with an index (`fbatchno_0`), or as nested groups (`setteinfo_0`). */
  settlement: "flat" | "groups";
  /** Payments that a wallet in CNY made for another currency tell the `rate`; some pages show none. */
  rate: boolean;
}

export interface MerchantOptions {
  name?: string;
  appid?: string;
  mchId?: string;
  /** 32 characters. */
  apiKey?: string;
  /** SHA-256 of the DER certificate, lower-case hex. */
  certificateFingerprint?: string;
  /** Currencies that orders may be in; the first one is the settlement currency. */
  currencies?: string[];
  /** Wallets this merchant may charge; a cross-border merchant in Hong Kong has only `mainland`. */
  wallets?: WalletKind[];
  /** Ways to pay that this merchant was granted; all unless told. */
  products?: TradeType[];
  /** What the gateway keeps of each payment, in hundredths of a percent; 60 is 0.60 %. 0 unless told. */
  feeRate?: number;
  /** Only the amounts of the acceptance cases are served, and each plays its scene. */
  acceptance?: boolean;
  report?: Partial<ReportForm>;
}

/** A merchant known to the gateway. */
export interface Merchant {
  name: string;
  readonly appid: string;
  readonly mchId: string;
  /** Names its accounts and orders in the books: its number, with a mark in the sandbox. */
  readonly accountName: string;
  apiKey: string;
  /** The client certificate it must show on the two calls that move money back; undefined: it has none. */
  certificateFingerprint: string | undefined;
  currencies: string[];
  wallets: WalletKind[];
  products: TradeType[];
  feeRate: number;
  acceptance: boolean;
  report: ReportForm;
}

/** Where a request's merchant is looked up. */
export interface MerchantBook {
  find(mchId: string): Merchant | undefined;
  knowsAppid(appid: string): boolean;
}

const REPORT: ReportForm = { billColumns: 27, billMark: true, billNewline: "\r\n", settlement: "flat", rate: true };

/** All merchants, by number. */
export class Merchants implements MerchantBook {
  /** The same merchants in the sandbox: own key, own books, acceptance cases only, no certificate. */
  readonly sandbox: MerchantBook = {
    find: (mchId) => this.sandboxed(mchId),
    knowsAppid: (appid) => this.knowsAppid(appid),
  };
  private readonly byNumber = new Map<string, Merchant>();
  private readonly inSandbox = new Map<string, Merchant>();

  constructor(private readonly region: Region, private readonly random: Random) {}

  /** Adds a merchant; what the options leave out is drawn. Throws for a taken number or a wrong option. */
  add(options: MerchantOptions = {}): Merchant {
    const mchId = options.mchId ?? "19" + this.random.text(8, DIGITS);
    if (this.byNumber.has(mchId)) throw new Error(`merchant ${mchId} is there already`);
    check(options);
    const merchant: Merchant = {
      name: options.name ?? "Harbour Cafe",
      appid: options.appid ?? "wx" + this.random.text(16, HEX),
      mchId,
      accountName: mchId,
      apiKey: options.apiKey ?? this.random.text(32, LETTERS),
      certificateFingerprint: options.certificateFingerprint,
      currencies: options.currencies ?? (this.region === "hk" ? ["HKD", "CNY"] : ["CNY"]),
      wallets: options.wallets ?? ["mainland", "hongkong"],
      products: options.products ?? ["MICROPAY", "NATIVE", "JSAPI", "APP", "MWEB"],
      feeRate: options.feeRate ?? 0,
      acceptance: options.acceptance ?? false,
      report: { ...REPORT, ...options.report },
    };
    this.byNumber.set(mchId, merchant);
    return merchant;
  }

  find(mchId: string): Merchant | undefined {
    return this.byNumber.get(mchId);
  }

  all(): Merchant[] {
    return [...this.byNumber.values()];
  }

  knowsAppid(appid: string): boolean {
    for (const merchant of this.byNumber.values()) if (merchant.appid === appid) return true;
    return false;
  }

  private sandboxed(mchId: string): Merchant | undefined {
    const merchant = this.byNumber.get(mchId);
    if (merchant === undefined) return undefined;
    let twin = this.inSandbox.get(mchId);
    if (twin === undefined) {
      // What is not its own is read from the merchant, so that a later change holds here too.
      const own = { accountName: `${mchId}@sandbox`, apiKey: this.random.text(32, LETTERS), acceptance: true };
      twin = Object.assign(Object.create(merchant) as Merchant, own);
      this.inSandbox.set(mchId, twin);
    }
    return twin;
  }
}

function check({ currencies = [], feeRate = 0 }: MerchantOptions): void {
  const strange = currencies.find((name) => !Object.hasOwn(CURRENCIES, name));
  if (strange !== undefined) throw new Error(`there is no exchange for ${strange}`);
  const isRate = Number.isInteger(feeRate) && feeRate >= 0 && feeRate <= 10_000;
  if (!isRate) throw new Error("feeRate is a whole number of hundredths of a percent");
}
