import { test } from "uvu";
import * as assert from "uvu/assert";
import { openThermalHead } from "../../../hal/drivers/printer/thermal-head";
import { openThermalPrinter } from "../../../hal/drivers/printer/thermal-printer";
import { CSN_A2, CUTTER_58, HEAD_58 } from "../../../hal/drivers/printer/models";
import { openGM65 } from "../../../hal/drivers/scanner/gm65";
import { GM65, PLAIN_SCANNER } from "../../../hal/drivers/scanner/models";
import { openSerialScanner } from "../../../hal/drivers/scanner/serial-scanner";
import { openDFPlayer } from "../../../hal/drivers/speaker/dfplayer";
import type { PaperItem, Printer, PrinterFault } from "../../../hal/ports/printer";
import { VirtualClock } from "../../../sim/clock";
import { createDFPlayer } from "../../../sim/devices/dfplayer";
import { createGM65 } from "../../../sim/devices/gm65";
import { createScanner } from "../../../sim/devices/scanner";
import { createThermalHead, CSN_A2_HEAD, QR204 } from "../../../sim/devices/thermal-head";
import { createThermalPrinter } from "../../../sim/devices/thermal-printer";
import type { WireEnd } from "../../../sim/wire";
import { garble, misspeltWire } from "../../support/another-speed";
import { simulatedSerial } from "../../support/simulated-serial";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const SPEEDS = [2_400, 4_800, 9_600, 14_400, 19_200, 38_400, 57_600, 115_200, 230_400];
const others = (baud: number) => SPEEDS.filter((speed) => speed !== baud);

const SLIP: PaperItem[] = [
  { kind: "text", text: "CHARGED", align: "center", big: true }, { kind: "pair", left: "Total", right: "HKD 12.50", big: false },
  ...Array.from({ length: 12 }, (_, row): PaperItem => ({ kind: "text", text: `row ${row} of it`, align: "left", big: false })),
  { kind: "cut" },
];

interface PrinterPlay {
  baud: number;
  part(wire: WireEnd, clock: VirtualClock): unknown;
  open(serial: ReturnType<typeof simulatedSerial>, clock: VirtualClock): Printer;
}

const PRINTERS: Record<string, PrinterPlay> = {
  "a head with real-time status": {
    baud: HEAD_58.baud, part: (wire, clock) => createThermalHead({ wire, clock, make: QR204 }),
    open: (serial, clock) => openThermalHead({ open: serial.open, clock: virtualDeviceClock(clock), model: HEAD_58 }),
  },
  "a head with sensor status": {
    baud: CSN_A2.baud, part: (wire, clock) => createThermalHead({ wire, clock, make: CSN_A2_HEAD }),
    open: (serial, clock) => openThermalHead({ open: serial.open, clock: virtualDeviceClock(clock), model: CSN_A2 }),
  },
  "a printer with cutter": {
    baud: CUTTER_58.baud, part: (wire, clock) => createThermalPrinter({ wire, clock }),
    open: (serial, clock) => openThermalPrinter({ open: serial.open, clock: virtualDeviceClock(clock), model: CUTTER_58 }),
  },
};

test("a receiver at the right speed reads what was sent, at another one it does not", () => {
  const sent = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (const baud of SPEEDS) assert.equal(garble(sent, baud, baud), sent);
  for (const baud of others(9_600)) assert.not.equal(garble(sent, 9_600, baud), sent);
});

for (const [name, { baud, part, open }] of Object.entries(PRINTERS)) {
  test(`${name} at another speed is silent: no slip counts as printed`, () => {
    for (const partBaud of others(baud)) {
      const clock = new VirtualClock();
      const wire = misspeltWire(clock, baud, partBaud);
      part(wire.part, clock);
      const printer = open(simulatedSerial(clock, wire.terminal), clock);
      const outcomes: (PrinterFault | null)[] = [];
      for (const document of [[], SLIP, SLIP]) {
        printer.write(document, (fault) => outcomes.push(fault));
        clock.advance(60_000);
      }
      assert.equal(outcomes, ["silent", "silent", "silent"], `${partBaud}`);
    }
  });
}

test("an engine at another speed is silent and never written to, and types no payment code", () => {
  for (const partBaud of others(GM65.baud)) {
    const clock = new VirtualClock();
    const wire = misspeltWire(clock, GM65.baud, partBaud);
    const engine = createGM65({ wire: wire.part, clock });
    const serial = simulatedSerial(clock, wire.terminal);
    const codes: string[] = [];
    const scanner = openGM65({ open: serial.open, clock: virtualDeviceClock(clock), model: GM65 }, { onCode: (code) => codes.push(code) });
    scanner.configure({ enabled: true });
    engine.scan("134567890123456789");
    clock.advance(30_000);
    assert.is(scanner.health!(), "silent", `${partBaud}`);
    assert.not(serial.writes.some((bytes) => bytes[2] !== "\x07"));
    assert.not(codes.some((code) => /^\d{18}$/.test(code)));
  }
});

test("a plain scanner at another speed types no payment code", () => {
  for (const partBaud of others(PLAIN_SCANNER.baud)) {
    const clock = new VirtualClock();
    const wire = misspeltWire(clock, PLAIN_SCANNER.baud, partBaud);
    const part = createScanner({ wire: wire.part, clock });
    const codes: string[] = [];
    openSerialScanner({ open: simulatedSerial(clock, wire.terminal).open, clock: virtualDeviceClock(clock), model: PLAIN_SCANNER }, {
      onCode: (code) => codes.push(code),
    }).configure({ enabled: true });
    for (let last = 0; last < 100; last++) {
      part.scan(`1345678901234567${String(last).padStart(2, "0")}`);
      clock.advance(3_000);
    }
    assert.not(codes.some((code) => /^\d{18}$/.test(code)), `${partBaud}: ${codes.join()}`);
  }
});

test("a voice module at another speed is silent", () => {
  for (const partBaud of others(9_600)) {
    const clock = new VirtualClock();
    const wire = misspeltWire(clock, 9_600, partBaud);
    createDFPlayer({ wire: wire.part, clock });
    const rung: string[] = [];
    const speaker = openDFPlayer({
      open: simulatedSerial(clock, wire.terminal).open, clock: virtualDeviceClock(clock), volume: 18,
      instead: { play: (sound) => rung.push(sound), close: () => undefined },
    });
    speaker.say!("charged", "12.50", "HKD", "en");
    clock.advance(30_000);
    assert.is(speaker.health!(), "silent", `${partBaud}`);
    assert.equal(rung, ["charged"]);
  }
});

test.run();
