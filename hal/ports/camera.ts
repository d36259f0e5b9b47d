import type { ScannerHealth } from "./scanner";

/** A grey picture: a byte a dot, row by row from the top left, 0 black, 255 white. */
export interface GreyPicture {
  width: number;
  height: number;
  dots: Uint8Array;
}

/**
 * `whole`: all the camera sees, 160 by 120. `strip`: the middle quarter of its height, twice as fine, 320 by 60. Both are
 * 19,200 dots.
 */
export type CameraView = "whole" | "strip";

/** Takes pictures, one at a time. */
export interface Camera {
  /**
   * Takes a picture and reads it piece by piece, so that keys are heard in between. `onPicture` is called once, never
   * from inside; without a picture: none came, and `health` says why. The picture is the camera's own memory: it is
   * good until the next `take` or `release`. Throws HalError "busy" while another picture is taken.
   */
  take(view: CameraView, onPicture: (picture: GreyPicture | undefined) => void): void;
  /** Gives the memory back; TLS wants it. A picture that is being taken is given up, its `onPicture` never called. */
  release(): void;
  /** As of a scanner (scanner.ts). `unset`: it answers, but no picture comes of it. */
  health(): ScannerHealth;
  /** Like `release`; after it `take` throws HalError "closed". */
  close(): void;
}
