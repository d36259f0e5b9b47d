// Twin of Nextion and TJC panels: the part of The Nextion Instruction Set that draws text, strictly.

import { fromBytes, toBytes } from "../bytes";
import type { WireEnd } from "../wire";
import { cellsOf, decodeGBK } from "./gbk";

const COLUMN_PX = 8;
const ROW_PX = 16;
/** 16 bits of colour. */
const WHITE = 65_535;
/** Return data, section 7 of the instruction set. */
const INVALID_INSTRUCTION = 0x00;
const SUCCESS = 0x01;
const INVALID_FONT = 0x04;
const INVALID_VARIABLE = 0x1a;
const WRONG_PARAMETERS = 0x1e;
const BUFFER_OVERFLOW = 0x24;
const READY = 0x88;
/** The panel's serial buffer: an instruction without an end is given up here. */
const BUFFER_BYTES = 1024;

/** A text on the panel, where its letters are. */
export interface DrawnText {
  text: string;
  /** 0: 8 by 16 pixels for ASCII; 1: 16 by 32. */
  font: number;
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
  /** Something was drawn over a part of it. */
  damaged: boolean;
}

/** A text and the cells of 8 by 16 pixels where it still shows, as `row * 256 + column`. */
interface Text extends Omit<DrawnText, "damaged"> {
  cells: Set<number>;
  cellsAtFirst: number;
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A panel as one sees it. */
export interface NextionPanel {
  /** The texts as a picture of rows; big ones stand in their upper row, their letters side by side. */
  text(): string;
  /** Every text, top to bottom, then left to right. */
  drawn(): DrawnText[];
  /** The picture without its letters: a byte for each pixel, row by row, 255 where it is white. */
  pixels(): { widthPx: number; heightPx: number; data: Uint8ClampedArray };
  /** Instructions that the panel did not understand, as received. */
  complaints: string[];
  /** Instructions that drew something. */
  drawings: number;
  /** Backlight, 0 to 100. */
  brightness: number;
  /** Power off and on: an empty page, and the start-up messages. */
  restart(): void;
}

/** Makes a panel with the fonts 0 and 1, black and empty. */
export function createNextionPanel(options: {
  wire: WireEnd;
  widthPx?: number;
  heightPx?: number;
}): NextionPanel {
  const { wire, widthPx = 320, heightPx = 240 } = options;
  let received: number[] = [];
  let texts: Text[] = [];
  let feedback = 2;
  const pixels = new Uint8ClampedArray(widthPx * heightPx);

  const panel: NextionPanel = {
    text: () => picture(texts, Math.floor(heightPx / ROW_PX)),
    pixels: () => ({ widthPx, heightPx, data: pixels.slice() }),
    drawn: () => inOrder(texts).map(({ cells, cellsAtFirst, ...text }) => {
      return { ...text, damaged: cells.size < cellsAtFirst };
    }),
    complaints: [],
    drawings: 0,
    brightness: 100,
    restart() {
      received = [];
      texts = [];
      pixels.fill(0);
      feedback = 2;
      answer(0, 0, 0);
      answer(READY);
    },
  };

  wire.onData = (bytes) => {
    for (const byte of bytes) {
      received.push(byte);
      if (received.length > BUFFER_BYTES) {
        received = [];
        panel.complaints.push("overflow");
        answer(BUFFER_OVERFLOW);
      }
      if (byte !== 0xff || received.at(-2) !== 0xff || received.at(-3) !== 0xff) continue;
      const instruction = Uint8Array.from(received.slice(0, -3));
      received = [];
      const result = execute(instruction);
      if (result !== SUCCESS) panel.complaints.push(toBytes(instruction));
      if (result === SUCCESS ? feedback & 1 : feedback & 2) answer(result);
    }
  };
  return panel;

  function answer(...message: number[]): void {
    wire.write(Uint8Array.of(...message, 0xff, 0xff, 0xff));
  }

  function execute(bytes: Uint8Array): number {
    const instruction = toBytes(bytes);
    const setting = /^(dim|bkcmd)=(\d+)$/.exec(instruction);
    if (setting) return set(setting[1]!, Number(setting[2]));
    const [, name, parameters] = /^([a-z]+) (.*)$/s.exec(instruction) ?? [];
    if (name === "cls") return clear(parameters!);
    if (name === "fill") return fill(parameters!);
    if (name === "xstr") return drawText(parameters!);
    return name === undefined && instruction.includes("=") ? INVALID_VARIABLE : INVALID_INSTRUCTION;
  }

  function set(variable: string, value: number): number {
    if (value > (variable === "dim" ? 100 : 3)) return INVALID_VARIABLE;
    if (variable === "dim") panel.brightness = value;
    else feedback = value;
    return SUCCESS;
  }

  function clear(parameters: string): number {
    if (numbersOf(parameters, 1) === undefined) return WRONG_PARAMETERS;
    texts = [];
    pixels.fill(0);
    panel.drawings++;
    return SUCCESS;
  }

  function fill(parameters: string): number {
    const numbers = numbersOf(parameters, 5);
    if (numbers === undefined) return WRONG_PARAMETERS;
    const [x, y, width, height, colour] = numbers as [number, number, number, number, number];
    return erase({ x, y, width, height }, colour === WHITE ? 255 : 0);
  }

  function erase(area: Area, shade = 0): number {
    if (area.x + area.width > widthPx || area.y + area.height > heightPx) return WRONG_PARAMETERS;
    for (let row = area.y; row < area.y + area.height; row++) {
      pixels.fill(shade, row * widthPx + area.x, row * widthPx + area.x + area.width);
    }
    const covered = cellsIn(area);
    for (const text of texts) for (const cell of covered) text.cells.delete(cell);
    texts = texts.filter((text) => text.cells.size > 0);
    panel.drawings++;
    return SUCCESS;
  }

  function drawText(parameters: string): number {
    const split = /^((?:\d+,){10})"((?:[^"\\]|\\["\\r])*)"$/s.exec(parameters);
    const numbers = split && numbersOf(split[1]!.slice(0, -1), 10);
    if (!split || !numbers) return WRONG_PARAMETERS;
    const [x, y, width, height, font, , , horizontal, vertical, fillMode] = numbers as [
      number, number, number, number, number, number, number, number, number, number];
    if (font > 1) return INVALID_FONT;
    if (horizontal > 2 || vertical > 2 || fillMode !== 1) return WRONG_PARAMETERS;
    const whole = unescape(split[2]!);
    // Half a character would take the closing quote for its other half.
    if (whole.includes("\ufffd")) return WRONG_PARAMETERS;
    const erased = erase({ x, y, width, height });
    if (erased !== SUCCESS) return erased;
    const scale = font + 1;
    const text = visible(whole, Math.floor(width / COLUMN_PX / scale));
    const spare = width - cellsOf(text) * COLUMN_PX * scale;
    // More letters than fit wrap below the area, where nobody sees them; so do letters higher than the area.
    if (text !== "" && ROW_PX * scale <= height) {
      const left = x + Math.floor((spare * horizontal) / 2);
      const place = { x: left, y, width: width - spare, height: ROW_PX * scale };
      const cells = cellsIn(place);
      const { width: widthPx, height: heightPx } = place;
      texts.push({ text, font, x: place.x, y, widthPx, heightPx, cells, cellsAtFirst: cells.size });
    }
    return SUCCESS;
  }
}

function numbersOf(parameters: string, count: number): number[] | undefined {
  const parts = parameters.split(",");
  if (parts.length !== count || parts.some((part) => !/^\d{1,5}$/.test(part))) return undefined;
  return parts.map(Number);
}

function unescape(text: string): string {
  const bytes = text.replace(/\\(["\\r])/g, (_, char: string) => (char === "r" ? "\r\n" : char));
  return decodeGBK(fromBytes(bytes));
}

function visible(text: string, cells: number): string {
  let seen = "";
  for (const char of text) {
    if (cellsOf(seen + char) > cells) break;
    seen += char;
  }
  return seen;
}

/** Every cell that an area touches. */
function cellsIn(area: Area): Set<number> {
  const cells = new Set<number>();
  for (let row = Math.floor(area.y / ROW_PX); row * ROW_PX < area.y + area.height; row++) {
    for (let column = Math.floor(area.x / COLUMN_PX); column * COLUMN_PX < area.x + area.width; column++) {
      cells.add(row * 256 + column);
    }
  }
  return cells;
}

function inOrder(texts: Text[]): Text[] {
  return [...texts].sort((a, b) => a.y - b.y || a.x - b.x);
}

function picture(texts: Text[], rows: number): string {
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    let line = "";
    for (const text of inOrder(texts).filter((one) => Math.floor(one.y / ROW_PX) === row)) {
      line += " ".repeat(Math.max(0, Math.floor(text.x / COLUMN_PX) - cellsOf(line)));
      line += text.cells.size < text.cellsAtFirst ? "\u2592".repeat([...text.text].length) : text.text;
    }
    lines.push(line.trimEnd());
  }
  return lines.join("\n").trimEnd();
}
