// Part: a serial 2D engine that types each code and a carriage return, a line feed or both.
// Source: GM65 bar code reader module user manual, "Serial communication" and "Tail character".

import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { Clock, TimerId } from "../../ports/clock";
import type { Scanner, ScannerOptions } from "../../ports/scanner";
import type { OpenSerial } from "../../ports/serial";
import { makeCodeReporter } from "./code-reporter";
import type { ScannerModel } from "./models";

/** The longest line kept while its end is awaited: a code and its symbology identifier. */
const LINE_BYTES_MAX = 515;
/** A line without an end is over when three of these went by without a byte: 50 to 75 ms. */
const QUIET_TICK_MS = 25;
const QUIET_TICKS = 3;

/**
 * Opens a scanner, disabled. Throws what `open` throws. A code ends with CR, LF, both, or a silence of 50 to
 * 75 ms; a line beyond the limit is dropped to its end. What is left of a line is the reporter's (code-reporter.ts).
 */
export function openSerialScanner(
  wiring: { open: OpenSerial; clock: Clock; model: ScannerModel },
  options: ScannerOptions,
): Scanner {
  const clock = wiring.clock;
  const reporter = makeCodeReporter(clock, wiring.model.repeatMs, options.onCode);
  let enabled = false;
  let closed = false;
  let line = "";
  // The rest of the line is not wanted: it is too long, or its beginning was dropped.
  let skipping = false;
  let quietTicks = 0;
  let timer: TimerId | undefined;

  function onTick(): void {
    timer = undefined;
    if (line === "" && !skipping) return;
    quietTicks++;
    if (quietTicks < QUIET_TICKS) {
      timer = clock.start(QUIET_TICK_MS, onTick);
      return;
    }
    const raw = line;
    line = "";
    skipping = false;
    if (raw !== "") reporter.take(raw);
  }

  /** Everything but a clean code with its end: pieces, several codes, noise, and what is to be dropped. */
  function takePieces(text: Bytes): void {
    const pieces = text.split("\n").join("\r").split("\r");
    let rest = pieces.pop() as Bytes;
    for (const piece of pieces) {
      const raw = line + piece;
      line = "";
      if (enabled && !skipping && raw.length <= LINE_BYTES_MAX) reporter.take(raw);
      skipping = false;
    }
    if (closed) return;
    if (rest !== "" || skipping) {
      line += rest;
      if (!enabled || skipping || line.length > LINE_BYTES_MAX) {
        line = "";
        skipping = true;
      }
      quietTicks = 0;
      if (timer === undefined) timer = clock.start(QUIET_TICK_MS, onTick);
    }
  }

  function onReadable(): void {
    const text = serial.read();
    if (closed || text === undefined) return;
    if (enabled && !skipping) {
      const end = text[text.length - 1];
      if (end === "\r" || end === "\n") {
        const code = (line + text).trim();
        // One end, at the end: no second code and no noise of that kind.
        if (code !== "" && code.indexOf("\r") < 0 && code.indexOf("\n") < 0) {
          line = "";
          reporter.take(code);
          return;
        }
      }
    }
    takePieces(text);
  }

  const serial = wiring.open({ baud: wiring.model.baud, onReadable: onReadable });

  return {
    configure(wanted: { enabled: boolean }): void {
      if (closed) throw halError("closed", "scanner");
      if (wanted.enabled === enabled) return;
      enabled = wanted.enabled;
      if (enabled) reporter.forget();
      // Half a code is no code.
      if (line !== "") skipping = true;
      line = "";
    },
    close(): void {
      if (closed) return;
      closed = true;
      enabled = false;
      if (timer !== undefined) clock.stop(timer);
      serial.close();
    },
  };
}
