import type { Device } from "../../hal/device";
import type { Bytes } from "../../hal/ports/bytes";
import { testBattery, testClock, testFlash, testJournal, testNetwork, testSettings, testTamper } from "./board";
import { testGateway } from "./gateway";
import { testDisplay, testKeypad, testPrinter, testScanner, testSpeaker } from "./parts";
import { WRONG } from "./report";
import type { Done } from "./report";

function runTest(device: Device, name: string, toldMs: number, askedMs: number, done: Done): void {
  switch (name) {
    case "flash": return testFlash(device, done);
    case "settings": return testSettings(device, done);
    case "journal": return testJournal(device, done);
    case "display": return testDisplay(device, done);
    case "keypad": return testKeypad(device, done);
    case "scanner": return testScanner(device, done);
    case "printer": return testPrinter(device, done);
    case "speaker": return testSpeaker(device, done);
    case "network": return testNetwork(device, done);
    case "clock": return testClock(toldMs, askedMs, done);
    case "gateway": return testGateway(device, "query", done);
    case "certificate": return testGateway(device, "reverse", done);
    case "tamper": return testTamper(device, done);
    case "battery": return testBattery(device, done);
    default: return done(WRONG.noSuchTest, "there is no such test");
  }
}

/**
 * Tests of one device, by name. Each says one line in the end: `OK printer took a page` or
 * `ERROR 51 printer paperOut`, with the numbers of docs/SELFTEST.md and never a secret.
 */
export function makeSelfTest(device: Device, say: (line: Bytes) => void): (name: string, nowMs: number) => void {
  let toldMs = 0;
  let askedMs = 0;
  return function (name, nowMs) {
    if (askedMs === 0) {
      askedMs = nowMs;
      toldMs = device.clock.now();
      // A chip's own clock begins at 1970, where no order is of today.
      device.clock.set(nowMs);
    }
    runTest(device, name, toldMs, askedMs, function (code, text) {
      say((code === 0 ? "OK " : "ERROR " + code + " ") + name + " " + text);
    });
  };
}
