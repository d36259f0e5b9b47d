// Twin of a 2D engine of the GM65 family: its command set, settings, flash and reading, at the bytes of its wire.
// Source: GM65 Bar Code Reader Module User Manual V1.3, 8 "Serial port instruction" with 8.5 "List of zone bit".

import { fromBytes } from "../bytes";
import type { VirtualClock } from "../clock";
import type { WireEnd } from "../wire";
import type { SimulatedScanner } from "./scanner";

/** The engine as one sees it, and what can be done to it. */
export interface SimulatedGM65 extends SimulatedScanner {
  /** Holds a code before the engine, or takes it away. While it looks it reads what is held. */
  hold(text: string | undefined, kind?: CodeKind): void;
  /** Light and aim are on. */
  readonly looking: boolean;
  /** Settings by address, as they are now; what is set here is as if the merchant had done it and saved it. */
  zone(address: number): number;
  setZone(address: number, value: number): void;
  /** How often the settings were written to flash. */
  readonly saves: number;
  /** Commands that it did not answer: wrong checksum, cut short, unknown. */
  readonly ignored: number;
  /** Takes the power away; it forgets what was not saved. */
  powerOff(): void;
  powerOn(): void;
  /** Settings that this make does not have: written, they stay what they are. */
  readonly fixed: Set<number>;
}

export type CodeKind = "qr" | "code128";

const ZONES = 0x100;
/** As delivered: manual mode, 5 s at a reading, CR behind it, the usual kinds of code. */
const DELIVERED: Record<number, number> = {
  0x00: 0xd4, 0x05: 0x0a, 0x06: 0x32, 0x13: 0x8a, 0x2c: 0x02, 0x33: 0x01, 0x3f: 0x01, 0x60: 0x01, 0xe2: 0x69,
};
const MODE = 0x00;
const TRIGGER = 0x02;
const READ_TENTHS = 0x06;
const OUTPUT = 0x0d;
const REPEAT = 0x13;
const KINDS: Record<CodeKind, number> = { code128: 0x33, qr: 0x3f };
const TAIL = 0x60;
const TAILS = ["\r", "\r\n", "\t", ""];
const FACTORY = 0xd9;
/** From power to the first answer, and from a code before it to its first byte. */
const START_MS = 700;
const DECODE_MS = 120;
const CUT_SHORT_MS = 400;

/** Makes an engine that has its power. */
export function createGM65(options: { wire: WireEnd; clock: VirtualClock }): SimulatedGM65 {
  const { wire, clock } = options;
  let flash = delivered();
  let zones = flash.slice();
  let received: number[] = [];
  let held: { text: string; kind: CodeKind } | undefined;
  let lastText = "";
  let lastMs = -Infinity;
  // Each start, trigger and held code makes the plans of before void.
  let life = 0;
  let glance = 0;
  let powered = false;
  let up = false;
  let ignored = 0;
  let saves = 0;

  wire.onData = (bytes) => {
    if (!up) return;
    for (const byte of bytes) take(byte);
  };
  powerOn();

  const part: SimulatedGM65 = {
    get looking() { return up && isLooking(); },
    get saves() { return saves; },
    get ignored() { return ignored; },
    fixed: new Set(),
    zone: (address) => zones[address]!,
    setZone(address, value) { zones[address] = flash[address] = value; },
    hold(text, kind = "qr") {
      held = text === undefined ? undefined : { text, kind };
      look();
    },
    scan(text) {
      part.hold(text);
      clock.after(1500, () => { if (held?.text === text) held = undefined; });
    },
    noise: (bytes) => wire.write(bytes),
    powerOff() {
      powered = up = false;
      life++;
    },
    powerOn,
  };
  return part;

  function powerOn(): void {
    if (powered) return;
    powered = true;
    zones = flash.slice();
    received = [];
    const lived = ++life;
    clock.after(START_MS, () => {
      if (lived !== life) return;
      up = true;
      look();
    });
  }

  function isLooking(): boolean {
    const mode = zones[MODE]! & 3;
    return mode >= 2 || (mode === 1 && (zones[TRIGGER]! & 1) === 1);
  }

  /** Begins to look at what is held. */
  function look(): void {
    const glanced = ++glance;
    const lived = life;
    if (!up || !isLooking()) return;
    const seconds = zones[READ_TENTHS]! / 10;
    const still = () => glanced === glance && lived === life && up && isLooking();
    if ((zones[MODE]! & 3) === 1 && seconds > 0) {
      clock.after(seconds * 1000, () => { if (still()) zones[TRIGGER] = 0; });
    }
    clock.after(DECODE_MS, () => { if (still()) read(); });
  }

  function read(): void {
    if (held === undefined || (zones[KINDS[held.kind]]! & 1) === 0) return;
    const { text } = held;
    if ((zones[MODE]! & 3) === 1) zones[TRIGGER] = 0;
    else clock.after(1000, look);
    const tenths = zones[REPEAT]! & 0x7f;
    const again = text === lastText && (zones[REPEAT]! & 0x80) !== 0
      && (tenths === 0 || clock.nowMs - lastMs < tenths * 100);
    lastText = text;
    lastMs = clock.nowMs;
    if (again || (zones[OUTPUT]! & 3) !== 0) return;
    const tail = zones[TAIL]! & 1 ? TAILS[(zones[TAIL]! >> 5) & 3]! : "";
    wire.write(fromBytes(text + tail));
  }

  /** One byte of a command: 7E 00, kind, count, address (2), data, checksum (2). */
  function take(byte: number): void {
    if (received.length === 0 && byte !== 0x7e) return;
    received.push(byte);
    if (received.length === 2 && byte !== 0) {
      received = [];
      return;
    }
    if (received.length === 2) {
      const begun = received;
      clock.after(CUT_SHORT_MS, () => { if (received === begun && received.length > 0) drop(); });
    }
    const [, , kind, count] = received;
    if (count === undefined || received.length < 8 + (kind === 8 ? count : 1)) return;
    const command = received;
    received = [];
    const given = (command.at(-2)! << 8) | command.at(-1)!;
    if (given !== 0xabcd && given !== checksum(command.slice(2, -2))) ignored++;
    else carryOut(kind!, (command[4]! << 8) | command[5]!, command.slice(6, -2));
  }

  function drop(): void {
    received = [];
    ignored++;
  }

  function carryOut(kind: number, address: number, data: number[]): void {
    if (kind === 7 && address + (data[0] || 256) <= ZONES) {
      return answer([...zones.slice(address, address + (data[0] || 256))]);
    }
    if (kind === 8 && address + data.length <= ZONES) {
      data.forEach((value, index) => write(address + index, value));
      return answer([0]);
    }
    if (kind === 9 && address === 0) {
      flash = zones.slice();
      flash[TRIGGER] = 0;
      saves++;
      return answer([0]);
    }
    ignored++;
  }

  function write(address: number, value: number): void {
    if (part.fixed.has(address)) return;
    if (address === FACTORY) {
      if (value === 0x50) zones = delivered();
      return;
    }
    zones[address] = value;
    if (address === TRIGGER || address === MODE) look();
  }

  function answer(data: number[]): void {
    const body = [0, data.length & 255, ...data];
    const check = checksum(body);
    wire.write(Uint8Array.of(2, 0, ...body, check >> 8, check & 255));
  }
}

function delivered(): Uint8Array<ArrayBuffer> {
  const zones = new Uint8Array(ZONES);
  for (const [address, value] of Object.entries(DELIVERED)) zones[Number(address)] = value;
  return zones;
}

/** CRC-16 with the polynomial 0x1021, from 0: kind, count, address and data. */
function checksum(bytes: number[]): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  }
  return crc & 0xffff;
}
