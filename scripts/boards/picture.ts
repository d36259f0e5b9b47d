import type { ChipFacts } from "../../sim/chips";
import type { Line } from "./pins";

/** How a part is named in pictures and tables, what it is fed with, and its own names of the signals. */
export interface PartWords {
  title: string;
  supply: string;
  side: "left" | "right";
  colour: string;
  signals: Record<string, string>;
}

const keys = (word: string) => Object.fromEntries([1, 2, 3, 4].map((at) => [`${word} ${at}`, `${word} ${at}`]));

/** The parts of the terminals, in the order of the pictures. */
export const PARTS: Record<string, PartWords> = {
  scanner: {
    title: "2D scanner GM65", supply: "5 V, GND", side: "left", colour: "#1f6f8b", signals: { receive: "TXD", transmit: "RXD" },
  },
  camera: {
    title: "ArduCAM Mini 2MP Plus", supply: "3.3 V, GND; SCK, MOSI: as the display's SCK, SDI", side: "left", colour: "#1f6f8b",
    signals: { input: "MISO", select: "CS", sensorData: "SDA", sensorClock: "SCL" },
  },
  printer: {
    title: "58 mm printer, TTL", supply: "5 to 9 V / 2 A, GND", side: "left", colour: "#7a4f9a",
    signals: { receive: "TXD", transmit: "RXD" },
  },
  display: {
    title: "ILI9341 240 x 320", supply: "3.3 V, GND; RESET to EN, LED to 3.3 V", side: "left", colour: "#b3541e",
    signals: { clock: "SCK", data: "SDI (MOSI)", command: "D/C", select: "CS" },
  },
  keypad: { title: "keypad 4 x 4", supply: "none", side: "right", colour: "#2b7a3d", signals: { ...keys("row"), ...keys("column") } },
  speaker: { title: "sounder with transistor", supply: "3.3 V, GND", side: "right", colour: "#a02c5a", signals: { tone: "in" } },
  voice: {
    title: "voice module DFPlayer Mini", supply: "5 V, GND; loudspeaker on SPK; if wanted", side: "right", colour: "#1d4e9e",
    signals: { receive: "TX", transmit: "RX", busy: "BUSY" },
  },
  tamper: { title: "case switch to GND", supply: "GND", side: "right", colour: "#8a1c1c", signals: { contact: "contact" } },
  battery: { title: "cell, 100k / 100k", supply: "cell, GND", side: "right", colour: "#5b5b14", signals: { sense: "middle" } },
};

const ROW = 22;
const TOP = 60;
const GAP = 34;
const PART_WIDTH = 250;
const WIRE_WIDTH = 150;
const CHIP_WIDTH = 190;
const WIDTH = 2 * (PART_WIDTH + WIRE_WIDTH) + CHIP_WIDTH + 40;
const CHIP_X = 20 + PART_WIDTH + WIRE_WIDTH;

function text(x: number, y: number, words: string, style = ""): string {
  return `<text x="${x}" y="${y}"${style === "" ? "" : ` ${style}`}>${words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;
}

/** A board as a picture: the chip in the middle, its parts at the sides, a wire for each pin. SVG. */
export function drawBoard(board: string, chip: ChipFacts, lines: Line[]): string {
  const drawn: string[] = [];
  const heights = { left: TOP, right: TOP };
  for (const [part, words] of Object.entries(PARTS)) {
    const wires = lines.filter((line) => line.part === part);
    if (wires.length === 0) continue;
    drawn.push(...drawPart(words, wires, heights[words.side]));
    heights[words.side] += wires.length * ROW + 40 + GAP;
  }
  const bottom = Math.max(heights.left, heights.right) - GAP;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 20}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${bottom + 20}" fill="#ffffff"/>`,
    `<rect x="${CHIP_X}" y="${TOP - 20}" width="${CHIP_WIDTH}" height="${bottom - TOP + 20}" rx="8" fill="#23313d"/>`,
    text(CHIP_X + CHIP_WIDTH / 2, TOP - 30, `${board}: ${chip.name}`, 'text-anchor="middle" font-weight="bold"'),
    ...drawn,
    "</svg>",
  ].join("\n")}\n`;
}

function drawPart(words: PartWords, wires: Line[], top: number): string[] {
  const left = words.side === "left";
  const x = left ? 20 : CHIP_X + CHIP_WIDTH + WIRE_WIDTH;
  const [from, to] = left ? [x + PART_WIDTH, CHIP_X] : [CHIP_X + CHIP_WIDTH, x];
  const anchor = (end: boolean) => `text-anchor="${end ? "end" : "start"}"`;
  return [
    `<rect x="${x}" y="${top}" width="${PART_WIDTH}" height="${wires.length * ROW + 40}" rx="6" fill="#f4f1ea" stroke="${words.colour}"/>`,
    text(x + 10, top + 17, words.title, 'font-weight="bold"'),
    text(x + 10, top + 33, words.supply, 'font-size="11" fill="#555555"'),
    ...wires.flatMap((line, row) => {
      const y = top + 44 + row * ROW;
      return [
        `<line x1="${from}" y1="${y}" x2="${to}" y2="${y}" stroke="${words.colour}" stroke-width="2"/>`,
        text(left ? from - 10 : to + 10, y + 4, words.signals[line.signal] ?? line.signal, anchor(left)),
        text(left ? to + 10 : from - 10, y + 4, `GPIO ${line.pin}`, `${anchor(!left)} fill="#ffffff"`),
      ];
    }),
  ];
}

/** The same as a table in Markdown. */
export function tableOf(lines: Line[]): string {
  const rows = Object.entries(PARTS).flatMap(([part, words]) => lines.filter((line) => line.part === part).map((line) => {
    return `| ${words.title} | ${words.signals[line.signal] ?? line.signal} | GPIO ${line.pin} | ${line.signal} |`;
  }));
  return ["| part | its pin | chip | for |", "|---|---|---|---|", ...rows].join("\n");
}
