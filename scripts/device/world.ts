import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ASCII_KEYPAD } from "../../hal/drivers/keypad/models";
import type { Key } from "../../hal/ports/keypad";
import { VirtualClock } from "../../sim/clock";
import { createDFPlayer, type DFPlayerTwin } from "../../sim/devices/dfplayer";
import { createKeypad, type SimulatedKeypad } from "../../sim/devices/keypad";
import { createNextionPanel, type NextionPanel } from "../../sim/devices/nextion-panel";
import { createScanner, type ScanOptions, type SimulatedScanner } from "../../sim/devices/scanner";
import { createThermalPrinter, type SimulatedPrinter } from "../../sim/devices/thermal-printer";
import { type ExchangeRecord, Gateway } from "../../sim/gateway/gateway";
import type { Merchant } from "../../sim/gateway/merchants";
import type { Server } from "../../sim/network";
import { type Certificates, createCertificates, type KeyedCertificate } from "../../sim/node/certificates";
import { type HTTPSServer, serveHttps } from "../../sim/node/https-server";
import type { FlashImage } from "../../sim/installing";
import { type FlashFile, provision } from "../../sim/provisioning";
import { type RealTime, startRealTime } from "../../sim/node/real-time";
import type { WireEnd } from "../../sim/wire";
import type { Payer, PayerOptions } from "../../sim/wallet/payer";
import { writeFlash } from "./flash";
import { consoleOn } from "./probes";
import type { Interpreter } from "./interpreters";
import { openPseudoTerminal, type PseudoTerminal } from "./pseudo-terminal";
import { NetworkTap } from "./tap";
import { TerminalProcess } from "./terminal";
import { until } from "./until";

/** A real certificate authority, the gateway's certificate and the merchant's: made once for all worlds. */
export interface Identity {
  certificates: Certificates;
  client: KeyedCertificate;
}

/** Makes the keys and certificates of a run. */
export async function createIdentity(): Promise<Identity> {
  const certificates = await createCertificates();
  return { certificates, client: await certificates.client("merchant") };
}

/** What a world begins with. */
export interface WorldOptions {
  interpreter: Interpreter;
  /** The finished image, put into the flash as it is. */
  image: FlashImage;
  identity: Identity;
  folder: string;
  /** A script that runs before the image: a probe, or a planted misfortune. */
  bootScript?: string;
  /** The gateway speaks HTTP without TLS: what TLS takes of memory is not measured then. */
  isPlain?: boolean;
  /** What the image shows when it is ready; "" for one without a display. */
  readyText?: string;
  /** Nothing but the boot script is in flash and nothing is waited for: a board as it comes. */
  bare?: boolean;
  /** The command under which the interpreter runs: a tool that watches it. */
  under?: string[];
  /** Added to the terminal's settings. */
  settings?: Record<string, string>;
  /** So many sales were made before: a terminal with an empty journal has less to remember. */
  salesBefore?: number;
  /** Which certificate the terminal holds; the merchant's unless told. */
  client?: "stranger" | "none";
}

const PARTS = ["scanner", "printer", "keypad", "display", "voice"] as const;
const JOURNAL_BYTES = 16_384;
/** A terminal takes 45 s until it reverses, and up to as long again to be sure: this is no measure. */
export const SETTLED_MS = 180_000;
const STILL_MS = 400;
const CONSOLE_WIRE = "console.wire";

/**
 * A counter with a real terminal: the image in a real interpreter, its parts behind pseudo-terminals,
 * the gateway behind real TLS. Waiting is for events, each with a limit that no working terminal comes near.
 */
export class World {
  readonly clock = new VirtualClock(Date.now());
  readonly gateway = new Gateway({ clock: this.clock });
  readonly merchant: Merchant;
  readonly exchanges: ExchangeRecord[] = [];
  readonly tap = new NetworkTap(undefined);
  readonly wires = new Map<string, PseudoTerminal>();
  /** Where the interpreter runs and its flash lies. */
  readonly folder: string;
  /** The console of a bare board. */
  console: PseudoTerminal | undefined;
  /** Told that the terminal's power went: for whoever holds the console's wire. */
  onPowerOff: (() => void) | undefined;
  panel!: NextionPanel;
  printer!: SimulatedPrinter;
  voice!: DFPlayerTwin;
  terminal!: TerminalProcess;
  private keypad!: SimulatedKeypad;
  private scanner!: SimulatedScanner;
  private readonly time: RealTime;
  private readonly servers: HTTPSServer[] = [];

  private constructor(private readonly options: WorldOptions) {
    this.folder = options.folder;
    this.merchant = this.gateway.addMerchant({ certificateFingerprint: options.identity.client.fingerprint });
    this.gateway.onExchange = (record) => { this.exchanges.push(record); };
    this.time = startRealTime(this.clock);
  }

  /** Builds the world and switches the terminal on; it is ready for a sale on return. */
  static async start(options: WorldOptions): Promise<World> {
    const world = new World(options);
    try {
      await world.open();
      return world;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  private async open(): Promise<void> {
    const { folder, identity } = this.options;
    mkdirSync(folder, { recursive: true });
    for (const part of PARTS) this.wires.set(part, await openPseudoTerminal(join(folder, part)));
    const wireOf = (part: typeof PARTS[number]) => this.wires.get(part)!.part;
    this.panel = createNextionPanel({ wire: wireOf("display") });
    this.printer = createThermalPrinter({ wire: wireOf("printer") });
    this.keypad = createKeypad({ wire: wireOf("keypad"), clock: this.clock, model: ASCII_KEYPAD });
    this.scanner = createScanner({ wire: wireOf("scanner"), clock: this.clock });
    this.voice = this.openVoice(wireOf("voice"));
    const { fingerprint } = identity.client;
    // Without TLS nobody can show a certificate: everybody is the merchant.
    const server: Server = this.options.isPlain !== true ? this.gateway.server
      : (request, reply) => this.gateway.server({ ...request, clientFingerprint: fingerprint }, reply);
    this.tap.targetPort = await this.serve(server, identity.certificates);
    await this.tap.open();
    const { bare, bootScript, interpreter, image, salesBefore } = this.options;
    if (bare === true) {
      this.console = await openPseudoTerminal(join(folder, CONSOLE_WIRE));
      writeFlash(interpreter, folder, [{ name: ".boot0", data: Buffer.from(consoleOn(CONSOLE_WIRE) + (bootScript ?? "")) }]);
    } else writeFlash(interpreter, folder, await this.flashFiles(), image, salesBefore);
    await this.powerOn();
    if (bare !== true) await this.screen(this.options.readyText ?? "Enter the amount");
  }

  /** A module whose clips take their time, which begins with an arrival. */
  private openVoice(wire: WireEnd): DFPlayerTwin {
    const voice = createDFPlayer({ wire, clock: this.clock });
    const take = wire.onData;
    wire.onData = (bytes) => {
      this.time.poke();
      take?.(bytes);
      this.time.poke();
    };
    return voice;
  }

  /** Puts a server behind TLS; gives its port. */
  async serve(server: Server, certificates: Certificates): Promise<number> {
    const https = await serveHttps({
      server, certificates, clock: this.clock, time: this.time, isPlain: this.options.isPlain,
    });
    this.servers.push(https);
    return https.port;
  }

  /** Starts the interpreter on the flash as it is. */
  async powerOn(): Promise<void> {
    await this.terminal?.kill();
    const { folder, interpreter, under } = this.options;
    this.terminal = new TerminalProcess([...(under ?? []), interpreter.path], folder);
  }

  /** Cuts the power. */
  async powerOff(): Promise<void> {
    await this.terminal.kill();
    for (const wire of this.wires.values()) wire.drain();
    this.onPowerOff?.();
  }

  /** Which interpreter runs. */
  get interpreter(): Interpreter {
    return this.options.interpreter;
  }

  /** The board's image, as a build leaves it. */
  get image(): FlashImage {
    return this.options.image;
  }

  payer(options: PayerOptions = {}): Payer {
    // The world's clock stands while nothing waits for it: a code of that moment would be old already.
    this.time.poke();
    return this.gateway.addPayer({ password: "never", ...options });
  }

  /** Presses keys one after another, as fast as a machine. */
  press(keys: Key[]): void {
    for (const key of keys) this.keypad.press(key);
  }

  /** Types an amount and presses OK, once more where the terminal asks whether it is another sale. */
  async enterAmount(amount = "12.50"): Promise<void> {
    await this.screen("Enter the amount");
    this.press([...amount as unknown as Key[], "ok"]);
    await this.wait(() => /Scan the customer|another sale/.test(this.panel.text()), "what comes after the amount");
    // A key between, or the second OK would be the first one held down.
    if (this.panel.text().includes("another sale")) this.press(["1", "ok"]);
    await this.screen("Scan the customer");
  }

  /** Holds a code to the scanner; gives the moment when its last byte was on the wire, if it came in one piece. */
  scan(code: string, options?: ScanOptions): number {
    this.time.poke();
    this.scanner.scan(code, options);
    this.time.poke();
    return performance.now();
  }

  /** Types an amount and scans a fresh code of this payer; gives the moment of its last byte. */
  async sell(payer: Payer, amount?: string): Promise<number> {
    await this.enterAmount(amount);
    this.time.poke();
    return this.scan(payer.showCode());
  }

  /** Waits until the display shows this text, on however many rows. */
  screen(text: string, limitMs?: number): Promise<void> {
    return this.wait(() => this.panel.text().replace(/\s+/g, " ").includes(text), `"${text}" on the display`, limitMs);
  }

  /** Waits until a row of the display is the word that says what became of the money. */
  verdict(word: "CHARGED" | "NOT CHARGED" | "CHECKING", limitMs?: number): Promise<void> {
    return this.wait(() => this.hasVerdict(word), `${word} on the display`, limitMs);
  }

  hasVerdict(word: string): boolean {
    return this.panel.text().split("\n").some((row) => row.trim() === word);
  }

  /** Waits until the paper was cut. */
  cut(): Promise<void> {
    return this.wait(() => this.printer.rows().some((row) => row.cut), "a receipt");
  }

  /** From a finished sale back to the beginning of the next. */
  async next(): Promise<void> {
    this.printer.tear();
    this.press(["ok"]);
    await this.screen("Enter the amount");
  }

  /**
   * Waits until the terminal stands at its beginning and asks about no order any more. A screen comes row by row, so
   * it has to stay as it is for a while.
   */
  async settled(): Promise<void> {
    let drawings = -1;
    let sinceMs = 0;
    const isStill = () => {
      const shown = this.panel.text().replace(/\s+/g, " ");
      const isAtRest = shown.includes("Enter the amount") && !shown.includes("being checked");
      if (!isAtRest || this.panel.drawings !== drawings) sinceMs = performance.now();
      drawings = this.panel.drawings;
      return performance.now() - sinceMs > STILL_MS;
    };
    await this.wait(isStill, "the end of all orders", SETTLED_MS);
  }

  /** Waits for a condition; when it does not come, says what is to be seen of the world. */
  async wait(isTrue: () => boolean, what: string, limitMs?: number): Promise<void> {
    try {
      await until(isTrue, what, limitMs);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${this.look()}`);
    }
  }

  /** What is to be seen of the world; the gateway masks secrets. */
  private look(): string {
    const exchanges = this.exchanges.map((one) => `${one.path} ${one.fault ?? one.outcome} ${JSON.stringify(one.answer)}`);
    const ending = this.terminal.ending === undefined ? "runs" : `ended: ${JSON.stringify(this.terminal.ending)}`;
    return ["--- display", this.panel.text(), "--- exchanges", ...exchanges, `--- the interpreter ${ending}`,
      this.terminal.output.slice(-600)].join("\n");
  }

  /** What the merchant was paid and keeps, minor units. */
  taken(): number {
    return this.gateway.merchantBalance(this.merchant, "HKD");
  }

  /** How often a call was made. */
  calls(path: string): number {
    return this.exchanges.filter((exchange) => exchange.path === path).length;
  }

  async close(): Promise<void> {
    await this.terminal?.kill();
    await this.tap.close();
    for (const server of this.servers) await server.close();
    for (const wire of this.wires.values()) await wire.close();
    await this.console?.close();
    this.time.stop();
  }

  /** What a terminal of this shop has in flash beside its image. */
  async flashFiles(changes: Record<string, string> = {}): Promise<FlashFile[]> {
    const { identity, bootScript, client, settings } = this.options;
    const { keyDer, certificateDer } = client === undefined ? identity.client : await identity.certificates.client("stranger");
    const { appid, mchId, apiKey } = this.merchant;
    const files = provision({
      appid, mchId, apiKey, hosts: ["127.0.0.1"], port: this.tap.port,
      keyDer, certificateDer,
      wires: Object.fromEntries(PARTS.map((part) => [part, part])), journalBytes: JOURNAL_BYTES,
      settings: { ...settings, ...changes },
    });
    if (client === "none") return files.filter(({ name }) => !name.startsWith("client."));
    if (bootScript !== undefined) files.push({ name: ".boot0", data: Buffer.from(bootScript) });
    return files;
  }
}
