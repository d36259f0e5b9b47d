import type { Key } from "../hal/ports/keypad";
import { VirtualClock } from "./clock";
import type { MakeBoard, SimulatedBoard, SimulatedPanel } from "./boards/board";
import { linux } from "./boards/linux";
import type { ScanOptions } from "./devices/scanner";
import type { SimulatedPrinter } from "./devices/thermal-printer";
import { Flash, type FlashGeometry } from "./espruino/flash";
import { createInterpreter, type Interpreter } from "./espruino/interpreter";
import type { MakeRealm } from "./espruino/realm";
import { writeFile } from "./espruino/storage-format";
import { type ExchangeRecord, Gateway } from "./gateway/gateway";
import type { Merchant } from "./gateway/merchants";
import { type FlashImage, install } from "./installing";
import { Network } from "./network";
import type { Links } from "./phone/opening";
import { LINKS, provision } from "./provisioning";
import type { Payer, PayerOptions } from "./wallet/payer";

/** The merchant's client certificate as the terminal holds it and as the gateway knows it. */
export interface ClientCertificate {
  keyDer: Uint8Array;
  certificateDer: Uint8Array;
  /** SHA-256 of the certificate, lower-case hex. */
  fingerprint: string;
}

export interface ShopOptions {
  /** The finished image of the board, as it would be flashed. */
  image: FlashImage;
  /** The parts of that board; those of board `linux` unless given. */
  board?: MakeBoard;
  realm: MakeRealm;
  client: ClientCertificate;
  clock?: VirtualClock;
  seed?: string | number;
  flash?: FlashGeometry;
  /** Places for images; with two, updates can be fetched. Default 1. */
  slots?: 1 | 2;
  /** Added to the terminal's settings. */
  settings?: Record<string, string>;
}

const HOST = "apihk.simulated";
const PORT = 443;

/**
 * The whole shop in virtual time: the image that is flashed, in the stand-in interpreter, its drivers
 * talking bytes to simulated parts, the gateway and the payers' phones. One seed, one clock, one
 * thread: two runs with the same hands are the same to the byte.
 */
export class Shop {
  readonly clock: VirtualClock;
  readonly network = new Network();
  readonly gateway: Gateway;
  readonly merchant: Merchant;
  readonly flash: Flash;
  readonly interpreter: Interpreter;
  readonly board: SimulatedBoard;
  readonly panel: SimulatedPanel;
  readonly printer: SimulatedPrinter;
  readonly exchanges: ExchangeRecord[] = [];
  /** Where the terminal's codes lead to. */
  readonly links: Links;

  constructor(options: ShopOptions) {
    this.clock = options.clock ?? new VirtualClock();
    this.gateway = new Gateway({ clock: this.clock, seed: options.seed, latencyMs: 120 });
    this.merchant = this.gateway.addMerchant({ certificateFingerprint: options.client.fingerprint });
    this.gateway.onExchange = (record) => { this.exchanges.push(record); };
    this.network.listen(HOST, PORT, this.gateway.server);
    this.board = (options.board ?? linux)(this.clock, options.settings);
    this.panel = this.board.panel;
    this.printer = this.board.printer;
    this.flash = new Flash(options.flash ?? this.board.flash);
    const { "link.APP": app = LINKS.app, "link.JSAPI": page = LINKS.page } = options.settings ?? {};
    this.links = { app, page };
    this.install(options);
    this.interpreter = createInterpreter({
      realm: options.realm, clock: this.clock, flash: this.flash, network: this.network, ...this.board.interpreter,
      onPowerOff: () => this.board.cut(),
    });
  }

  /** Switches the terminal on and lets it start. */
  powerOn(): void {
    this.interpreter.boot();
    this.clock.advance(200);
  }

  powerOff(): void {
    this.interpreter.powerOff();
  }

  /** One key goes down now. */
  keyDown(key: Key): void {
    this.board.keyDown(key);
  }

  /** Presses keys one after another, as a quick hand does, in virtual time. */
  press(keys: readonly Key[]): void {
    for (const key of keys) {
      this.keyDown(key);
      this.clock.advance(90);
    }
  }

  /** Holds a code to the scanner. */
  scan(code: string, options?: ScanOptions): void {
    this.board.scan(code, options);
  }

  /** A person with a phone; no password unless asked for. */
  payer(options: PayerOptions = {}): Payer {
    return this.gateway.addPayer({ password: "never", ...options });
  }

  /** What the merchant was paid and keeps, minor units. */
  taken(currency?: string): number {
    return this.gateway.merchantBalance(this.merchant, currency);
  }

  private install(options: ShopOptions): void {
    const { appid, mchId, apiKey } = this.merchant;
    const files = provision({
      appid, mchId, apiKey, hosts: [HOST], port: PORT,
      keyDer: options.client.keyDer, certificateDer: options.client.certificateDer,
      wires: {}, settings: { ...this.board.settings, ...options.settings },
    });
    install(this.flash, options.image, options.slots);
    for (const file of files) writeFile(this.flash, file.name, file.data, file.size);
  }
}
