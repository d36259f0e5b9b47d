import type { HTTPRequest, HTTPResult } from "../../hal/ports/http-client";
import { gatewayFault, HELD_UP_MS, type Injection, UNPLUGGED_MS } from "../faults/injection";
import { Network, type Server, type ServerOutcome, type ServerRequest } from "../network";
import type { Send } from "../peripherals/one-at-a-time";
import { BEFORE } from "./flash";
import type { Watcher, World } from "./world";

/** The gateway's, in the terminal's order. */
export const HOSTS: readonly string[] = ["apihk.example", "api2hk.example"];

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

function elementOf(body: string, name: string): string {
  const from = body.indexOf(`<${name}><![CDATA[`);
  if (from < 0) return "";
  const start = from + name.length + 11;
  return body.slice(start, body.indexOf("]]>", start));
}

/** What goes to and fro between the terminal and its gateway, and what was planned to become of it. */
export class Exchanges {
  readonly sent: Sent[] = [];
  readonly network = new Network();
  /** How far each exchange has come, from the first: sent, lost before the gateway, decided there, heard of by the terminal. */
  readonly progress: ("sent" | "lost" | "decided" | "heard")[] = [];
  /** Exchanges of terminals that lost their power since. */
  before = 0;
  /** The number of the request that is just being handed to the network. */
  private exchange = 0;

  constructor(private readonly world: World, private readonly watcher: Watcher) {
    this.network.find = (host) => this.serverFor(host);
  }

  /** Another start of the terminal: it hears nothing of what went before. */
  begin(): void {
    this.before = this.progress.length;
  }

  /** The terminal has heard of everything that it sent since it started. */
  get areHeard(): boolean {
    for (let at = this.before; at < this.progress.length; at++) {
      if (this.progress[at] !== "heard") return false;
    }
    return true;
  }

  /** A request leaves the terminal: the moment that `s` counts. */
  leave(asked: HTTPRequest, send: Send, onDone: (result: HTTPResult) => void): void {
    const number = ++this.world.moments.counts.s;
    this.progress.push("sent");
    const injection = this.world.moments.planned("s", number);
    this.world.onCutPlace?.(`s${number}-cut`);
    if (injection?.act === "cut") this.world.cut(injection);
    const outTradeNo = elementOf(asked.body, "out_trade_no");
    const outRefundNo = elementOf(asked.body, "out_refund_no");
    this.sent.push({
      atMs: this.world.clock.nowMs, path: asked.path, body: asked.body, outTradeNo, outRefundNo,
      isDurable: this.world.durable.has(outRefundNo || outTradeNo) || this.world.foreign.has(outTradeNo)
        || outTradeNo.startsWith(BEFORE),
    });
    const sent = this.sent[this.sent.length - 1]!;
    this.world.story += `${sent.atMs} ${asked.path} ${outTradeNo} ${outRefundNo} ${sent.isDurable}\n`;
    this.exchange = number;
    send(asked, (result) => {
      if (result.kind === "failed") this.failed(sent);
      this.heard(number, result, onDone);
    });
    this.exchange = 0;
    this.world.onCutPlace?.(`s${number}-sentCut`);
    if (injection !== undefined) this.sending(injection);
  }

  /** Nothing came of the exchange; of a refund's it is judged when it was. */
  private failed(sent: Sent): void {
    sent.failedMs = this.world.clock.nowMs;
    if (sent.outRefundNo !== "") this.world.story += `${sent.failedMs} failed\n`;
  }

  private sending(injection: Injection): void {
    switch (injection.act) {
      case "sentCut": return this.world.cut(injection);
      case "unplug":
        this.world.note(injection);
        this.network.plugged = false;
        this.world.trouble(this.world.clock.nowMs + UNPLUGGED_MS);
        this.world.clock.after(UNPLUGGED_MS, () => { this.network.plugged = true; });
        return;
      case "cancel":
        this.world.note(injection);
        this.world.onAct("cancel");
        return;
      default: // The rest is the network's.
    }
  }

  private serverFor(host: string): Server | undefined {
    const number = this.exchange;
    const injection = this.world.moments.planned("s", number);
    if (injection?.act === "refused") this.world.note(injection);
    if (injection?.act === "refused" || !this.network.plugged || !HOSTS.includes(host)) {
      this.progress[number - 1] = "lost";
      return undefined;
    }
    return (request, reply) => this.serve(number, injection, request, reply);
  }

  private serve(
    number: number, injection: Injection | undefined, request: ServerRequest, reply: (outcome: ServerOutcome) => void,
  ): void {
    if (injection?.act === "heldUp") {
      this.world.note(injection);
      this.world.trouble(this.world.clock.nowMs + HELD_UP_MS);
      this.world.clock.after(HELD_UP_MS, () => this.world.gateway.server(request, (outcome) => this.decided(number, outcome, reply)));
      return;
    }
    if (injection?.act === "usedNumber" && request.path === "/pay/micropay") {
      this.world.note(injection);
      this.world.sellElsewhere(this.sent[this.sent.length - 1]!.outTradeNo, 999);
    }
    const planned = injection === undefined ? undefined : gatewayFault(injection.act);
    if (planned !== undefined) this.world.note(injection!);
    const { reverseMeets, isCertificateRefused } = this.world.situation;
    const always = request.path === "/secapi/pay/reverse" ? reverseMeets : undefined;
    const isUnheard = always?.kind === "lostRequest" || (isCertificateRefused && request.path.startsWith("/secapi/"));
    if (isUnheard) this.world.trouble();
    const fault = planned ?? always;
    if (fault !== undefined) this.world.gateway.planFaults([fault]);
    this.world.gateway.server(request, (outcome) => this.decided(number, outcome, reply));
    if (fault !== undefined) this.world.gateway.planFaults([]);
  }

  private decided(number: number, outcome: ServerOutcome, reply: (outcome: ServerOutcome) => void): void {
    const { moments } = this.world;
    moments.counts.a = Math.max(moments.counts.a, number);
    if (this.progress[number - 1] === "sent") this.progress[number - 1] = "decided";
    const injection = this.world.moments.planned("a", number);
    if (injection !== undefined && !this.world.happened.includes(injection)) {
      this.world.note(injection);
      this.world.onAct(injection.act);
    }
    this.world.onDecided();
    reply(outcome);
  }

  private heard(number: number, result: HTTPResult, onDone: (result: HTTPResult) => void): void {
    const { moments } = this.world;
    moments.counts.r = Math.max(moments.counts.r, number);
    this.progress[number - 1] = "heard";
    // A silent gateway is noticed only when the wait is over.
    if (this.world.happened.some((injection) => injection.moment === "s" && injection.at === number)) {
      this.world.trouble();
    }
    const injection = this.world.moments.planned("r", number);
    this.world.onCutPlace?.(`r${number}-cut`);
    if (injection?.act === "cut") this.world.cut(injection);
    this.watcher.onResult?.(number, result);
    onDone(result);
    this.world.onCutPlace?.(`r${number}-afterCut`);
    if (injection === undefined) return;
    if (injection.act === "afterCut") this.world.cut(injection);
    this.world.note(injection);
    this.world.onAct(injection.act);
  }
}
