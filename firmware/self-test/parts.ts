import type { Device } from "../../hal/device";
import type { Bytes } from "../../hal/ports/bytes";
import type { DisplayLine } from "../../hal/ports/display";
import type { PaperItem, PrinterFault } from "../../hal/ports/printer";
import { codeOf } from "../qr/code";
import { WRONG } from "./report";
import type { Done } from "./report";

/** A person at the bench has so long to press a key or to hold a code to the scanner. */
const PERSON_MS = 20000;
/** By then a voice module has begun with a clip, or was asked three times. */
const CLIP_MS = 2000;

const TEXT = "tinytill 0123456789";

function row(text: Bytes, big: boolean): DisplayLine {
  return { text: text, big: big, align: "center" };
}

/** Shows its number; whether it can be read, only a person sees. */
export function testDisplay(device: Device, done: Done): void {
  const display = device.display;
  display.show([row("TEST", true), row(TEXT, false), row("" + display.columns + " x " + display.rows, false)]);
  done(0, "shows TEST on " + display.columns + " by " + display.rows);
}

/** A test that ends with the first thing that happens, or at the end of the person's time. */
function waitFor(device: Device, late: () => void): () => boolean {
  let open = true;
  const timer = device.clock.start(PERSON_MS, function () {
    if (!open) return;
    open = false;
    late();
  });
  return function () {
    if (!open) return false;
    open = false;
    device.clock.stop(timer);
    return true;
  };
}

/** Waits for any key. */
export function testKeypad(device: Device, done: Done): void {
  const isFirst = waitFor(device, function () {
    const health = keypad.health ? keypad.health() : "ready";
    keypad.close();
    if (health === "silent") return done(WRONG.keypadSilent, "the keypad does not answer");
    done(WRONG.noKey, "no key was pressed");
  });
  const keypad = device.openKeypad({
    onKey: function (key) {
      if (!isFirst()) return;
      keypad.close();
      done(0, "pressed " + key);
    },
  });
}

/** Waits for any code; says how long it was and never what: it may be somebody's money. */
export function testScanner(device: Device, done: Done): void {
  const isFirst = waitFor(device, function () {
    const health = scanner.health ? scanner.health() : "ready";
    scanner.close();
    if (health === "silent") return done(WRONG.scannerSilent, "the scanner does not answer");
    if (health === "unset") return done(WRONG.scannerUnset, "the scanner keeps a setting that holds codes back");
    done(WRONG.noCode, "no code was read");
  });
  const scanner = device.openScanner({
    onCode: function (code) {
      if (!isFirst()) return;
      scanner.close();
      done(0, "read a code of " + code.length + " characters");
    },
  });
  scanner.configure({ enabled: true });
}

/** Prints a row of each kind and a code. */
export function testPrinter(device: Device, done: Done): void {
  const page: PaperItem[] = [
    { kind: "text", text: "TEST", align: "center", big: true }, { kind: "text", text: TEXT, align: "left", big: false },
    { kind: "pair", left: "left", right: "right", big: false }, { kind: "rule" },
    { kind: "qr", text: "TINYTILL", draw: codeOf }, { kind: "feed", rows: 3 }, { kind: "cut" },
  ];
  device.printer.write(page, function (fault: PrinterFault | null) {
    if (fault === null) return done(0, "took a page of " + device.printer.columns + " columns");
    done(WRONG[fault], fault);
  });
}

/** Plays the sound of a charge; a voice module has told by its end whether it was heard. */
export function testSpeaker(device: Device, done: Done): void {
  const speaker = device.speaker;
  speaker.play("charged");
  const health = speaker.health;
  if (health === undefined) return done(0, "plays the sound of a charge");
  device.clock.start(CLIP_MS, function () {
    if (health() === "silent") return done(WRONG.speakerSilent, "the speaker does not answer");
    if (health() === "unset") return done(WRONG.speakerUnset, "a clip is missing");
    done(0, "plays the sound of a charge");
  });
}
