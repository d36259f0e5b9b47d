// Twin of the OV2640: its registers on two wires, and the bytes that its port gives for a picture.
// Source: OV2640 data sheet 1.6, tables 12 and 13: the two lists of registers.

import type { Scene } from "../camera/scene";
import type { VirtualClock } from "../clock";
import type { I2CPart } from "../i2c-bus";

/** The sensor, and what can be done to it. */
export interface OV2640 extends I2CPart {
  /** What stands before the lens; nothing is a dark room. */
  scene: Scene | undefined;
  /** The size of the pictures as it is set up; none where its port gives none. */
  readonly size: { width: number; height: number } | undefined;
  /** How long a picture takes. */
  readonly frameMs: number;
  /** A picture as its port gives it, two bytes a point. */
  frame(): Uint8Array;
  /** What it was told and cannot be. */
  complaints: string[];
  /** Power off and on. */
  restart(): void;
}

const ADDRESS_OF_BANK = 0xff;
const DSP = 0;
const SENSOR = 1;
/** As after power-on, as far as it matters here. */
const DELIVERED: [bank: number, address: number, value: number][] = [
  [SENSOR, 0x0a, 0x26], [SENSOR, 0x0b, 0x41], [SENSOR, 0x1c, 0x7f], [SENSOR, 0x1d, 0xa2], [SENSOR, 0x11, 0x00], [SENSOR, 0x13, 0xc7],
  [DSP, 0x05, 0x01], [DSP, 0xda, 0x00], [DSP, 0xe0, 0x00],
];
const FIXED = [0x0a, 0x0b, 0x1c, 0x1d];
const WIDTHS: Record<number, [number, number]> = { 0: [1600, 1200], 1: [400, 296], 4: [800, 600] };
const RESET_MS = 1;
/** Gain and exposure are found in so many frames. */
const EXPOSURE_MS = 250;
/** Full exposure at 24 MHz: 15 frames of 1600 by 1200 a second, twice as many of fewer points. */
const FRAME_MS = 66;

/** Makes a sensor that has its power. */
export function createOV2640(options: { clock: VirtualClock }): OV2640 {
  const { clock } = options;
  let banks = fresh();
  let bank = DSP;
  let pointer = 0;
  let readyMs = 0;
  let startedMs = 0;
  let frames = 0;

  const sensor: OV2640 = {
    scene: undefined,
    complaints: [],
    write(bytes) {
      if (clock.nowMs < readyMs) sensor.complaints.push("told something in the middle of its reset");
      if (bytes.length > 2) sensor.complaints.push(`${bytes.length} bytes in one write: it takes a register and a value`);
      pointer = bytes[0]!;
      if (bytes.length > 1) set(pointer, bytes[1]!);
      return true;
    },
    read(count) {
      if (count !== 1) sensor.complaints.push(`${count} bytes in one read: it gives one`);
      return Uint8Array.of(pointer === ADDRESS_OF_BANK ? bank : banks[bank]![pointer]!);
    },
    get size() { return sizeOf(); },
    get frameMs() { return (FRAME_MS * ((at(SENSOR, 0x11) & 0x3f) + 1)) / (at(SENSOR, 0x12) & 0x40 ? 2 : 1); },
    frame: () => picture(),
    restart() {
      banks = fresh();
      bank = DSP;
      readyMs = 0;
      startedMs = clock.nowMs;
    },
  };
  return sensor;

  function at(inBank: number, address: number): number {
    return banks[inBank]![address]!;
  }

  function set(address: number, value: number): void {
    if (address === ADDRESS_OF_BANK) bank = value & 1;
    else if (bank === SENSOR && address === 0x12 && (value & 0x80) !== 0) {
      sensor.restart();
      readyMs = clock.nowMs + RESET_MS;
    } else if (bank === DSP || !FIXED.includes(address)) banks[bank]![address] = value;
  }

  /** The window cut out of what the sensor gives, and the picture made of it. */
  function geometry() {
    const [fullWidth, fullHeight] = WIDTHS[(at(SENSOR, 0x12) >> 4) & 7] ?? [0, 0];
    const high = at(DSP, 0x55);
    const divide = at(DSP, 0x50);
    const zoom = at(DSP, 0x5c);
    return {
      fullWidth, fullHeight,
      width: (at(DSP, 0x51) | ((high & 0x08) << 5) | ((at(DSP, 0x57) & 0x80) << 2)) * 4,
      height: (at(DSP, 0x52) | ((high & 0x80) << 1)) * 4,
      x: at(DSP, 0x53) | ((high & 0x07) << 8), y: at(DSP, 0x54) | ((high & 0x70) << 4),
      dividedBy: [1 << (divide & 7), 1 << ((divide >> 3) & 7)] as const,
      outWidth: (at(DSP, 0x5a) | ((zoom & 3) << 8)) * 4, outHeight: (at(DSP, 0x5b) | ((zoom & 4) << 6)) * 4,
    };
  }

  function sizeOf(): { width: number; height: number } | undefined {
    const cut = geometry();
    if ((at(DSP, 0xe0) & 0x04) !== 0 || cut.fullWidth === 0) return undefined;
    if ((at(DSP, 0x05) & 1) !== 0) return { width: cut.fullWidth, height: cut.fullHeight };
    return { width: cut.outWidth, height: cut.outHeight };
  }

  /** What is wrong with the geometry; the sizes it was told have to agree with each other. */
  function faults(): string[] {
    const cut = geometry();
    const said = [at(DSP, 0xc0) * 8, at(DSP, 0xc1) * 8];
    return [
      ...(said[0] !== cut.fullWidth || said[1] !== cut.fullHeight ? [`the sensor gives other than ${said.join(" by ")}`] : []),
      ...(cut.x + cut.width > cut.fullWidth || cut.y + cut.height > cut.fullHeight ? ["a window that is larger than all"] : []),
      ...(cut.width / cut.dividedBy[0] < cut.outWidth || cut.height / cut.dividedBy[1] < cut.outHeight
        ? ["pictures can only get smaller"] : []),
      ...((at(DSP, 0x86) & 0x20) === 0 ? ["the part that makes pictures smaller is off"] : []),
      ...((at(DSP, 0xda) & 0x5c) !== 0 ? ["no Y U Y V"] : []),
    ];
  }

  function picture(): Uint8Array {
    const size = sizeOf();
    if (size === undefined) return new Uint8Array(0);
    const { width, height } = size;
    const bytes = new Uint8Array(width * height * 2);
    const wrong = (at(DSP, 0x05) & 1) === 0 ? faults() : ["the processor is passed by"];
    if (wrong.length > 0) {
      sensor.complaints.push(...wrong);
      return bytes.map((_, index) => (index * 73) & 255);
    }
    const cut = geometry();
    const window = {
      x0: cut.x / cut.fullWidth, x1: (cut.x + cut.width) / cut.fullWidth,
      y0: cut.y / cut.fullHeight, y1: (cut.y + cut.height) / cut.fullHeight,
    };
    const dots = sensor.scene?.look(window, width, height, frames++);
    const isBlind = clock.nowMs - startedMs < EXPOSURE_MS || (at(SENSOR, 0x13) & 5) !== 5;
    // Bit 0 swaps each two bytes: the light comes second.
    const light = at(DSP, 0xda) & 1;
    for (let index = 0; index < width * height; index++) {
      bytes[index * 2 + light] = isBlind ? (dots?.[index] ?? 0) >> 4 : dots?.[index] ?? 4;
      bytes[index * 2 + 1 - light] = 128;
    }
    return bytes;
  }
}

function fresh(): [Uint8Array, Uint8Array] {
  const banks: [Uint8Array, Uint8Array] = [new Uint8Array(256), new Uint8Array(256)];
  for (const [bank, address, value] of DELIVERED) banks[bank]![address] = value;
  return banks;
}
