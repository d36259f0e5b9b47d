// Part: ArduCAM Mini 2MP Plus: an OV2640 behind a chip that keeps a picture until it is read. Pictures over SPI, the
// sensor's settings over a bus of two wires.
// Source: ArduCAM Mini 2MP Plus hardware application note and ArduChip register table: mode 0, 8 MHz at most; a command is
// a register, with its highest bit for writing, and a value; 3C reads the picture on, byte after byte, in each selection.

import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { Camera, CameraView, GreyPicture } from "../../ports/camera";
import type { Clock, TimerId } from "../../ports/clock";
import type { OpenI2C } from "../../ports/i2c";
import type { Raster, Rasters } from "../../ports/raster";
import type { ScannerHealth } from "../../ports/scanner";
import type { OpenTwoWaySPI } from "../../ports/spi";
import {
  PRODUCT, PRODUCT_OV2640, RESOLUTION, RESOLUTION_800, SENSOR_ADDRESS, SENSOR_BANK, SENSOR_RESET, SENSOR_SET_UP, STRIP_VIEW,
  WHOLE_VIEW,
} from "./ov2640";

const HZ = 8_000_000;
/** Keeps what is written to it. */
const TEST = 0x00;
const MARKS: number[] = [0xaa, 0x55];
const FRAMES = 0x01;
const FIFO = 0x04;
const FIFO_CLEAR = 0x01;
const FIFO_START = 0x02;
const RESET = 0x07;
const READ_ON = 0x3c;
const VERSION = 0x40;
const TRIGGER = 0x41;
const TAKEN = 0x08;
const SIZE = 0x42;

/** After each half of a reset of the chip, and after that of the sensor. */
const RESET_MS = 100;
/** Until the sensor has found its exposure: some frames. */
const EXPOSURE_MS = 400;
/** Another view is there with the second frame. */
const VIEW_MS = 100;
const POLL_MS = 20;
/** A second: the slowest frame, in the dark, is a fifth of that. */
const POLLS_MAX = 50;

/** Both views lie in memory as these rows of points. */
const WIDTH = 160;
const HEIGHT = 120;
/** So many go over the wire at a time, and through the stack: 1,921 bytes with the command, 2 ms. */
const PIECE_ROWS = 6;
const PICTURE_BYTES = WIDTH * HEIGHT * 2;
/** The chip may count some bytes more than the sensor gave. A line more is another picture. */
const EXTRA_BYTES_MAX = 256;
/** Keys and the watchdog come in between. */
const BETWEEN_MS = 1;

/**
 * Opens a camera. Nothing goes over the wires before the first picture, which takes 0.8 s longer: the part is set up. It
 * is looked at before each picture and set up anew when it lost its power. `silent`: the chip does not answer, or was
 * pulled while a picture was read. `unset`: the chip answers, but its sensor does not, is another one, or gives no
 * picture of that size within a second.
 */
export function openArduCAM(
  wiring: { spi: OpenTwoWaySPI; i2c: OpenI2C; clock: Clock; rasters: Rasters },
): Camera {
  const clock = wiring.clock;
  const chip = wiring.spi({ hz: HZ, mode: 0 });
  const sensor = wiring.i2c({ address: SENSOR_ADDRESS });
  let onPicture: ((picture: GreyPicture | undefined) => void) | undefined;
  let wanted: CameraView = "whole";
  let shown: CameraView | undefined;
  let isSetUp = false;
  let closed = false;
  let health: ScannerHealth = "starting";
  let timer: TimerId | undefined;
  let polls = 0;
  let row = 0;
  /** The picture, and what is sent while it is read. */
  let raster: Raster | undefined;
  let order: Uint8Array | undefined;

  function writeChip(register: number, value: number): void {
    chip.write(String.fromCharCode(register | 0x80, value));
  }

  function readChip(register: number): number {
    return chip.transfer(String.fromCharCode(register, 0)).charCodeAt(1);
  }

  function tell(pairs: Bytes): void {
    for (let at = 0; at < pairs.length; at += 2) sensor.write(pairs.substr(at, 2));
  }

  function ask(register: number): number {
    tell(SENSOR_BANK);
    sensor.write(String.fromCharCode(register));
    return sensor.read(1).charCodeAt(0);
  }

  /** A wire that hangs somewhere reads the same always. */
  function isChipThere(): boolean {
    for (const mark of MARKS) {
      writeChip(TEST, mark);
      if (readChip(TEST) !== mark) return false;
    }
    const version = readChip(VERSION);
    return version !== 0 && version !== 0xff;
  }

  /** What the last set-up left in the chip. */
  function isMarked(): boolean {
    return readChip(TEST) === MARKS[MARKS.length - 1];
  }

  function wait(delayMs: number, step: () => void): void {
    timer = clock.start(delayMs, function () {
      timer = undefined;
      try {
        step();
      } catch (error) {
        // The sensor's bus does not answer.
        fail("unset");
      }
    });
  }

  /** Its user has it from here, and what he throws is his. */
  function end(picture: GreyPicture | undefined): void {
    timer = clock.start(0, function () {
      const hand = onPicture;
      timer = undefined;
      onPicture = undefined;
      if (hand !== undefined) hand(picture);
    });
  }

  function fail(state: ScannerHealth): void {
    health = state;
    isSetUp = false;
    end(undefined);
  }

  function readPiece(): void {
    if (raster === undefined || order === undefined) return;
    // What came with the command, and what is light: of each two bytes the second is kept.
    raster.drawImage({ width: WIDTH, height: PIECE_ROWS, bpp: 16, buffer: chip.transfer(order) }, 0, row);
    row += PIECE_ROWS;
    if (row < HEIGHT) return wait(BETWEEN_MS, readPiece);
    if (!isMarked()) return fail("silent");
    health = "ready";
    const isStrip = wanted === "strip";
    end({
      width: isStrip ? WIDTH * 2 : WIDTH, height: isStrip ? HEIGHT / 2 : HEIGHT, dots: new Uint8Array(raster.buffer),
    });
  }

  function readPicture(): void {
    if (raster === undefined) raster = wiring.rasters.create(WIDTH, HEIGHT, 8);
    if (order === undefined) {
      order = new Uint8Array(PIECE_ROWS * WIDTH * 2 + 1);
      order[0] = READ_ON;
    }
    row = 0;
    readPiece();
  }

  function poll(): void {
    const state = readChip(TRIGGER);
    if (state === 0xff) return fail("silent");
    if ((state & TAKEN) === 0) {
      polls++;
      return polls < POLLS_MAX ? wait(POLL_MS, poll) : fail("unset");
    }
    const extra = readChip(SIZE) + (readChip(SIZE + 1) << 8) + ((readChip(SIZE + 2) & 0x7f) << 16) - PICTURE_BYTES;
    if (extra < 0 || extra > EXTRA_BYTES_MAX) return fail("unset");
    readPicture();
  }

  function capture(): void {
    writeChip(FIFO, FIFO_CLEAR);
    writeChip(FIFO, FIFO_START);
    polls = 0;
    wait(POLL_MS, poll);
  }

  function point(): void {
    if (shown === wanted) return capture();
    tell(wanted === "strip" ? STRIP_VIEW : WHOLE_VIEW);
    shown = wanted;
    wait(VIEW_MS, capture);
  }

  function setUpSensor(): void {
    if (ask(PRODUCT) !== PRODUCT_OV2640) return fail("unset");
    tell(SENSOR_SET_UP);
    writeChip(FRAMES, 0);
    isSetUp = true;
    shown = undefined;
    wait(EXPOSURE_MS, point);
  }

  function resetSensor(): void {
    tell(SENSOR_RESET);
    wait(RESET_MS, setUpSensor);
  }

  function begin(): void {
    if (isSetUp && isMarked() && ask(RESOLUTION) === RESOLUTION_800) return point();
    isSetUp = false;
    if (!isChipThere()) return fail("silent");
    writeChip(RESET, 0x80);
    wait(RESET_MS, function () {
      writeChip(RESET, 0);
      // The reset may have cleared the mark.
      wait(RESET_MS, function () {
        if (!isChipThere()) return fail("silent");
        resetSensor();
      });
    });
  }

  function release(): void {
    if (timer !== undefined) clock.stop(timer);
    timer = undefined;
    onPicture = undefined;
    raster = undefined;
    order = undefined;
  }

  return {
    take: function (view: CameraView, listener: (picture: GreyPicture | undefined) => void) {
      if (closed) throw halError("closed", "camera");
      if (onPicture !== undefined) throw halError("busy", "camera");
      onPicture = listener;
      wanted = view;
      wait(0, begin);
    },
    release: release,
    health: function () { return health; },
    close: function () {
      closed = true;
      release();
    },
  };
}
