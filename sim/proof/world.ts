import { halError } from "../../hal/errors";
import type { Device } from "../../hal/device";
import { openWallClock } from "../../hal/drivers/clock/wall-clock";
import type { HTTPRequest, HTTPResult } from "../../hal/ports/http-client";
import { openJournal } from "../../firmware/journal/journal";
import type { Totals } from "../../firmware/domain/totals";
import type { JournalRecord } from "../../firmware/payment/effects";
import { settingsOf } from "../../firmware/runtime/settings";
import { startTerminal } from "../../firmware/runtime/terminal";
import { VirtualClock } from "../clock";
import { gatewayFault, HELD_UP_MS, type Injection, type MomentKind, nameOf, UNPLUGGED_MS } from "../faults/injection";
import { Gateway } from "../gateway/gateway";
import type { Merchant } from "../gateway/merchants";
import { Network, type Server, type ServerOutcome, type ServerRequest } from "../network";
import { type Counter, createCounter } from "../peripherals/device";
import { oneAtATime, type Send } from "../peripherals/one-at-a-time";
import { PowerCut } from "../peripherals/storage";
import { BEFORE, journalWith, ProofStorage } from "./flash";
import type { Situation } from "./flows";
import type { Write } from "./standing";
import { remember } from "./remember";

const HOST = "apihk.example";
const OTHER_HOST = "api2hk.example";
const SCENE = JSON.stringify({ h5_info: { type: "Wap", wap_url: "https://shop.example", wap_name: "Harbour Cafe" } });
const DETAIL = JSON.stringify({ goods_detail: [{ goods_id: "1", goods_name: "Coffee", quantity: 1, price: 1 }] });
const FINGERPRINT = "ab".repeat(32);
const OFF_MS = 2_000;
/** So few injections are searched faster than looked up. */
const FEW = 4;

/** The device's digest, for all cases together. */
let digest: ((data: string) => string) | undefined;

/** A terminal that refuses to work is switched off and on, after so long and so many times. */
const SWITCHED_AFTER_MS = 5_000;
const SWITCHED_MAX = 2;

/** What crossed the wire: enough to judge the order of things. */
export interface Sent {
  atMs: number;
  path: string;
  outTradeNo: string;
  outRefundNo: string;
  body: string;
  /** The journal had the order or refund when the request left. */
  isDurable: boolean;
  /** When the terminal heard that nothing came of it. */
  failedMs?: number;
}

/** Told what happens, as it happens, for a transcript; every member may be left out. */
export interface Watcher {
  onPower?(what: "on" | "cut"): void;
  onInjection?(name: string): void;
  onRecord?(record: JournalRecord, durable: boolean): void;
  onResult?(number: number, result: HTTPResult): void;
}

function elementOf(body: string, name: string): string {
  const from = body.indexOf(`<${name}><![CDATA[`);
  if (from < 0) return "";
  const start = from + name.length + 11;
  return body.slice(start, body.indexOf("]]>", start));
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
  readonly sent: Sent[] = [];
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
  /** Injections that took place. */
  readonly happened: Injection[] = [];
  /** Moments so far, by kind. */
  readonly counts: Record<MomentKind, number> = { s: 0, a: 0, r: 0, b: 0, w: 0 };
  /** Where the moments stood at the last start. */
  countsAtStart: Record<MomentKind, number> = { s: 0, a: 0, r: 0, b: 0, w: 0 };
  /** Where they stood when the last planned thing happened. */
  countsAtLast: Record<MomentKind, number> = { s: 0, a: 0, r: 0, b: 0, w: 0 };
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
  /** How far each exchange has come, from the first: sent, lost before the gateway, decided there, heard of by the terminal. */
  private readonly exchanges: ("sent" | "lost" | "decided" | "heard")[] = [];
  /** Exchanges of terminals that lost their power since. */
  private exchangesBefore = 0;
  /** People who act at a moment: the name of the act. */
  onAct: (act: string) => void = () => undefined;

  private readonly byMoment = new Map<string, Injection>();
  private readonly network = new Network();
  private readonly settings: Record<string, string>;
  /** The clock of the terminal that was started last. */
  private readClock: () => number = () => 0;
  private switchedOffOn = 0;
  private wornOut = false;
  private offsetMs = 0;

  constructor(
    private readonly plan: readonly Injection[], readonly situation: Situation,
    private readonly watcher: Watcher = {},
  ) {
    this.troubledUntilMs = this.clock.nowMs;
    if (plan.length > FEW) for (const injection of plan) this.byMoment.set(`${injection.moment}${injection.at}`, injection);
    this.network.find = (host) => this.serverFor(host);
    this.storage.empty();
    this.storage.beforeWrite = () => this.beforeWrite();
    this.storage.onPowerCut = () => {
      const { spent } = this.storage;
      this.powerFailed(this.plan.find((injection) => {
        return injection.moment === "b" && injection.at === spent && !this.happened.includes(injection);
      }));
    };
    this.storage.onWrite = (data, offset) => this.onCutPlace?.(`b${this.storage.spent}-cut`, { data, offset });
    this.storage.cutAfter();
    this.makeTrouble(situation);
    this.settings = {
      terminal: "P0001", secret: "a device secret that simulations share", language: "en", currency: "HKD",
      merchantName: "Harbour Cafe", appid: this.merchant.appid, mchId: this.merchant.mchId,
      apiKey: this.merchant.apiKey, host: `${HOST},${OTHER_HOST}`, body: "Harbour Cafe-Coffee", ip: "203.0.113.7",
      notifyUrl: "https://shop.example/told",
      scene: SCENE,
      "link.APP": "https://shop.example/a?", "link.JSAPI": "https://shop.example/j?", "link.MWEB": "",
      detail: DETAIL,
    };
  }

  /** The terminal will not start any more: its flash is dead. */
  get gaveUp(): boolean {
    return this.refuses && this.switchedOffOn > SWITCHED_MAX;
  }

  /** The terminal is on and has heard of everything that it sent. */
  get isSettled(): boolean {
    if (!this.isOn) return false;
    for (let at = this.exchangesBefore; at < this.exchanges.length; at++) {
      if (this.exchanges[at] !== "heard") return false;
    }
    return true;
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
      this.starts, this.isOn && !isCut && this.readClock(), this.counts.s, this.exchanges, this.exchangesBefore, this.refuses,
      this.isForgetful, isCut ? Math.max(this.troubledUntilMs, nowMs) : this.troubledUntilMs,
      this.clock.dueTimes(isCut || !this.isOn ? this.counter.owner : undefined),
      this.switchedOffOn, this.wornOut, this.offsetMs, this.network.plugged, this.counter.paper.length,
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
    this.exchangesBefore = this.exchanges.length;
    this.startCounting();
    const offsets = this.situation.clockOffsetsMs;
    if (offsets !== undefined) this.offsetMs = offsets[Math.min(this.starts, offsets.length - 1)]!;
    if (this.situation.clockStartsMs !== undefined) this.offsetMs = this.situation.clockStartsMs - this.clock.nowMs;
    if (this.starts > 0) this.troubledUntilMs = Math.max(this.troubledUntilMs, this.clock.nowMs);
    this.starts++;
    this.watcher.onPower?.("on");
    this.counter = createCounter({
      clock: this.clock, network: this.network, storage: this.storage, settings: this.settings,
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
    this.clock.after(outage.afterMs, () => { this.network.plugged = false; });
    this.clock.after(outage.afterMs + outage.forMs, () => {
      this.network.plugged = true;
      this.troubledUntilMs = Math.max(this.troubledUntilMs, this.clock.nowMs);
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

  private startCounting(): void {
    this.counts.b = this.storage.spent;
    this.countsAtStart = { ...this.counts };
    let next: number | undefined;
    for (const injection of this.plan) {
      if (injection.moment === "b" && injection.at >= this.counts.b && !this.happened.includes(injection)) {
        next = Math.min(next ?? injection.at, injection.at);
      }
    }
    this.storage.cutAfter(next);
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
    this.counts.b = this.storage.spent;
    if (this.situation.flashErased && this.starts === 1) {
      // The chance in it is other every time.
      this.storage.empty(`SIMULAT${this.starts}`);
      this.isForgetful = true;
    }
    this.watcher.onPower?.("cut");
    this.clock.after(this.situation.offMs ?? OFF_MS, () => this.powerOn());
  }

  private note(injection: Injection): void {
    this.happened.push(injection);
    this.countsAtLast = { ...this.counts, b: this.storage.spent };
    this.troubledUntilMs = Math.max(this.troubledUntilMs, this.clock.nowMs);
    this.watcher.onInjection?.(nameOf(injection));
  }

  /** The power fails here, as planned. */
  private cut(injection: Injection): never {
    this.note(injection);
    this.onCut();
    throw new PowerCut();
  }

  private planned(moment: MomentKind, at: number): Injection | undefined {
    if (this.plan.length > FEW) return this.byMoment.get(`${moment}${at}`);
    for (const injection of this.plan) {
      if (injection.moment === moment && injection.at === at) return injection;
    }
    return undefined;
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
        this.leave(asked, request, onDone);
      }, isAlive),
    };
  }

  /** A request leaves the terminal: the moment that `s` counts. */
  private leave(asked: HTTPRequest, send: Send, onDone: (result: HTTPResult) => void): void {
    const number = ++this.counts.s;
    this.exchanges.push("sent");
    const injection = this.planned("s", number);
    this.onCutPlace?.(`s${number}-cut`);
    if (injection?.act === "cut") this.cut(injection);
    const outTradeNo = elementOf(asked.body, "out_trade_no");
    const outRefundNo = elementOf(asked.body, "out_refund_no");
    this.sent.push({
      atMs: this.clock.nowMs, path: asked.path, body: asked.body, outTradeNo, outRefundNo,
      isDurable: this.durable.has(outRefundNo || outTradeNo) || this.foreign.has(outTradeNo)
        || outTradeNo.startsWith(BEFORE),
    });
    const sent = this.sent[this.sent.length - 1]!;
    this.story += `${sent.atMs} ${asked.path} ${outTradeNo} ${outRefundNo} ${sent.isDurable}\n`;
    this.exchange = number;
    send(asked, (result) => {
      if (result.kind === "failed") this.failed(sent);
      this.heard(number, result, onDone);
    });
    this.exchange = 0;
    this.onCutPlace?.(`s${number}-sentCut`);
    if (injection !== undefined) this.sending(injection);
  }

  /** Nothing came of the exchange; of a refund's it is judged when it was. */
  private failed(sent: Sent): void {
    sent.failedMs = this.clock.nowMs;
    if (sent.outRefundNo !== "") this.story += `${sent.failedMs} failed\n`;
  }

  /** The number of the request that is just being handed to the network. */
  private exchange = 0;

  private sending(injection: Injection): void {
    switch (injection.act) {
      case "sentCut": return this.cut(injection);
      case "unplug":
        this.note(injection);
        this.network.plugged = false;
        this.troubledUntilMs = this.clock.nowMs + UNPLUGGED_MS;
        this.clock.after(UNPLUGGED_MS, () => { this.network.plugged = true; });
        return;
      case "cancel":
        this.note(injection);
        this.onAct("cancel");
        return;
      default: // The rest is the network's.
    }
  }

  private serverFor(host: string): Server | undefined {
    const number = this.exchange;
    const injection = this.planned("s", number);
    if (injection?.act === "refused") this.note(injection);
    if (injection?.act === "refused" || !this.network.plugged || (host !== HOST && host !== OTHER_HOST)) {
      this.exchanges[number - 1] = "lost";
      return undefined;
    }
    return (request, reply) => this.serve(number, injection, request, reply);
  }

  private serve(
    number: number, injection: Injection | undefined, request: ServerRequest, reply: (outcome: ServerOutcome) => void,
  ): void {
    if (injection?.act === "heldUp") {
      this.note(injection);
      this.troubledUntilMs = Math.max(this.troubledUntilMs, this.clock.nowMs + HELD_UP_MS);
      this.clock.after(HELD_UP_MS, () => this.gateway.server(request, (outcome) => this.decided(number, outcome, reply)));
      return;
    }
    if (injection?.act === "usedNumber" && request.path === "/pay/micropay") {
      this.note(injection);
      this.sellElsewhere(this.sent[this.sent.length - 1]!.outTradeNo, 999);
    }
    const planned = injection === undefined ? undefined : gatewayFault(injection.act);
    if (planned !== undefined) this.note(injection!);
    const { reverseMeets, isCertificateRefused } = this.situation;
    const always = request.path === "/secapi/pay/reverse" ? reverseMeets : undefined;
    const isUnheard = always?.kind === "lostRequest" || (isCertificateRefused && request.path.startsWith("/secapi/"));
    if (isUnheard) this.troubledUntilMs = Math.max(this.troubledUntilMs, this.clock.nowMs);
    const fault = planned ?? always;
    if (fault !== undefined) this.gateway.planFaults([fault]);
    this.gateway.server(request, (outcome) => this.decided(number, outcome, reply));
    if (fault !== undefined) this.gateway.planFaults([]);
  }

  /** Somebody else's sale was paid under this number. */
  private sellElsewhere(outTradeNo: string, amountMinor: number): void {
    const { orders } = this.gateway;
    const order = orders.open(this.merchant, this.gateway.addPayer({ password: "never" }), {
      tradeType: "MICROPAY", outTradeNo, totalFee: amountMinor, feeType: "HKD", body: "x", attach: "", deviceInfo: "", noCredit: false,
      algorithm: "HMAC-SHA256", parameters: "",
    });
    orders.pay(order);
    this.foreign.add(outTradeNo);
  }

  private decided(number: number, outcome: ServerOutcome, reply: (outcome: ServerOutcome) => void): void {
    this.counts.a = Math.max(this.counts.a, number);
    if (this.exchanges[number - 1] === "sent") this.exchanges[number - 1] = "decided";
    const injection = this.planned("a", number);
    if (injection !== undefined && !this.happened.includes(injection)) {
      this.note(injection);
      this.onAct(injection.act);
    }
    this.onDecided();
    reply(outcome);
  }

  private heard(number: number, result: HTTPResult, onDone: (result: HTTPResult) => void): void {
    this.counts.r = Math.max(this.counts.r, number);
    this.exchanges[number - 1] = "heard";
    // A silent gateway is noticed only when the wait is over.
    if (this.happened.some((injection) => injection.moment === "s" && injection.at === number)) {
      this.troubledUntilMs = Math.max(this.troubledUntilMs, this.clock.nowMs);
    }
    const injection = this.planned("r", number);
    this.onCutPlace?.(`r${number}-cut`);
    if (injection?.act === "cut") this.cut(injection);
    this.watcher.onResult?.(number, result);
    onDone(result);
    this.onCutPlace?.(`r${number}-afterCut`);
    if (injection === undefined) return;
    if (injection.act === "afterCut") this.cut(injection);
    this.note(injection);
    this.onAct(injection.act);
  }

  /** Nothing more is to happen: the world is only looked at from here on. */
  heal(): void {
    this.counts.b = this.storage.spent;
    this.storage.bytesLeft = undefined;
    this.storage.beforeWrite = () => undefined;
    this.storage.onPowerCut = undefined;
    this.storage.onWrite = undefined;
  }

  private beforeWrite(): void {
    if (!this.isOn) throw new PowerCut();
    const number = ++this.counts.w;
    this.writes.push(this.storage.spent);
    const injection = this.planned("w", number);
    if (injection !== undefined) {
      this.note(injection);
      if (injection.act === "dead") this.wornOut = true;
      throw halError("storage", "worn");
    }
    if (this.wornOut) throw halError("storage", "worn");
  }
}
