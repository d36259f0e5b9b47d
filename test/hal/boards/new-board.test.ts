import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { misfit, pinnedBoards } from "../../../scripts/boards/pins";
import { boardData } from "../../../scripts/build/board-data";
import { boardFont } from "../../../scripts/build/font";
import { buildImage } from "../../../scripts/build/image";
import { writeImage } from "../../../scripts/build/write-image";
import { drawings } from "../../../scripts/draw-boards";
import type { Twin } from "../../../sim/boards/boards";
import { openShop, words } from "../../support/image";

/** A kiosk on an ESP32 without a battery, its keys and its panel on other pins, less of its flash for images. */
const BOARD = `
import type { Device } from "../device";
import type { BoardFacts } from "./shared/facts";
import { spi } from "../io/espruino/spi";
import { engine } from "./shared/engine";
import type { UARTPins } from "./shared/engine";
import { openTerminal } from "./shared/terminal";
import type { TerminalPins } from "./shared/terminal";

export { closeTelnet } from "../io/espruino/console";

export const encoding = "gbk";
export const storageStart = 0x320000;
export const facts: BoardFacts = {
  interpreter: "esp32", chip: "ESP32", imageBytesMax: 118_000,
  flash: { address: storageStart, totalBytes: 917_504, pageBytes: 4096, slotBytes: 118_784, slots: 1 },
  about: "A kiosk of seven words that no image needs.",
};

export const pins: TerminalPins & { scanner: UARTPins } = {
  scanner: { receive: D34, transmit: D33 },
  printer: { receive: D35, transmit: D32 },
  keypad: { rows: [D21, D22, D23, D25], columns: [D16, D17, D18, D19] },
  display: { clock: D13, data: D14, command: D26, select: D27 },
  speaker: { tone: D4 },
  tamper: { contact: D36, pullUp: false },
};

export function openBoard(): Device {
  return openTerminal(pins, storageStart, spi(SPI1, pins.display), engine(pins.scanner));
}
`;

const TWIN = `
import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import { ESP32 } from "../chips";
import { soldered } from "./espressif";

export const twin = (font: BitmapFont) => soldered({
  chip: ESP32,
  scanner: { receive: 34, transmit: 33 },
  printer: { receive: 35, transmit: 32 },
  rows: [21, 22, 23, 25],
  columns: [16, 17, 18, 19],
  display: { command: 26, select: 27 },
  speaker: 4,
  tamper: 36,
}, font);
`;

const root = mkdtempSync(join(tmpdir(), "tinytill-"));
test.after(() => rmSync(root, { recursive: true }));
for (const part of ["firmware", "hal", "sim", "scripts", "package.json", "tsconfig.base.json", "tsconfig.board.json", "tsconfig.device.json"]) {
  cpSync(part, join(root, part), { recursive: true });
}
symlinkSync(join(process.cwd(), "node_modules"), join(root, "node_modules"));
writeFileSync(join(root, "hal/boards/kiosk.ts"), BOARD);
writeFileSync(join(root, "sim/boards/kiosk.ts"), TWIN);

test("a file in hal/boards is a board: its pins and its page", () => {
  const kiosk = pinnedBoards(root).find(({ board }) => board === "kiosk")!;
  for (const line of kiosk.lines) assert.is(misfit(line, kiosk.chip), undefined, `${line.part} ${line.signal}`);
  assert.match(drawings(root)["kiosk.md"]!, "| keypad 4 x 4 | row 1 | GPIO 21 | row 1 |");
  assert.match(drawings(root)["kiosk.md"]!, "A kiosk of seven words");
  assert.throws(() => boardData("nowhere", root), "hal/boards/nowhere.ts");
});

test("its image is built, without what only the build needs, and sells on its twin", async () => {
  const image = await buildImage({ board: "kiosk", root });
  assert.not.match(image.program.code, "seven words");
  assert.not.match(image.program.code, "118784");
  assert.is(image.slotBytes, 118_784);
  const out = join(root, "dist");
  writeImage(out, "kiosk", image, false, root);
  const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as { board: string; flash: { name: string }[] };
  assert.is(manifest.board, "kiosk");
  assert.equal(manifest.flash.map(({ name }) => name), [".bootcde", "app.a"]);

  const { twin } = await import(pathToFileURL(join(root, "sim/boards/kiosk.ts")).href) as { twin: Twin };
  const shop = await openShop({ image, board: twin(boardFont(".", "gbk")) });
  shop.clock.advance(2_000);
  shop.press(["1", "2", ".", "5", "0", "ok"]);
  shop.scan(shop.payer().showCode());
  shop.clock.advance(15_000);
  assert.match(words(shop), "CHARGED");
  assert.match(shop.printer.paper().join("\n"), "CHARGED");
  assert.is(shop.taken("HKD"), 1250);
  assert.equal(shop.interpreter.uncaught, []);
});

test.run();
