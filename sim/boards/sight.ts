import type { VirtualClock } from "../clock";
import { phoneScene, type Scene } from "../camera/scene";
import { createArduCAM, type SimulatedArduCAM } from "../devices/arducam";
import { createGM65 } from "../devices/gm65";
import type { ScanOptions } from "../devices/scanner";
import { createI2CBus, type I2CBus } from "../i2c-bus";
import type { Net } from "../pins";
import type { SPIPart } from "../spi-bus";
import { toCode128, toQr } from "../wallet/symbols";
import { createWire, type WireEnd } from "../wire";
import type { Lens } from "./board";

/** What reads codes, as it is soldered, and the hands that hold codes to it. */
export interface Sight {
  readonly looking: boolean;
  lens?: Lens;
  scan(code: string, options?: ScanOptions): void;
  /** The terminal lost its power. */
  cut(): void;
}

/** A phone is held to it for so long. */
const HOLD_MS = 2_000;
/** A setting of the scanner, and what its code for "look whenever something moves" makes of it. */
const SCANNER_MODE = 0;
const SENSING = 0xd7;
const BAUD = 9600;
/** A camera that took no picture for so long is not looking: one that reads a hard picture takes up to three seconds. */
const LOOKING_MS = 4_000;

/** An engine on a wire. @param isOnItsOwn the merchant set it up to look by itself */
export function engineSight(clock: VirtualClock, isOnItsOwn: boolean): Sight & { wire: WireEnd } {
  const wire = createWire(clock, BAUD);
  const scanner = createGM65({ wire: wire.part, clock });
  if (isOnItsOwn) scanner.setZone(SCANNER_MODE, SENSING);
  let putAway = (): void => undefined;
  return {
    wire: wire.terminal,
    get looking() { return scanner.looking; },
    scan(code, options) {
      if (options !== undefined) return scanner.scan(code, options);
      putAway();
      scanner.hold(code);
      putAway = clock.after(HOLD_MS, () => scanner.hold(undefined));
    },
    cut: () => wire.cut(),
  };
}

/** A camera with its own bus of two wires. */
export function cameraSight(
  clock: VirtualClock, select: Net,
): Sight & { lens: Lens; camera: SimulatedArduCAM; part: SPIPart; bus: I2CBus } {
  const bus = createI2CBus();
  const camera = createArduCAM({ clock, bus, select });
  const lens: Lens = {
    get scene() { return camera.scene; },
    set scene(scene) { camera.scene = scene; },
    pose: {},
    get view() { return camera.picture && (camera.picture.width > camera.picture.height * 2 ? "strip" : "whole"); },
    get picture() { return camera.picture; },
    get taken() { return camera.taken; },
  };
  return {
    lens,
    camera,
    part: camera,
    bus,
    get looking() { return clock.nowMs - camera.takenMs < LOOKING_MS; },
    scan(code) {
      const scene = held(code, lens);
      lens.scene = scene;
      clock.after(HOLD_MS, () => { if (lens.scene === scene) lens.scene = undefined; });
    },
    cut: () => camera.cut(),
  };
}

/** A phone that shows the code, held as the lens says at each moment. Only digits in pairs are shown as bars, too. */
function held(code: string, lens: Lens): Scene {
  const bars = /^([0-9]{2})+$/.test(code) ? toCode128(code) : undefined;
  const symbols = { ...(bars === undefined ? {} : { bars }), matrix: toQr(code) };
  let seen: { pose: Lens["pose"]; scene: Scene } | undefined;
  return {
    look(...window) {
      const { pose } = lens;
      if (seen?.pose !== pose) {
        seen = { pose, scene: phoneScene({ symbols, pose: { ...(bars === undefined ? { aim: 1 } : {}), ...pose }, seed: code.length }) };
      }
      return seen.scene.look(...window);
    },
  };
}
