import type { Analog } from "../../ports/analog";

/** The chip's converter on one pin: on ESP32 D32 to D39, full at some 3.3 V; the S3 builds have none and read NaN. */
export function analog(pin: Pin): Analog {
  return {
    read: function () { return analogRead(pin); },
  };
}
