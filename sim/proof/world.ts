import { halError } from "../../hal/errors";
import type { Device } from "../../hal/device";
import { openWallClock } from "../../hal/drivers/clock/wall-clock";
import type { HTTPResult } from "../../hal/ports/http-client";
import { openJournal } from "../../firmware/journal/journal";
import type { Totals } from "../../firmware/domain/totals";
import type { JournalRecord } from "../../firmware/payment/effects";
import { settingsOf } from "../../firmware/runtime/settings";
import { startTerminal } from "../../firmware/runtime/terminal";
import { VirtualClock } from "../clock";
import { type Injection, nameOf } from "../faults/injection";
import { Gateway } from "../gateway/gateway";
import type { Merchant } from "../gateway/merchants";
import { type Counter, createCounter } from "../peripherals/device";
import { oneAtATime } from "../peripherals/one-at-a-time";
import { PowerCut } from "../peripherals/storage";
import { Exchanges, HOSTS, type Sent } from "./exchanges";
import { journalWith, ProofStorage } from "./flash";
import type { Situation } from "./flows";
import { Moments } from "./moments";
import type { Write } from "./standing";
import { remember } from "./remember";

const SCENE = JSON.stringify({ h5_info: { type: "Wap", wap_url: "https://shop.example", wap_name: "Harbour Cafe" } });
const DETAIL = JSON.stringify({ goods_detail: [{ goods_id: "1", goods_name: "Coffee", quantity: 1, price: 1 }] });
const FINGERPRINT = "ab".repeat(32);
const OFF_MS = 2_000;

/** The device's digest, for all cases together. */
let digest: ((data: string) => string) | undefined;

/** A terminal that refuses to work is switched off and on, after so long and so many times. */
const SWITCHED_AFTER_MS = 5_000;
const SWITCHED_MAX = 2;

/** Told what happens, as it happens, for a transcript; every member may be left out. */
export interface Watcher {
  onPower?(what: "on" | "cut"): void;
  onInjection?(name: string): void;
  onRecord?(record: JournalRecord, durable: boolean): void;
  onResult?(number: number, result: HTTPResult): void;
}

/**
 * A terminal at peripheral height, its gateway, and everything that is to happen to them. It counts the
 * moments of the run, and at each carries out what is planned for it.
 */
export class World {
  readonly clock = new VirtualClock();
  readonly gateway = new Gateway({ clock: this.clock, latencyMs: 40, rates: "none", closeEarliestMs: 0 });
  readonly merchant: Merchant = this.gateway.addMerchant({ certificateFingerprint: FINGERPRINT });
  readonly storage = new ProofStorage();
  /** All that was sent and journaled, in order, for `standingOf`. */
  story = "";
  /** How much was spent on flash when each write began. */
  readonly writes: number[] = [];
  /** Every record that the journal took, in order. */
  readonly records: JournalRecord[] = [];
  /** Numbers of orders and refunds that the journal has. */
  readonly durable = new Set<string>();
  /** Numbers that somebody else used before, by an injection. */
  readonly foreign = new Set<string>();
  readonly moments: Moments;
  starts = 0;
  /** Orders that were open when the terminal was started first. */
  openBefore = 0;
  /** What the terminal says it took and gave back. */
  totals: Totals = { sales: 0, salesMinor: 0, refunds: 0, refundsMinor: 0 };
  counter!: Counter;
  isOn = false;
  /** The terminal could not open its journal or settings, and refuses sales. */
  refuses = false;
  /** The flash was erased: what was open then nobody can know. */
  isForgetful = false;
  /** When the last thing that went wrong was over. */
  troubledUntilMs: number;
  /** Called when the device was made, before the terminal starts on it. */
  onDevice: (device: Device) => void = () => undefined;
  /** Called when the power is cut by what was planned, at that very moment. */
  onCut: () => void = () => undefined;
  /** Called wherever a cut of power could have been planned, with its name; for a write, before it. */
  onCutPlace: ((name: string, write?: Write) => void) | undefined;
  /** Called before power comes on; true leaves it off. */
  onPower: () => boolean = () => false;
  /** Called when the journal took a new order or refund. */
  onOpened: (number: string, amountMinor: number) => void = () => undefined;
  /** Called whenever the gateway has decided something. */
  onDecided: () => void = () => undefined;
  /** People who act at a moment: the name of the act. */
  onAct: (act: string) => void = () => undefined;

  private readonly exchanges: Exchanges;
  private readonly settings: Record<string, string>;
  /** The clock of the terminal that was started last. */
  private readClock: () => number = () => 0;
  private switchedOffOn = 0;
  private wornOut = false;
  private offsetMs = 0;

  constructor(
    plan: readonly Injection[], readonly situation: Situation,
    private readonly watcher: Watcher = {},
  ) {
    this.troubledUntilMs = this.clock.nowMs;
    this.moments = new Moments(plan);
    this.exchanges = new Exchanges(this, watcher);
    this.storage.empty();
    this.storage.beforeWrite = () => this.beforeWrite();
    this.storage.onPowerCut = () => {
      this.powerFailed(this.moments.cutAt(this.storage.spent));
    };
    this.storage.onWrite = (data, offset) => this.onCutPlace?.(`b${this.storage.spent}-cut`, { data, offset });
    this.storage.cutAfter();
    this.makeTrouble(situation);
    this.settings = {
      terminal: "P0001", secret: "a device secret that simulations share", language: "en", currency: "HKD",
      merchantName: "Harbour Cafe", appid: this.merchant.appid, mchId: this.merchant.mchId,
      apiKey: this.merchant.apiKey, host: HOSTS.join(","), body: "Harbour Cafe-Coffee", ip: "203.0.113.7",
      notifyUrl: "https://shop.example/told",
      scene: SCENE,
      "link.APP": "https://shop.example/a?", "link.JSAPI": "https://shop.example/j?", "link.MWEB": "",
      detail: DETAIL,
    };
  }

  get sent(): readonly Sent[] {
    return this.exchanges.sent;
  }

  /** Injections that took place. */
  get happened(): readonly Injection[] {
    return this.moments.happened;
  }

  /** The terminal will not start any more: its flash is dead. */
  get gaveUp(): boolean {
    return this.refuses && this.switchedOffOn > SWITCHED_MAX;
  }

  /** The terminal is on and has heard of everything that it sent. */
  get isSettled(): boolean {
    return this.isOn && this.exchanges.areHeard;
  }

  /** Flash did not take something. */
  get isWorn(): boolean {
    return this.happened.some(({ moment }) => moment === "w");
  }

  /** The gateway told another sum than the terminal's, with a right signature: a question that only people can answer. */
  get isMisled(): boolean {
    return this.happened.some(({ act }) => act === "otherAmount" || act === "usedNumber");
  }

  /** What of the world itself the rest of a run depends on, for `standingOf`: as it is, or as a cut of power makes it. */
  standing(isCut: boolean): unknown {
    const { nowMs } = this.clock;
    return [
      this.starts, this.isOn && !isCut && this.readClock(), this.moments.counts.s, this.exchanges.progress, this.exchanges.before,
      this.refuses, this.isForgetful, isCut ? Math.max(this.troubledUntilMs, nowMs) : this.troubledUntilMs,
      this.clock.dueTimes(isCut || !this.isOn ? this.counter.owner : undefined),
      this.switchedOffOn, this.wornOut, this.offsetMs, this.exchanges.network.plugged, this.counter.paper.length,
      this.isWorn, this.isMisled, [...this.foreign],
    ];
  }

  /** Runs what may meet a planned cut of power. */
  survive(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      this.powerFailed();
    }
    if (this.isOn && this.counter.restarted) this.powerFailed();
  }

  /** Power comes on; what the flash holds decides what follows. */
  powerOn(): void {
    if (this.onPower()) return;
    this.isOn = true;
    this.refuses = false;
    this.exchanges.begin();
    this.storage.cutAfter(this.moments.begin(this.storage.spent));
    const offsets = this.situation.clockOffsetsMs;
    if (offsets !== undefined) this.offsetMs = offsets[Math.min(this.starts, offsets.length - 1)]!;
    if (this.situation.clockStartsMs !== undefined) this.offsetMs = this.situation.clockStartsMs - this.clock.nowMs;
    if (this.starts > 0) this.trouble();
    this.starts++;
    this.watcher.onPower?.("on");
    this.counter = createCounter({
      clock: this.clock, network: this.exchanges.network, storage: this.storage, settings: this.settings,
      ...(this.situation.isCertificateRefused ? {} : { clientFingerprint: FINGERPRINT }),
    });
    if (this.situation.printer !== undefined) this.counter.printerFault = this.situation.printer;
    const device = this.tapped(this.counter.device);
    this.readClock = device.clock.now;
    this.onDevice(device);
    this.survive(() => this.start(device));
  }

  /** What is wrong with the world from the beginning. */
  private makeTrouble({ outage, elsewhere }: Situation): void {
    if (elsewhere !== undefined) this.sellElsewhere(elsewhere.outTradeNo, elsewhere.amountMinor);
    if (outage === undefined) return;
    const { network } = this.exchanges;
    this.clock.after(outage.afterMs, () => { network.plugged = false; });
    this.clock.after(outage.afterMs + outage.forMs, () => {
      network.plugged = true;
      this.trouble();
    });
  }

  private start(device: Device): void {
    const { salesBefore = 0, isFull = false } = this.situation;
    if ((salesBefore > 0 || isFull) && this.starts === 1) {
      this.storage.fill(journalWith(salesBefore, isFull, device.hash));
    }
    let journal;
    try {
      journal = openJournal(device.storage, device.hash);
    } catch (error) {
      if (error instanceof PowerCut) throw error;
      this.refuses = true;
      // What a shop does with a terminal that will not start, before it calls for service.
      if (this.switchedOffOn++ < SWITCHED_MAX) this.clock.after(SWITCHED_AFTER_MS, () => this.powerFailed());
      return;
    }
    if (this.situation.isFull && this.openBefore === 0) this.openBefore = journal.history.unsettled.length;
    const append = journal.append;
    journal.append = (record) => {
      try {
        append(record);
      } catch (error) {
        this.watcher.onRecord?.(record, false);
        throw error;
      }
      this.records.push(record);
      this.story += `${record.kind} ${"outTradeNo" in record ? record.outTradeNo : ""}\n`;
      if (record.kind === "opened") this.opened(record.order.outTradeNo, record.order.amountMinor);
      else if (record.kind === "refundOpened") this.opened(record.refund.outRefundNo, record.refund.amountMinor);
      this.watcher.onRecord?.(record, true);
    };
    startTerminal(device, settingsOf(device.setting), journal);
  }

  private opened(number: string, amountMinor: number): void {
    this.durable.add(number);
    this.onOpened(number, amountMinor);
  }

  /**
   * The plug is out: nothing of this terminal runs any more; after a while it is started again.
   * @param planned the cut that was planned for this byte of the flash
   */
  private powerFailed(planned?: Injection): void {
    if (!this.isOn) return;
    this.isOn = false;
    this.counter.cutPower();
    if (planned !== undefined) {
      this.note(planned);
      this.onCut();
    }
    this.moments.counts.b = this.storage.spent;
    if (this.situation.flashErased && this.starts === 1) {
      // The chance in it is other every time.
      this.storage.empty(`SIMULAT${this.starts}`);
      this.isForgetful = true;
    }
    this.watcher.onPower?.("cut");
    this.clock.after(this.situation.offMs ?? OFF_MS, () => this.powerOn());
  }

  /** What goes wrong now is over then, at the earliest. */
  trouble(untilMs = this.clock.nowMs): void {
    this.troubledUntilMs = Math.max(this.troubledUntilMs, untilMs);
  }

  /** What was planned takes place. */
  note(injection: Injection): void {
    this.moments.note(injection, this.storage.spent);
    this.trouble();
    this.watcher.onInjection?.(nameOf(injection));
  }

  /** The power fails here, as planned. */
  cut(injection: Injection): never {
    this.note(injection);
    this.onCut();
    throw new PowerCut();
  }

  private tapped(device: Device): Device {
    const { request } = device.http;
    const { clock } = device;
    const { counter } = this;
    const { sha256 } = device.hash;
    // Nothing of a terminal that lost its power reaches the world, not even to the end of the call.
    const isAlive = () => this.isOn && this.counter === counter;
    digest ??= remember((data) => sha256(data));
    return {
      ...device,
      hash: { ...device.hash, sha256: digest },
      clock: openWallClock({ ...clock, now: () => clock.now() + this.offsetMs }),
      printer: { ...device.printer, write: (document, onDone) => { if (isAlive()) device.printer.write(document, onDone); } },
      speaker: { ...device.speaker, play: (sound) => { if (isAlive()) device.speaker.play(sound); } },
      http: oneAtATime(this.clock, counter.owner, (asked, onDone) => {
        if (!isAlive()) throw new PowerCut();
        this.exchanges.leave(asked, request, onDone);
      }, isAlive),
    };
  }

  /** Somebody else's sale was paid under this number. */
  sellElsewhere(outTradeNo: string, amountMinor: number): void {
    const { orders } = this.gateway;
    const order = orders.open(this.merchant, this.gateway.addPayer({ password: "never" }), {
      tradeType: "MICROPAY", outTradeNo, totalFee: amountMinor, feeType: "HKD", body: "x", attach: "", deviceInfo: "", noCredit: false,
      algorithm: "HMAC-SHA256", parameters: "",
    });
    orders.pay(order);
    this.foreign.add(outTradeNo);
  }

  /** Nothing more is to happen: the world is only looked at from here on. */
  heal(): void {
    this.moments.counts.b = this.storage.spent;
    this.storage.bytesLeft = undefined;
    this.storage.beforeWrite = () => undefined;
    this.storage.onPowerCut = undefined;
    this.storage.onWrite = undefined;
  }

  private beforeWrite(): void {
    if (!this.isOn) throw new PowerCut();
    const number = ++this.moments.counts.w;
    this.writes.push(this.storage.spent);
    const injection = this.moments.planned("w", number);
    if (injection !== undefined) {
      this.note(injection);
      if (injection.act === "dead") this.wornOut = true;
      throw halError("storage", "worn");
    }
    if (this.wornOut) throw halError("storage", "worn");
  }
}
