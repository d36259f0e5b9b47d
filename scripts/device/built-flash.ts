import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import MemoryMap from "nrf-intel-hex";
import { buildImage } from "../build/image";
import { flashOf } from "../build/board-data";
import { hexOf, savedCode } from "../build/saved-code";
import { writeImage } from "../build/write-image";
import { Flash } from "../../sim/espruino/flash";
import { writeFile } from "../../sim/espruino/storage-format";
import { checkBooks, type Scenario } from "./scenarios";
import type { World } from "./world";

/** Stories of what a build leaves in its folder. */
export const BUILT: Scenario[] = [
  { name: "the interpreter starts from a build's HEX, and sells", play: fromHex, world: { bare: true } },
];

const AMOUNT = 1250;
const ERASED = 0xff;

/**
 * As a programmer of chips does it: the HEX at its address, and behind it what provisioning makes. Where the
 * interpreter has other pages than the board of the build, what the build would make for such a board.
 */
async function fromHex(world: World): Promise<void> {
  const folder = join(world.folder, "dist");
  const built = await buildImage({ board: "linux" });
  writeImage(folder, "linux", built);
  const board = flashOf("linux");
  if (world.interpreter.pageBytes !== board.pageBytes) {
    const { flashBytes: totalBytes, pageBytes } = world.interpreter;
    const saved = savedCode(built, { ...board, totalBytes, pageBytes });
    writeFileSync(join(folder, "tinytill.bin"), saved);
    writeFileSync(join(folder, "tinytill.hex"), hexOf(saved, { ...board, totalBytes, pageBytes }));
  }
  const flash = new Flash({ totalBytes: world.interpreter.flashBytes, pageBytes: world.interpreter.pageBytes });
  const hex = MemoryMap.fromHex(readFileSync(join(folder, "tinytill.hex"), "utf8"));
  for (const [at, block] of hex) flash.bytes.set(block, at - board.address);
  const binary = readFileSync(join(folder, "tinytill.bin"));
  assert.ok(binary.equals(flash.bytes.subarray(0, binary.length)), "BIN and HEX are the same");
  assert.ok(flash.bytes.subarray(binary.length).every((byte) => byte === ERASED), "the HEX ends where the BIN ends");
  await world.powerOff();
  for (const file of await world.flashFiles()) writeFile(flash, file.name, file.data, file.size);
  writeFileSync(join(world.folder, "espruino.flash"), flash.bytes);
  await world.powerOn();
  await world.sell(world.payer());
  await world.verdict("CHARGED");
  await world.cut();
  checkBooks(world, AMOUNT);
}
