import { test } from "uvu";
import * as assert from "uvu/assert";
import { announcementOf } from "../../../firmware/voice/announcement";
import { openDFPlayer } from "../../../hal/drivers/speaker/dfplayer";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createDFPlayer } from "../../../sim/devices/dfplayer";
import { createWire } from "../../../sim/wire";
import { simulatedSerial } from "../../support/simulated-serial";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const CLIP_MS = 400;

function setUp(prepare?: (part: ReturnType<typeof createDFPlayer>) => void) {
  const clock = new VirtualClock();
  const wire = createWire(clock, 9600);
  const serial = simulatedSerial(clock, wire.terminal);
  const part = createDFPlayer({ wire: wire.part, clock });
  for (let clip = 1; clip < 72; clip++) for (const folder of [0x100, 0x200, 0x300]) part.card.set(folder + clip, CLIP_MS);
  prepare?.(part);
  const speaker = openDFPlayer({ open: serial.open, clock: virtualDeviceClock(clock), volume: 18 });
  return { clock, wire, serial, part, speaker, said: () => part.heard.map(({ clip }) => clip) };
}

const CLIPS = announcementOf("charged", 1250, "HKD", "en");

test("sends the exact frames of the manual", () => {
  const { clock, serial, speaker } = setUp();
  speaker.say!([0x10a]);
  clock.advance(1_000);
  // As the manual has them: volume 30 there is 7E FF 06 06 00 00 1E FE D7 EF; here 18, and answers are wanted.
  assert.equal(serial.writes, [
    "\x7e\xff\x06\x06\x01\x00\x12\xfe\xe2\xef", "\x7e\xff\x06\x06\x01\x00\x12\xfe\xe2\xef",
    "\x7e\xff\x06\x0f\x01\x01\x0a\xfe\xe0\xef",
  ]);
  assert.is(serial.baud, 9600);
});

test("says an amount clip after clip, each once and to its end", () => {
  const { clock, part, speaker, said } = setUp();
  speaker.say!(CLIPS);
  clock.advance(10_000);
  assert.equal(said(), CLIPS);
  assert.ok(part.heard.every(({ whole }) => whole));
  assert.is(part.volume, 18);
  assert.equal(part.complaints, []);
  assert.is(speaker.health!(), "ready");
});

test("there is no more than a breath between two clips", () => {
  const { clock, part, speaker } = setUp();
  speaker.say!(CLIPS);
  clock.advance(10_000);
  const gaps = part.heard.slice(1).map(({ atMs }, at) => atMs - part.heard[at]!.atMs - CLIP_MS);
  assert.ok(Math.max(...gaps) < 120, `${gaps}`);
});

test("a new announcement cuts the old one short", () => {
  const { clock, part, speaker, said } = setUp();
  speaker.say!(CLIPS);
  clock.advance(700);
  speaker.say!([0x107, 0x108]);
  clock.advance(5_000);
  assert.ok(said().length < CLIPS.length);
  assert.equal(said().slice(-2), [0x107, 0x108]);
  assert.ok(part.heard.slice(-2).every(({ whole }) => whole));
});

test("a clip that is not on the card is left out, and somebody can know", () => {
  const { clock, part, speaker, said } = setUp();
  part.card.delete(CLIPS[1]!);
  speaker.say!(CLIPS);
  clock.advance(10_000);
  assert.equal(said(), CLIPS.filter((_, at) => at !== 1));
  assert.is(speaker.health!(), "unset");
});

test("frames that got lost are sent again", () => {
  const { clock, part, speaker, said } = setUp();
  clock.advance(500);
  speaker.say!([0x101, 0x102]);
  part.deaf = 2;
  clock.advance(550);
  part.deaf = 2;
  clock.advance(5_000);
  assert.equal(said(), [0x101, 0x102]);
});

test("a module whose answers have no wire is told everything, and is silent", () => {
  const { clock, speaker, said } = setUp((part) => { part.mute = true; });
  speaker.say!([0x101, 0x102, 0x103]);
  clock.advance(5_000);
  assert.equal(said(), [0x101, 0x102, 0x103]);
  assert.is(speaker.health!(), "silent");
});

test("a module that is not there keeps nothing waiting, and is used when it comes back", () => {
  const { clock, part, speaker, said } = setUp((part) => { part.off = true; });
  speaker.say!(CLIPS);
  clock.advance(20_000);
  assert.is(clock.nextMs(), undefined);
  part.off = false;
  part.restart();
  clock.advance(2_000);
  speaker.say!([0x101]);
  clock.advance(2_000);
  assert.equal(said(), [0x101]);
  assert.is(part.volume, 18);
  assert.is(speaker.health!(), "ready");
});

test("one that stops answering in the middle is given up after three tries each", () => {
  const { clock, part, speaker } = setUp();
  speaker.say!([0x101, 0x102, 0x103]);
  clock.advance(300);
  part.off = true;
  clock.advance(30_000);
  assert.is(clock.nextMs(), undefined);
  assert.is(speaker.health!(), "silent");
});

test("noise, pieces and wrong checksums are no answers", () => {
  const { clock, wire, speaker } = setUp((part) => { part.off = true; });
  for (const noise of ["\x7e\xff\x06\x41\x00\x00\x00\xfe\xb9\xef", "\x7e\xff", "\x06\x00", "\xff\x7e\x7e\xff\x06"]) {
    wire.part.write(fromBytes(noise));
    clock.advance(50);
  }
  assert.is(speaker.health!(), "silent");
  wire.part.write(fromBytes("x\x7e\x7e\xff\x06\x41\x00\x00\x00\xfe"));
  clock.advance(50);
  wire.part.write(fromBytes("\xba\xef"));
  clock.advance(50);
  assert.is(speaker.health!(), "ready");
});

test("a sound is a clip of its own folder", () => {
  const { clock, speaker, said } = setUp();
  speaker.play("refunded");
  clock.advance(2_000);
  assert.equal(said(), [0x303]);
});

test("close stops what is said, may come twice, and nothing is played after it", () => {
  const { clock, serial, part, speaker } = setUp();
  speaker.say!(CLIPS);
  clock.advance(300);
  speaker.close();
  speaker.close();
  speaker.play("charged");
  clock.advance(5_000);
  assert.is(part.heard.length, 1);
  assert.not(part.heard[0]!.whole);
  assert.is(serial.baud, undefined);
});

test.run();
