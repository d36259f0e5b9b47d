// Twin of the ArduCAM Mini 2MP Plus: the chip between sensor and SPI, at the bytes of both its buses.
// Source: ArduCAM Mini 2MP Plus hardware application note and ArduChip register table.

import type { GreyPicture } from "../../hal/ports/camera";
import type { Scene } from "../camera/scene";
import type { VirtualClock } from "../clock";
import type { I2CBus } from "../i2c-bus";
import type { Net } from "../pins";
import type { SPIPart, SPITiming } from "../spi-bus";
import { createOV2640, type OV2640 } from "./ov2640";

/** The camera as one sees it, and what can be done to it. */
export interface SimulatedArduCAM extends SPIPart {
  sensor: OV2640;
  /** What stands before the lens. */
  scene: Scene | undefined;
  /** Pictures that were taken since it was made, and when the last one was asked for. */
  readonly taken: number;
  readonly takenMs: number;
  /** The light of the last picture that somebody read to its end. */
  readonly picture: GreyPicture | undefined;
  /** Times that its FIFO was read on. */
  readonly reads: number;
  /** What it was told and did not understand, the sensor's included. */
  readonly complaints: string[];
  /** Takes it off both buses, or puts it there with everything forgotten. */
  plug(plugged: boolean): void;
  /** The sensor's cable to the chip: without it no picture comes, and the sensor does not answer. */
  plugSensor(plugged: boolean): void;
  /** The board lost its power, and the camera with it. */
  cut(): void;
  /** Half-dead: no picture ever comes; its size register tells so much more; registers that read the same always. */
  fault: { stuck?: boolean; extraBytes?: number; version?: number; test?: number };
}

const ADDRESS = 0x30;
const HZ_MAX = 8_000_000;
const WRITING = 0x80;
const TEST = 0x00;
const FRAMES = 0x01;
const FIFO = 0x04;
const RESET = 0x07;
const READ_ON = 0x3c;
const READ_ONE = 0x3d;
const VERSION = 0x40;
const TRIGGER = 0x41;
const SIZE = 0x42;
const TAKEN = 0x08;
const VERSION_PLUS = 0x73;
const WRITABLE = [TEST, FRAMES, 0x02, 0x03, FIFO, 0x05, 0x06, RESET];
/** What the chip counts beside the picture. */
const TAIL_BYTES = 8;

/**
 * Makes a camera that has its power.
 * @param bus where its sensor hangs
 * @param select low while the chip listens
 */
export function createArduCAM(options: { clock: VirtualClock; bus: I2CBus; select: Net }): SimulatedArduCAM {
  const { clock, bus, select } = options;
  const sensor = createOV2640({ clock });
  const complaints: string[] = [];
  const registers = new Uint8Array(128);
  let plugged = true;
  let stored: Uint8Array = new Uint8Array(0);
  let storedSize: { width: number; height: number } | undefined;
  let position = 0;
  let isTaken = false;
  let life = 0;
  let taken = 0;
  let takenMs = -Infinity;
  let reads = 0;
  let picture: GreyPicture | undefined;
  // Of the selection that is: its bytes so far.
  let command: number | undefined;
  let count = 0;

  select.watchers.add((level) => {
    if (level === 1 && command !== undefined && count < 2) complaints.push("a command of one byte");
    command = undefined;
    count = 0;
  });
  const camera: SimulatedArduCAM = {
    sensor,
    get scene() { return sensor.scene; },
    set scene(scene) { sensor.scene = scene; },
    get taken() { return taken; },
    get takenMs() { return takenMs; },
    get reads() { return reads; },
    get picture() { return picture; },
    get complaints() { return [...complaints, ...sensor.complaints]; },
    fault: {},
    transfer(bytes, timing) {
      if (!plugged || select.level === 1) return undefined;
      check(timing);
      return bytes.map((byte) => take(byte));
    },
    plug(wanted) {
      plugged = wanted;
      camera.plugSensor(wanted);
      restart();
    },
    cut() {
      restart();
      sensor.restart();
      takenMs = -Infinity;
    },
    plugSensor(wanted) {
      if (wanted) bus.parts.set(ADDRESS, sensor);
      else bus.parts.delete(ADDRESS);
      sensor.restart();
    },
  };
  camera.plug(true);
  return camera;

  function restart(): void {
    life++;
    registers.fill(0);
    isTaken = false;
    stored = new Uint8Array(0);
    position = 0;
  }

  function check(timing: SPITiming): void {
    if (timing.hz > HZ_MAX) complaints.push("too fast");
    if (timing.mode !== 0) complaints.push(`mode ${timing.mode}`);
  }

  /** One byte in, and what goes out with it. */
  function take(byte: number): number {
    count++;
    if (command === undefined) {
      command = byte;
      if (byte === READ_ON) reads++;
      return 0;
    }
    if (command === READ_ON) return next();
    if (count > 2) {
      complaints.push(`more than ${command.toString(16)} has`);
      return 0;
    }
    if ((command & WRITING) === 0) return read(command);
    write(command & ~WRITING, byte);
    return 0;
  }

  function next(): number {
    if (!isTaken) complaints.push("read before a picture was there");
    const byte = stored[position++] ?? 0;
    if (position === stored.length) picture = storedSize && { ...storedSize, dots: stored.filter((_, at) => at % 2 === 0) };
    return byte;
  }

  function read(register: number): number {
    if (register === READ_ONE) return next();
    if (register === VERSION) return camera.fault.version ?? VERSION_PLUS;
    if (register === TRIGGER) return isTaken ? TAKEN : 0;
    if (register === TEST) return camera.fault.test ?? registers[TEST]!;
    const bytes = stored.length === 0 ? 0 : stored.length + (camera.fault.extraBytes ?? TAIL_BYTES);
    if (register >= SIZE && register < SIZE + 3) return (bytes >> ((register - SIZE) * 8)) & 255;
    return registers[register]!;
  }

  function write(register: number, value: number): void {
    if (!WRITABLE.includes(register)) complaints.push(`no register ${register.toString(16)}`);
    registers[register] = value;
    if (register === RESET && (value & 0x80) !== 0) restart();
    if (register !== FIFO) return;
    if ((value & 0x01) !== 0) {
      isTaken = false;
      position = 0;
      stored = new Uint8Array(0);
    }
    if ((value & 0x02) !== 0) begin();
  }

  /** The next whole frame is kept. */
  function begin(): void {
    const begun = ++life;
    takenMs = clock.nowMs;
    const { frameMs } = sensor;
    const waitMs = frameMs - (clock.nowMs % frameMs) + frameMs;
    if ((registers[FRAMES]! & 7) !== 0) complaints.push("more than one picture at a time is not in the twin");
    clock.after(waitMs, () => {
      storedSize = sensor.size;
      if (begun !== life || camera.fault.stuck === true || !bus.parts.has(ADDRESS) || storedSize === undefined) return;
      stored = sensor.frame();
      isTaken = true;
      taken++;
    });
  }
}
