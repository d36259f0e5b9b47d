import { openBarReader } from "../../../hal/drivers/scanner/reading/bars";
import { openQRReader } from "../../../hal/drivers/scanner/reading/qr";
import type { PictureReader } from "../../../hal/drivers/scanner/reading/reader";
import { openRasters } from "../../../hal/io/espruino/raster";

/** Reads the pictures that lie in storage, and marks each moment of the work for what counts instructions. */
const PASSES = 1000;
const PIECE_BYTES = 960;

const storage = require("Storage");
const rasters = openRasters();
/** What was done before the marks, and how many marks in a row say so. */
const done: string[] = [];
const times: number[] = [];

function mark(what: string): void {
  const last = done.length - 1;
  if (last >= 0 && done[last] === what) times[last] = (times[last] as number) + 1;
  else {
    done.push(what);
    times.push(1);
  }
  E.reverseByte(0);
}

function calibrate(): void {
  let sum = 0;
  for (let i = 0; i < PASSES; i++) sum += i;
}

function readAll(view: string, reader: PictureReader, width: number, height: number): void {
  const picture = rasters.create(width, height, 8);
  const dots = new Uint8Array(picture.buffer);
  for (let at = 0; ; at++) {
    const name = view + at;
    if (storage.read(name, 0, 1) === undefined) return;
    for (let from = 0; from < dots.length; from += PIECE_BYTES) {
      dots.set(E.toUint8Array(storage.read(name, from, PIECE_BYTES) as string), from);
    }
    reader.begin({ width: width, height: height, dots: dots });
    let step = { isDone: false } as { isDone: boolean; code?: string };
    mark("");
    while (!step.isDone) {
      step = reader.work();
      mark(name);
    }
    print("READ " + name + " " + (step.code || ""));
  }
}

mark("");
calibrate();
mark("calibration");
readAll("strip", openBarReader(rasters), 320, 60);
readAll("whole", openQRReader(rasters), 160, 120);
print("DONE " + JSON.stringify([done, times]));
