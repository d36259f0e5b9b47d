// Twin of the ST7920-0B in serial mode. Source: ST7920 data sheet V4.0, serial interface, instruction sets 1 and 2,
// DDRAM and GDRAM maps, execution times.

import type { VirtualClock } from "../clock";
import type { SPIPart, SPITiming } from "../spi-bus";
import { decodeGBK } from "./gbk";

/** A panel as one sees it. */
export interface ST7920 extends SPIPart {
  /** The rows of text, without the spaces behind them. */
  text(): string;
  /** A byte for each pixel, row by row, of the graphic plane alone: 255 where it is on. */
  pixels(): Uint8ClampedArray;
  /** What it did not understand, or came too fast. */
  complaints: string[];
  /** Instructions and data that it carried out. */
  carriedOut: number;
  /** Power off and on: nothing is shown, and what the planes hold is chance. */
  restart(): void;
}

export const ST7920_WIDTH_PX = 128;
export const ST7920_HEIGHT_PX = 64;
const ROW_ADDRESSES = [0x00, 0x10, 0x08, 0x18];
const CELLS = 8;
/** From power-on until it takes anything. */
const START_MS = 40;
const INSTRUCTION_US = 72;
const CLEAR_MS = 1.6;

export function createST7920(options: { clock: VirtualClock }): ST7920 {
  const { clock } = options;
  const letters = new Uint8Array(64);
  const graphics = new Uint8Array(32 * 32);
  let busyUntilMs = 0;
  let state = fresh();
  const panel: ST7920 = {
    text: () => (state.isOn ? ROW_ADDRESSES.map((at) => rowText(letters.subarray(at * 2, at * 2 + CELLS * 2))) : [])
      .join("\n").trimEnd(),
    pixels: () => plane(state.isOn && state.isGraphicOn ? graphics : new Uint8Array(graphics.length)),
    complaints: [],
    carriedOut: 0,
    restart() {
      letters.fill(0x5a);
      graphics.fill(0xa5);
      state = fresh();
      busyUntilMs = clock.nowMs + START_MS;
    },
    transfer(bytes, timing) {
      if (clock.nowMs < busyUntilMs) complain("busy");
      else for (const byte of bytes) take(byte, timing);
    },
  };
  panel.restart();
  return panel;

  function complain(what: string): void {
    panel.complaints.push(what);
  }

  function take(byte: number, timing: SPITiming): void {
    // Five ones begin anew at any time.
    if ((byte & 0xf8) === 0xf8) {
      if ((byte & 5) !== 0) complain("nothing can be read in serial mode");
      state.isData = (byte & 2) !== 0;
      state.isSynchronised = true;
      state.upper = undefined;
    } else if (!state.isSynchronised || (byte & 0x0f) !== 0) {
      state.isSynchronised = false;
      complain(`no half of a byte: ${byte.toString(16)}`);
    } else if (state.upper === undefined) {
      state.upper = byte;
    } else {
      const whole = state.upper | (byte >> 4);
      state.upper = undefined;
      if ((16 / timing.hz) * 1e6 < INSTRUCTION_US) complain("too fast");
      panel.carriedOut++;
      if (state.isData) write(whole);
      else instruct(whole);
    }
  }

  function instruct(code: number): void {
    if ((code & 0xe0) === 0x20) {
      if ((code & 0x10) === 0) complain("four bits are for the parallel interface");
      // The graphic bit counts only while the extended set is chosen already, and stays chosen.
      if (state.isExtended && (code & 4) !== 0) state.isGraphicOn = (code & 2) !== 0;
      state.isExtended = (code & 4) !== 0;
      state.half = undefined;
    } else if (state.isExtended) instructExtended(code);
    else if ((code & 0x80) !== 0) setAddress(code & 0x3f);
    else if ((code & 0xf8) === 0x08) state.isOn = (code & 4) !== 0;
    else if (code === 0x06) state.half = undefined;
    else if (code === 0x01) {
      letters.fill(0x20);
      setAddress(0);
      busyUntilMs = clock.nowMs + CLEAR_MS;
    } else complain(`instruction ${code.toString(16)}`);
  }

  function setAddress(address: number): void {
    state.isGraphicData = false;
    state.address = address;
    state.half = undefined;
  }

  /** The vertical address, then the horizontal one. */
  function instructExtended(code: number): void {
    if ((code & 0x80) === 0) return complain(`extended instruction ${code.toString(16)}`);
    state.isGraphicData = true;
    if (state.half === undefined) {
      state.y = code & 0x3f;
      state.half = 1;
    } else {
      state.x = code & 0x0f;
      state.half = undefined;
    }
  }

  function write(byte: number): void {
    const second = state.half === 0 ? 1 : 0;
    if (state.isGraphicData) {
      if (state.y < 32) graphics[state.y * 32 + state.x * 2 + second] = byte;
      else complain("outside of the plane");
      if (second === 1) state.x = (state.x + 1) & 15;
    } else {
      letters[((state.address & 31) * 2 + second) & 63] = byte;
      if (second === 1) state.address = (state.address + 1) & 31;
    }
    state.half = second === 1 ? undefined : 0;
  }

  /** Cells of 16 pixels: a Chinese character, or two others. Half a character, or one across cells, is none. */
  function rowText(bytes: Uint8Array): string {
    let text = "";
    for (let at = 0; at < bytes.length; at += 2) {
      const [first, second] = [bytes[at]!, bytes[at + 1]!];
      if (first >= 0xa1 && first <= 0xf7 && second >= 0xa1) text += decodeGBK(bytes.slice(at, at + 2));
      else text += [first, second].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "\ufffd")).join("");
    }
    return text.trimEnd();
  }
}

interface State {
  isSynchronised: boolean;
  isData: boolean;
  upper: number | undefined;
  isExtended: boolean;
  isOn: boolean;
  isGraphicOn: boolean;
  isGraphicData: boolean;
  address: number;
  x: number;
  y: number;
  /** 0: the first byte of two came; 1: the vertical address came. */
  half: 0 | 1 | undefined;
}

function fresh(): State {
  return {
    isSynchronised: false, isData: false, upper: undefined, isExtended: false, isOn: false, isGraphicOn: false,
    isGraphicData: false, address: 0, x: 0, y: 0, half: undefined,
  };
}

/** The lower half of the panel continues the rows of the upper one. */
function plane(graphics: Uint8Array): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(ST7920_WIDTH_PX * ST7920_HEIGHT_PX);
  for (let y = 0; y < ST7920_HEIGHT_PX; y++) {
    for (let x = 0; x < ST7920_WIDTH_PX; x++) {
      const byte = graphics[(y & 31) * 32 + (y >> 5) * 16 + (x >> 3)]!;
      if ((byte >> (7 - (x & 7))) & 1) pixels[y * ST7920_WIDTH_PX + x] = 255;
    }
  }
  return pixels;
}
