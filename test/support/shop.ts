import type { Device } from "../../hal/device";
import { openJournal } from "../../firmware/journal/journal";
import { settingsOf } from "../../firmware/runtime/settings";
import { startTerminal } from "../../firmware/runtime/terminal";
import { VirtualClock } from "../../sim/clock";
import { Gateway, type ExchangeRecord } from "../../sim/gateway/gateway";
import { Network } from "../../sim/network";
import { type Counter, createCounter } from "../../sim/peripherals/device";
import { MemoryStorage, PowerCut } from "../../sim/peripherals/storage";
import { emptyJournal } from "../../sim/provisioning";
import { toBytes } from "../../sim/bytes";
import type { Key } from "../../hal/ports/keypad";
import { decodeRows } from "./decode-qr";
import type { Payer, PayerOptions } from "../../sim/wallet/payer";

/** The host the merchant's settings name. */
export const HOST = "apihk.example";
const FINGERPRINT = "ab".repeat(32);

/** A merchant, a gateway and one terminal at peripheral height, all on one virtual clock. */
export class Shop {
  readonly clock = new VirtualClock();
  readonly network = new Network();
  readonly gateway = new Gateway({ clock: this.clock, latencyMs: 40 });
  readonly merchant = this.gateway.addMerchant({ certificateFingerprint: FINGERPRINT });
  readonly storage = new MemoryStorage();
  readonly exchanges: ExchangeRecord[] = [];
  settings: Record<string, string>;
  counter!: Counter;

  constructor(options: { start?: boolean } = {}) {
    this.gateway.onExchange = (record) => this.exchanges.push(record);
    this.plugIn();
    const journal = emptyJournal();
    this.storage.provision(journal.name, toBytes(journal.data), journal.size);
    this.settings = {
      terminal: "P0001", secret: "device secret for tests only, 32+", language: "en", currency: "HKD",
      merchantName: "Harbour Cafe", appid: this.merchant.appid, mchId: this.merchant.mchId,
      apiKey: this.merchant.apiKey, host: HOST, body: "Harbour Cafe-Coffee", ip: "203.0.113.7",
      detail: "{\"goods_detail\":[{\"goods_id\":\"1\",\"goods_name\":\"Coffee\",\"quantity\":1,\"price\":1}]}",
      notifyUrl: "https://shop.example/notify", "link.JSAPI": "https://shop.example/j/", "link.APP": "shopapp://pay/",
      scene: "{\"h5_info\":{\"type\":\"Wap\",\"wap_url\":\"https://shop.example\",\"wap_name\":\"Harbour Cafe\"}}",
    };
    if (options.start !== false) this.powerOn();
  }

  plugIn(): void {
    this.network.listen(HOST, 443, this.gateway.server);
  }

  /** Starts the terminal on what its flash holds. A cut of power while it starts leaves it off. */
  powerOn(more: Partial<Device> = {}): void {
    this.counter = createCounter({
      clock: this.clock, network: this.network, storage: this.storage, settings: this.settings,
      clientFingerprint: FINGERPRINT,
    });
    const device: Device = Object.assign(this.counter.device, more);
    this.survive(() => startTerminal(device, settingsOf(device.setting), openJournal(device.storage, device.hash)));
  }

  /** Runs what may meet the planned cut of power; true when it did. */
  survive(run: () => void): boolean {
    let failed = false;
    // The terminal may catch what the cut throws; nothing that it does from there on reaches anybody.
    this.storage.onPowerCut = () => {
      failed = true;
      this.counter.cutPower();
    };
    try {
      run();
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
    }
    this.storage.onPowerCut = undefined;
    return failed;
  }

  payer(options: PayerOptions = {}): Payer {
    return this.gateway.addPayer({ password: "never", ...options });
  }

  keys(keys: Key[]): void {
    for (const key of keys) this.counter.press(key);
    this.clock.advance(20);
  }

  /** What the code on the screen says, as an independent decoder reads it; undefined where there is none. */
  shownCode(): string | undefined {
    const rows = this.counter.screen().find((line) => line.qr !== undefined)?.qr;
    return rows === undefined ? undefined : decodeRows(rows);
  }

  /** Types 12.50, presses OK, says that it is another sale where that is asked, and holds the phone to the scanner. */
  sell(payer: Payer): string {
    this.keys(["1", "2", ".", "5", "0", "ok"]);
    if (this.words().includes("Is this another sale?")) this.keys(["ok"]);
    const code = payer.showCode();
    this.counter.scan(code);
    return code;
  }

  /** Every verdict that paper or display told since the first start, newest last. */
  readonly told: string[] = [];

  /** Notes what paper and display say now. */
  look(): void {
    this.told.push(this.words(), ...this.counter.paper.map((_, slip) => this.paperText(slip)));
  }

  screenText(): string {
    return this.counter.screen().map((line) => line.text).join("\n");
  }

  /** The screen's words, whatever the rows. */
  words(): string {
    return this.screenText().replaceAll("\n", " ");
  }

  /** The money that moved, by the books: what the merchant has. */
  taken(): number {
    return this.gateway.merchantBalance(this.merchant, "HKD");
  }

  paperText(slip = -1): string {
    return (this.counter.paper.at(slip) ?? []).map((item) =>
      item.kind === "text" ? item.text : item.kind === "pair" ? `${item.left}: ${item.right}`
        : item.kind === "qr" ? `[qr ${item.text}]` : `[${item.kind}]`).join("\n");
  }
}
