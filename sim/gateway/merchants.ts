import { DIGITS, HEX, LETTERS, type Random } from "./random";
import type { WalletKind } from "../wallet/wallets";

/** The two variants of the interface: the global one as Hong Kong merchants use it, and the mainland one. */
export type Region = "hk" | "mainland";

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
}

/** A merchant known to the gateway. */
export interface Merchant {
  name: string;
  readonly appid: string;
  readonly mchId: string;
  apiKey: string;
  /** The client certificate it must show on the two calls that move money back; undefined: it has none. */
  certificateFingerprint: string | undefined;
  currencies: string[];
  wallets: WalletKind[];
}

/** All merchants, by number. */
export class Merchants {
  private readonly byNumber = new Map<string, Merchant>();

  constructor(private readonly region: Region, private readonly random: Random) {}

  /** Adds a merchant; what the options leave out is drawn. Throws when the number is taken. */
  add(options: MerchantOptions = {}): Merchant {
    const mchId = options.mchId ?? "19" + this.random.text(8, DIGITS);
    if (this.byNumber.has(mchId)) throw new Error(`merchant ${mchId} is there already`);
    const merchant: Merchant = {
      name: options.name ?? "Harbour Cafe",
      appid: options.appid ?? "wx" + this.random.text(16, HEX),
      mchId,
      apiKey: options.apiKey ?? this.random.text(32, LETTERS),
      certificateFingerprint: options.certificateFingerprint,
      currencies: options.currencies ?? (this.region === "hk" ? ["HKD", "CNY"] : ["CNY"]),
      wallets: options.wallets ?? ["mainland", "hongkong"],
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
}
