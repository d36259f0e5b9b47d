// Twin of the ILI9341. Source: ILI9341 data sheet V1.11: 4-line serial interface, section 8.2, memory data access control.

import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import type { VirtualClock } from "../clock";
import type { Net } from "../pins";
import type { SPIPart, SPITiming } from "../spi-bus";
import { readDots } from "./dots";

/** A panel as one sees it, lying, its connector to the right. */
export interface ILI9341 extends SPIPart {
  /** The texts as a picture of rows; big ones stand in their upper row, their letters side by side. */
  text(): string;
  /** A byte for each pixel, row by row: how light it is. */
  pixels(): { widthPx: number; heightPx: number; data: Uint8ClampedArray };
  complaints: string[];
  /** Times that something was written to its memory. */
  drawings: number;
  /** Dots that became others. */
  changes: number;
  /** Power off and on: dark, and its memory is chance. */
  restart(): void;
}

const PHYSICAL_COLUMNS = 240;
const PHYSICAL_PAGES = 320;
const HZ_MAX = 10_000_000;
const SETTLE_MS = 120;
const WAKE_MS = 5;
/** Bits of Memory Access Control. */
const ROW_ORDER = 0x80;
const COLUMN_ORDER = 0x40;
const EXCHANGE = 0x20;
/** Of each share of green: 0 to 255. */
const LIGHTNESS = Uint8Array.from({ length: 64 }, (_, green) => Math.round((green * 255) / 63));
const PARAMETERS: Record<number, number> = { 0x01: 0, 0x11: 0, 0x28: 0, 0x29: 0, 0x2a: 4, 0x2b: 4, 0x36: 1, 0x3a: 1 };

/**
 * Makes a panel.
 * @param select CSX, low while it listens
 * @param command D/CX, low for commands
 * @param font what its text is read by; without one there is none
 */
export function createILI9341(options: { clock: VirtualClock; select: Net; command: Net; font?: BitmapFont }): ILI9341 {
  const { clock, select, command, font } = options;
  const memory = new Uint16Array(PHYSICAL_COLUMNS * PHYSICAL_PAGES);
  let state = fresh();
  const panel: ILI9341 = {
    text: () => (font ? readDots(panel.pixels(), font) : ""),
    pixels: () => picture(),
    complaints: [],
    drawings: 0,
    changes: 0,
    restart() {
      memory.fill(0x1234);
      state = fresh();
    },
    transfer(bytes, timing) {
      if (select.level === 1) return;
      check(timing);
      if (command.level === 0) for (const byte of bytes) begin(byte);
      else for (const byte of bytes) take(byte);
    },
  };
  panel.restart();
  return panel;

  function check(timing: SPITiming): void {
    if (timing.hz > HZ_MAX) panel.complaints.push("too fast");
    if (timing.mode !== 0 && timing.mode !== 3) panel.complaints.push(`mode ${timing.mode}`);
  }

  function begin(code: number): void {
    if (clock.nowMs < state.readyMs) panel.complaints.push(`busy: ${code.toString(16)}`);
    if (state.missing > 0) panel.complaints.push(`parameters are missing for ${state.command.toString(16)}`);
    state.command = code;
    state.parameters = [];
    state.missing = PARAMETERS[code] ?? 0;
    if (code === 0x2c) {
      [state.x, state.y] = [state.columns[0], state.pages[0]];
      state.upper = undefined;
      panel.drawings++;
    } else if (code === 0x01) state = { ...fresh(), readyMs: clock.nowMs + SETTLE_MS };
    else if (code === 0x11) wake();
    else if (code === 0x28 || code === 0x29) state.isOn = code === 0x29;
    else if (PARAMETERS[code] === undefined) panel.complaints.push(`command ${code.toString(16)}`);
  }

  /** Nothing where it is awake already; else so long until the next command, 8.2.12. */
  function wake(): void {
    if (!state.isAwake) state.readyMs = clock.nowMs + WAKE_MS;
    state.isAwake = true;
  }

  function take(byte: number): void {
    if (state.command === 0x2c) return takePixel(byte);
    if (state.missing === 0) {
      panel.complaints.push(`more than ${state.command.toString(16)} has`);
      return;
    }
    state.parameters.push(byte);
    state.missing--;
    if (state.missing === 0) execute(state.command, state.parameters);
  }

  function execute(code: number, parameters: number[]): void {
    if (code === 0x36) state.access = parameters[0]!;
    else if (code === 0x3a) state.bits = parameters[0]! & 7;
    else {
      const [a, b, c, d] = parameters as [number, number, number, number];
      const range: [number, number] = [a * 256 + b, c * 256 + d];
      const isExchanged = (state.access & EXCHANGE) !== 0;
      const count = (code === 0x2a) !== isExchanged ? PHYSICAL_COLUMNS : PHYSICAL_PAGES;
      if (range[0] > range[1] || range[1] >= count) panel.complaints.push(`range ${range.join(" to ")}`);
      else if (code === 0x2a) state.columns = range;
      else state.pages = range;
    }
  }

  function takePixel(byte: number): void {
    if (state.bits !== 5) panel.complaints.push("the format is not set");
    if (state.upper === undefined) {
      state.upper = byte;
      return;
    }
    const [place, pixel] = [placeOf(state.x, state.y), state.upper * 256 + byte];
    if (memory[place] !== pixel) panel.changes++;
    memory[place] = pixel;
    state.upper = undefined;
    state.x++;
    if (state.x <= state.columns[1]) return;
    state.x = state.columns[0];
    state.y = state.y === state.pages[1] ? state.pages[0] : state.y + 1;
  }

  /** Where the memory has it what the chip is told as column and page. */
  function placeOf(column: number, page: number): number {
    let [x, y] = (state.access & EXCHANGE) !== 0 ? [page, column] : [column, page];
    if ((state.access & COLUMN_ORDER) !== 0) x = PHYSICAL_COLUMNS - 1 - x;
    if ((state.access & ROW_ORDER) !== 0) y = PHYSICAL_PAGES - 1 - y;
    return y * PHYSICAL_COLUMNS + x;
  }

  /** Turned by a quarter: what the panel has as its left edge is below. */
  function picture(): { widthPx: number; heightPx: number; data: Uint8ClampedArray } {
    const [widthPx, heightPx] = [PHYSICAL_PAGES, PHYSICAL_COLUMNS];
    const data = new Uint8ClampedArray(widthPx * heightPx);
    if (!state.isAwake || !state.isOn) return { widthPx, heightPx, data };
    for (let y = 0; y < heightPx; y++) {
      for (let x = 0; x < widthPx; x++) {
        data[y * widthPx + x] = LIGHTNESS[(memory[x * PHYSICAL_COLUMNS + PHYSICAL_COLUMNS - 1 - y]! >> 5) & 63]!;
      }
    }
    return { widthPx, heightPx, data };
  }
}

interface State {
  command: number;
  parameters: number[];
  /** Parameters still to come. */
  missing: number;
  readyMs: number;
  access: number;
  bits: number;
  isAwake: boolean;
  isOn: boolean;
  columns: [number, number];
  pages: [number, number];
  x: number;
  y: number;
  upper: number | undefined;
}

function fresh(): State {
  return {
    command: 0, parameters: [], missing: 0, readyMs: 0, access: 0, bits: 6, isAwake: false, isOn: false,
    columns: [0, PHYSICAL_COLUMNS - 1], pages: [0, PHYSICAL_PAGES - 1], x: 0, y: 0, upper: undefined,
  };
}
