import { test } from "uvu";
import * as assert from "uvu/assert";
import { testScanner } from "../../../firmware/self-test/parts";
import { openCameraScanner } from "../../../hal/drivers/scanner/camera-scanner";
import type { Device } from "../../../hal/device";
import { cameraOnWires } from "../../support/simulated-camera";

type World = ReturnType<typeof cameraOnWires>;

/** What the self-test of the scanner says of a camera whose readers find this code, or none. */
function told(hurt: (world: World) => void, code?: string): string {
  const world = cameraOnWires();
  const { clock, deviceClock, camera } = world;
  const open = () => ({ begin() {}, work: () => ({ isDone: true, ...code === undefined ? {} : { code } }) });
  const device: Partial<Device> = {
    clock: deviceClock as Device["clock"],
    openScanner: (options) => openCameraScanner({ camera, clock: deviceClock, openStripReader: open, openWholeReader: open }, options),
  };
  let said = "";
  hurt(world);
  testScanner(device as Device, (number, text) => { said = `${number} ${text}`; });
  clock.advance(30_000);
  assert.is(clock.nextMs(), undefined);
  return said;
}

for (const [name, hurt, code, said] of [
  ["that is well", () => undefined, "134567890123456789", "0 read a code of 18 characters"],
  ["that sees no code", () => undefined, undefined, "41 no code was read"],
  ["that is not plugged in", ({ part }: World) => part.plug(false), undefined, "42 the scanner does not answer"],
  ["whose sensor does not answer", ({ bus }: World) => { bus.stuck = true; }, undefined,
    "43 the scanner keeps a setting that holds codes back"],
] as const) {
  test(`a camera ${name}: ${said}`, () => { assert.is(told(hurt, code), said); });
}

test.run();
