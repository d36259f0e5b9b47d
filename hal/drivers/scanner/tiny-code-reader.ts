// Part: Useful Sensors Tiny Code Reader on an I2C bus, at most 400,000 Hz.
// Source: Tiny Code Reader Developer Guide, "Reading Data", "Configuration" and "Data Format": 7-bit address 0x0C; a
// record of 256 bytes, length (two bytes, low one first; 0 for nothing seen) and content; register 1 is the lamp.

import { halError } from "../../errors";
import type { Clock, TimerId } from "../../ports/clock";
import type { I2C, OpenI2C } from "../../ports/i2c";
import type { Scanner, ScannerHealth, ScannerOptions } from "../../ports/scanner";
import { makeCodeReporter } from "./code-reporter";

const ADDRESS = 12;
const RECORD_BYTES = 256;
const CONTENT_BYTES_MAX = 254;
const LAMP_ON = "\x01\x01";
const LAMP_OFF = "\x01\x00";
/** The part looks five times a second; asking it more often gives nothing. */
const LOOK_MS = 200;
/** A bus that does not answer may hold everything up for a second at each try. */
const MISSING_MS = 5000;
/** It says the same code at every look as long as it is shown. */
const REPEAT_MS = 2000;

/**
 * Opens a reader, disabled and dark. It is asked only while a code is wanted. A reader that does not answer is
 * `silent`, and asked again every five seconds; a record that cannot be one is dropped.
 */
export function openTinyCodeReader(
  wiring: { open: OpenI2C; clock: Clock },
  options: ScannerOptions,
): Scanner {
  const clock = wiring.clock;
  const part: I2C = wiring.open({ address: ADDRESS });
  const reporter = makeCodeReporter(clock, REPEAT_MS, options.onCode);
  let enabled = false;
  let closed = false;
  let health: ScannerHealth = "starting";
  let timer: TimerId | undefined;

  function stopWaiting(): void {
    if (timer !== undefined) clock.stop(timer);
    timer = undefined;
  }

  function light(bytes: string): void {
    try {
      part.write(bytes);
      health = "ready";
    } catch {
      health = "silent";
    }
  }

  function look(): void {
    timer = undefined;
    // It may have lost its power since.
    if (health === "silent") light(LAMP_ON);
    let record = "";
    try {
      if (health === "ready") record = part.read(RECORD_BYTES);
    } catch {
      health = "silent";
    }
    timer = clock.start(health === "ready" ? LOOK_MS : MISSING_MS, look);
    const length = record === "" ? 0 : record.charCodeAt(0) + record.charCodeAt(1) * 256;
    if (length > 0 && length <= CONTENT_BYTES_MAX) reporter.take(record.substr(2, length));
  }

  light(LAMP_OFF);

  return {
    configure(wanted: { enabled: boolean }): void {
      if (closed) throw halError("closed", "scanner");
      if (wanted.enabled === enabled) return;
      enabled = wanted.enabled;
      stopWaiting();
      light(enabled ? LAMP_ON : LAMP_OFF);
      if (!enabled) return;
      reporter.forget();
      // What it saw before belongs to nobody.
      timer = clock.start(health === "ready" ? LOOK_MS : MISSING_MS, look);
    },
    health(): ScannerHealth { return health; },
    close(): void {
      if (closed) return;
      closed = true;
      stopWaiting();
      if (enabled) light(LAMP_OFF);
    },
  };
}
