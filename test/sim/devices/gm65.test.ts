import { test } from "uvu";
import * as assert from "uvu/assert";
import { VirtualClock } from "../../../sim/clock";
import { createGM65 } from "../../../sim/devices/gm65";
import { createWire } from "../../../sim/wire";

function setUp() {
  const clock = new VirtualClock();
  const wire = createWire(clock, 9600);
  const part = createGM65({ wire: wire.part, clock });
  const heard: number[] = [];
  wire.terminal.onData = (bytes) => heard.push(...bytes);
  const say = (hex: string, waitMs = 500) => {
    wire.terminal.write(Uint8Array.from(hex.split(" "), (two) => parseInt(two, 16)));
    clock.advance(waitMs);
    return heard.splice(0).map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  };
  clock.advance(1000);
  return { clock, wire, part, say, heard };
}

// The examples of the manual, 8.2 to 8.4.
const MANUAL: [string, string, string][] = [
  ["writes", "7e 00 08 01 00 0a 3e 4c cf", "02 00 00 01 00 33 31"],
  ["reads what was written", "7e 00 07 01 00 0a 01 ee 8a", "02 00 00 01 3e e4 ac"],
  ["does not answer a wrong checksum", "7e 00 08 01 00 0a 3e 11 22", ""],
  ["does not answer half a command", "7e 00 08 01 00 0a 3e", ""],
  ["saves", "7e 00 09 01 00 00 00 de c8", "02 00 00 01 00 33 31"],
  ["does not look at the checksum ABCD", "7e 00 07 01 00 0a 01 ab cd", "02 00 00 01 3e e4 ac"],
];

test("answers as the manual's examples say", () => {
  const { part, say } = setUp();
  for (const [name, command, reply] of MANUAL) assert.is(say(command), reply, name);
  assert.is(part.saves, 1);
  assert.is(part.ignored, 2);
});

test("forgets what was not saved, and starts for a while without a word", () => {
  const { clock, part, say } = setUp();
  say("7e 00 08 01 00 0a 3e ab cd");
  part.powerOff();
  assert.is(say("7e 00 07 01 00 0a 01 ab cd"), "");
  part.powerOn();
  assert.is(say("7e 00 07 01 00 0a 01 ab cd", 100), "");
  clock.advance(1000);
  assert.is(part.zone(0x0a), 0);
});

test("in command mode looks when told, until it read or its time is over", () => {
  const { clock, part, say, heard } = setUp();
  part.setZone(0, 0xd5);
  part.hold("123");
  clock.advance(1000);
  assert.equal(heard, []);
  say("7e 00 08 01 00 02 01 ab cd", 20);
  assert.ok(part.looking);
  clock.advance(300);
  assert.is(String.fromCharCode(...heard), "123\r");
  assert.not(part.looking);
  part.hold(undefined);
  say("7e 00 08 01 00 02 01 ab cd", 4000);
  assert.ok(part.looking);
  clock.advance(2000);
  assert.not(part.looking);
});

for (const [name, zones, typed] of [
  ["with CR and LF", { 0x60: 0x21 }, "123\r\n"],
  ["without an end", { 0x60: 0x60 }, "123"],
  ["nothing when it types on USB", { 0x0d: 1 }, ""],
  ["nothing of a kind that is switched off", { 0x3f: 0 }, ""],
] as const) {
  test(`continuously reading it types ${name}`, () => {
    const { clock, part, heard } = setUp();
    for (const [address, value] of Object.entries(zones)) part.setZone(Number(address), value);
    part.setZone(0, 0xd6);
    part.hold("123");
    clock.advance(500);
    assert.is(String.fromCharCode(...heard), typed);
  });
}

test("goes back to what it was delivered with", () => {
  const { part, say } = setUp();
  part.setZone(0x33, 0);
  say("7e 00 08 01 00 d9 50 ab cd");
  assert.is(part.zone(0x33), 1);
});

test.run();
