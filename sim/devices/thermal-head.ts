// Twin of a bare 58 mm head on a TTL wire: it prints as slowly as heat and motor let it, and what comes while its
// buffer is full is lost.

import type { VirtualClock } from "../clock";
import type { WireEnd } from "../wire";
import { createPaper } from "./esc-pos-paper";
import { isOffline, listenForRequests, sensorStatus, WELL } from "./printer-status";
import { SLOW_ROW_MS, type SimulatedPrinter } from "./thermal-printer";

/** What differs between makes of head. */
export interface HeadMake {
  bufferBytes: number;
  /** Commands beyond the common ones, with their parameter bytes. */
  commands: Record<string, number>;
  /** It makes QR codes itself. */
  codes: boolean;
  /** Answers DLE EOT at once, or ESC v when all before it is printed. */
  status: "realTime" | "sensor";
  /** The motor's part of one row of dots, microseconds; heat comes on top where the host sets it. */
  stepUs: number;
}

/** A head of today. Source: KP-628E user manual; 2.5 ms a row are 50 mm/s. */
export const QR204: HeadMake = { bufferBytes: 4096, commands: {}, codes: true, status: "realTime", stepUs: 2500 };

/** A head whose buffer holds next to nothing. Source: CSN-A2 user manual V1.1, 5.2. */
export const CSN_A2_HEAD: HeadMake = {
  bufferBytes: 256, commands: { "\x1b7": 3, "\x12#": 1, "\x1b9": 1 }, codes: false, status: "sensor", stepUs: 1500,
};

/** A head as one sees it. */
export interface SimulatedHead extends SimulatedPrinter {
  /** Bytes that came while the buffer was full. */
  lost(): number;
  /** The most that the buffer ever held. */
  fullest(): number;
}

const LINE_DOTS = 384;

/** Makes a head with paper in it. */
export function createThermalHead(
  options: { wire: WireEnd; clock: VirtualClock; make: HeadMake; columns?: number },
): SimulatedHead {
  const { wire, clock, make, columns = 32 } = options;
  const { take, heat, ...seen } = createPaper({ ...make, onStatusRequest: () => say(sensorStatus(head)) }, columns);
  let buffer: number[] = [];
  let lost = 0;
  let fullest = 0;
  let busy = false;
  let silent = false;

  const head: SimulatedHead = {
    ...seen,
    ...WELL,
    get silent() { return silent; },
    set silent(now: boolean) {
      silent = now;
      // Without power nothing is kept.
      if (now) buffer = [];
    },
    slow: false,
    resume: run,
    lost: () => lost,
    fullest: () => fullest,
    recover() {
      Object.assign(head, WELL);
      run();
    },
  };
  const answerTo = make.status === "realTime" ? listenForRequests(head) : () => undefined;

  wire.onData = (bytes) => {
    if (silent) return;
    for (const byte of bytes) {
      const status = answerTo(byte);
      if (status !== undefined) say(status);
      if (buffer.length < make.bufferBytes) buffer.push(byte);
      else lost++;
    }
    fullest = Math.max(fullest, buffer.length);
    run();
  };
  return head;

  function say(status: number): void {
    if (!silent) wire.write(Uint8Array.of(status));
  }

  /** Prints until the first row that takes its time. */
  function run(): void {
    while (!busy && !silent && buffer.length > 0) {
      if (isOffline(head)) {
        answerWaiting();
        return;
      }
      const dots = take(buffer.shift()!);
      if (dots > 0) {
        busy = true;
        clock.after(head.slow ? dots * SLOW_ROW_MS : (dots * dotRowUs()) / 1000, () => {
          busy = false;
          run();
        });
      }
    }
  }

  /** A head that cannot print says why, whatever waits before the request: to be checked on the part. */
  function answerWaiting(): void {
    const at = buffer.findIndex((byte, index) => byte === 0x1b && buffer[index + 1] === 0x76);
    if (make.status !== "sensor" || at < 0 || buffer.length < at + 3) return;
    buffer.splice(at, 3);
    say(sensorStatus(head));
  }

  function dotRowUs(): number {
    if (make.commands["\x1b7"] === undefined) return make.stepUs;
    const [groups, heatTime, pause] = heat() as [number, number, number];
    return make.stepUs + Math.ceil(LINE_DOTS / ((groups + 1) * 8)) * (heatTime + pause) * 10;
  }
}
