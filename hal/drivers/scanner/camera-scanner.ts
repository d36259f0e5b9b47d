// What makes a scanner of a camera: pictures, one after the other, and readers that look for codes in them.

import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { Camera, CameraView, GreyPicture } from "../../ports/camera";
import type { Clock, TimerId } from "../../ports/clock";
import type { Scanner, ScannerOptions } from "../../ports/scanner";
import { makeCodeReporter } from "./code-reporter";
import type { PictureReader } from "./reading/reader";

/** From one slice of work to the next: keys, network and display come in between. */
const BETWEEN_MS = 5;
/** A camera that gave no picture is asked again: a stuck bus may hold everything up for a second at each try. */
const MISSING_MS = 5000;
/** A picture of each view with the work in it takes up to some three seconds; the phone may still be there in the next. */
const REPEAT_MS = 8000;

/**
 * Opens a scanner, disabled. While it is enabled it takes pictures, a strip and a whole one by turns, and has them read in
 * slices. Disabled it has neither the camera's memory nor the readers'. A code that both show, or the same again within
 * eight seconds, is reported once. Its health is the camera's; after a picture that did not come it waits five seconds.
 */
export function openCameraScanner(
  wiring: { camera: Camera; clock: Clock; openStripReader: () => PictureReader; openWholeReader: () => PictureReader },
  options: ScannerOptions,
): Scanner {
  const clock = wiring.clock;
  const camera = wiring.camera;
  const reporter = makeCodeReporter(clock, REPEAT_MS, options.onCode);
  let strips: PictureReader | undefined;
  let wholes: PictureReader | undefined;
  let view: CameraView = "strip";
  let enabled = false;
  let closed = false;
  let timer: TimerId | undefined;

  function take(): void {
    timer = undefined;
    camera.take(view, onPicture);
  }

  function onPicture(picture: GreyPicture | undefined): void {
    if (picture === undefined) {
      timer = clock.start(MISSING_MS, take);
      return;
    }
    reader().begin(picture);
    timer = clock.start(BETWEEN_MS, work);
  }

  function reader(): PictureReader {
    return (view === "strip" ? strips : wholes) as PictureReader;
  }

  function work(): void {
    const result = reader().work();
    timer = clock.start(BETWEEN_MS, result.isDone ? take : work);
    if (!result.isDone) return;
    view = view === "strip" ? "whole" : "strip";
    const code: Bytes | undefined = result.code;
    // Last: whoever hears it may disable this scanner.
    if (code !== undefined) reporter.take(code);
  }

  function stop(): void {
    if (timer !== undefined) clock.stop(timer);
    timer = undefined;
    strips = undefined;
    wholes = undefined;
    camera.release();
  }

  return {
    configure: function (wanted: { enabled: boolean }) {
      if (closed) throw halError("closed", "scanner");
      if (wanted.enabled === enabled) return;
      enabled = wanted.enabled;
      if (!enabled) return stop();
      strips = wiring.openStripReader();
      wholes = wiring.openWholeReader();
      view = "strip";
      reporter.forget();
      timer = clock.start(0, take);
    },
    health: function () { return camera.health(); },
    close: function () {
      if (closed) return;
      closed = true;
      stop();
      camera.close();
    },
  };
}
