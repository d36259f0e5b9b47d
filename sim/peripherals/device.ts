import { openWallClock } from "../../hal/drivers/clock/wall-clock";
import type { Device } from "../../hal/device";
import type { DisplayLine } from "../../hal/ports/display";
import type { HTTPRequest, HTTPResult } from "../../hal/ports/http-client";
import type { Key } from "../../hal/ports/keypad";
import type { PaperItem, PrinterFault } from "../../hal/ports/printer";
import type { Sound } from "../../hal/ports/speaker";
import { fromBytes, toBytes } from "../bytes";
import type { VirtualClock } from "../clock";
import { hostHash } from "../hash";
import type { Network, ServerOutcome } from "../network";
import { oneAtATime, type Send } from "./one-at-a-time";
import type { MemoryStorage } from "./storage";

/** What the far ends of the ports saw, and the hands that work them. */
export interface Counter {
  device: Device;
  /** On whose behalf everything waits on the clock that dies with the power. */
  owner: object;
  press(key: Key): void;
  scan(code: string): void;
  screen(): DisplayLine[];
  /** Everything printed so far. */
  paper: PaperItem[][];
  sounds: Sound[];
  /** What the printer says of the next documents. */
  printerFault: PrinterFault | null;
  /** Parts that say that they do not answer. */
  silent: Set<"scanner" | "keypad">;
  /** True once the terminal asked to be restarted. */
  restarted: boolean;
  /** Pulls the plug: no callback reaches this terminal any more. */
  cutPower(): void;
}

/** From a document to its end. */
const PRINT_MS = 60;

export interface CounterOptions {
  clock: VirtualClock;
  network: Network;
  storage: MemoryStorage;
  settings: Record<string, string>;
  /** Fingerprint of the client certificate the terminal holds. */
  clientFingerprint?: string;
}

/**
 * A terminal's device cut at the peripheral ports: no drivers, no wires, so that millions of sales
 * can be run. The same ports on simulated wires, drivers included, are in the stand-in interpreter. All that dies
 * with its power waits on the clock on behalf of its `owner`.
 */
export function createCounter(options: CounterOptions): Counter {
  const { clock } = options;
  let on = true;
  let screen: DisplayLine[] = [];
  let onKey: (key: Key) => void = () => undefined;
  let onCode: (code: string) => void = () => undefined;
  const timers = new Map<number, () => void>();
  const owner = {};
  const later = (delayMs: number, run: () => void) => clock.after(delayMs, () => { if (on) run(); }, owner);

  const send: Send = (request, onDone) => {
    exchange(options, owner, request, (result) => { if (on) onDone(result); });
  };

  const counter: Counter = {
    owner,
    device: {
      announce() {},
      clock: openWallClock({
        now: () => Math.floor(clock.nowMs),
        start(delayMs, onFired) {
          // Like the interpreter: the number after the highest living one, so numbers come back.
          let id = 0;
          for (const other of timers.keys()) if (other > id) id = other;
          id++;
          timers.set(id, later(delayMs, () => { timers.delete(id); onFired(); }));
          return id;
        },
        stop(id) { timers.get(id)?.(); timers.delete(id); },
      }),
      display: { columns: 40, rows: 15, show(lines) { screen = lines; }, close() {} },
      hash: hostHash,
      http: oneAtATime(clock, owner, send, () => on),
      printer: {
        columns: 32,
        write(document, onDone) {
          later(PRINT_MS, () => {
            if (counter.printerFault === null) counter.paper.push(document);
            onDone(counter.printerFault);
          });
        },
        close() {},
      },
      setting: (key) => options.settings[key],
      saveSetting(key, value) { options.settings[key] = value; },
      speaker: { play(sound) { counter.sounds.push(sound); }, close() {} },
      storage: options.storage,
      survival: { onFault: undefined, startedBy: "unknown", kick() {}, restart() { counter.restarted = true; on = false; } },
      openKeypad(keypad) {
        onKey = keypad.onKey;
        return { health: () => (counter.silent.has("keypad") ? "silent" : "ready"), close() {} };
      },
      openScanner(scanner) {
        onCode = scanner.onCode;
        return { configure() {}, health: () => (counter.silent.has("scanner") ? "silent" : "ready"), close() {} };
      },
    },
    press(key) { if (on) onKey(key); },
    scan(code) { if (on) onCode(code); },
    screen: () => screen,
    paper: [],
    sounds: [],
    printerFault: null,
    silent: new Set(),
    restarted: false,
    cutPower() { on = false; },
  };
  return counter;
}

/** One exchange with the simulated network, with the port's promise: one end, within the time-out. */
function exchange(options: CounterOptions, owner: object, request: HTTPRequest, onDone: (result: HTTPResult) => void): void {
  const { clock, network } = options;
  const server = network.find(request.host, request.port);
  let ended = false;
  const end = (result: HTTPResult) => {
    if (ended) return;
    ended = true;
    giveUp();
    onDone(result);
  };
  const giveUp = clock.after(request.timeoutMs, () => end({ kind: "failed", why: "timeout" }), owner);
  if (server === undefined) {
    clock.after(1, () => end({ kind: "failed", why: "unsent" }), owner);
    return;
  }
  const { host, range } = request;
  const headers: Record<string, string> = range === undefined
    ? { host, "content-type": "text/xml", "content-length": String(request.body.length) }
    : { host, range: `bytes=${range.offset}-${range.offset + range.length - 1}` };
  const method = range === undefined ? "POST" : "GET";
  const client = request.clientCertificate && options.clientFingerprint !== undefined
    ? { clientFingerprint: options.clientFingerprint } : {};
  clock.after(1, () => server({ method, path: request.path, headers, body: fromBytes(request.body), ...client },
    (outcome) => { if (network.plugged) arrive(outcome); }));

  function arrive(outcome: ServerOutcome): void {
    switch (outcome.kind) {
      case "answer": {
        const { status, body } = outcome.response;
        const result: HTTPResult = body.length > request.bodyBytesMax
          ? { kind: "failed", why: "tooLong" } : { kind: "answer", status, body: toBytes(body), date: outcome.response.headers.Date };
        clock.after(outcome.delayMs ?? 0, () => end(result), owner);
        return;
      }
      case "silent": return;
      case "partial": return end({ kind: "failed", why: "truncated" });
      case "slow": return arrive({
        kind: "answer", response: outcome.response, delayMs: outcome.byteMs * (300 + outcome.response.body.length),
      });
      case "endless":
      case "endlessHead": return end({ kind: "failed", why: "tooLong" });
      case "handshake": return end({ kind: "failed", why: "unsent" });
      default: return end({ kind: "failed", why: "closed" });
    }
  }
}
