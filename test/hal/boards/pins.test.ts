import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Line, misfit, type Need, pinnedBoards } from "../../../scripts/boards/pins";
import { ESP32, ESP32_S3 } from "../../../sim/chips";

for (const { board, chip, lines } of pinnedBoards()) {
  test(`${board}: every wire fits its pin`, () => {
    assert.ok(lines.length >= 17);
    for (const line of lines) assert.is(misfit(line, chip), undefined, `${line.part} ${line.signal} on ${line.pin}`);
  });

  test(`${board}: no pin has two wires, and the input that SPI takes along has none but that of its own bus`, () => {
    const taken = lines.map(({ pin }) => pin);
    assert.is(new Set(taken).size, taken.length);
    const input = lines.find(({ pin }) => pin === chip.spiInput);
    assert.ok(input === undefined || (input.part === "camera" && input.signal === "input"));
  });

  test(`${board}: the printer, and what reads codes or speaks, have a UART each beside the console`, () => {
    const uart = (part: string) => lines.filter((line) => line.part === part).map(({ need }) => need).sort();
    assert.equal(uart("printer"), ["receive", "transmit"]);
    const others = [uart("scanner"), uart("camera")].filter((needs) => needs.length > 0);
    assert.is(others.length, 1);
    if (uart("camera").length > 0) assert.equal(uart("voice"), ["receive", "transmit"]);
    else assert.equal(uart("scanner"), ["receive", "transmit"]);
  });
}

const BAD: [number, Need, typeof ESP32, string][] = [
  [0, "output", ESP32, "decides how the chip starts"],
  [12, "watchedPullUp", ESP32, "decides how the chip starts"],
  [6, "output", ESP32, "belongs to the flash"],
  [1, "transmit", ESP32, "belongs to the console"],
  [34, "transmit", ESP32, "is an input only"],
  [39, "watchedPullUp", ESP32, "has no resistor"],
  [35, "pullUp", ESP32, "has no resistor"],
  [25, "wave", ESP32, "makes voltages, not waves"],
  [27, "voltage", ESP32, "senses no voltage while WiFi is on"],
  [24, "output", ESP32, "is no pin of the chip"],
  [40, "output", ESP32, "is no pin of the chip"],
  [19, "output", ESP32_S3, "belongs to the console"],
  [30, "output", ESP32_S3, "belongs to the flash"],
  [45, "output", ESP32_S3, "decides how the chip starts"],
  [8, "watched", ESP32_S3, "cannot be watched"],
  [1, "voltage", ESP32_S3, "senses no voltage while WiFi is on"],
];
for (const [pin, need, chip, why] of BAD) {
  test(`GPIO ${pin} of the ${chip.name} for ${need} ${why}`, () => {
    const line: Line = { part: "part", signal: "signal", pin, need };
    assert.is(misfit(line, chip), why);
  });
}

test.run();
