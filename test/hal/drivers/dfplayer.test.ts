import { test } from "uvu";
import * as assert from "uvu/assert";
import { announcementOf } from "../../../hal/drivers/speaker/announcement";
import { openDFPlayer } from "../../../hal/drivers/speaker/dfplayer";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createDFPlayer } from "../../../sim/devices/dfplayer";
import { Net } from "../../../sim/pins";
import { createWire } from "../../../sim/wire";
import { simulatedDigital } from "../../support/simulated-digital";
import { simulatedSerial } from "../../support/simulated-serial";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const CLIP_MS = 400;
const CLIPS = announcementOf("charged", "12.50", "HKD", "en");

type Part = ReturnType<typeof createDFPlayer>;

/** @param by what the driver learns of the module by: its answers, or only its pin BUSY */
function setUp(by: "answers" | "busy", prepare?: (part: Part) => void) {
  const clock = new VirtualClock();
  const wire = createWire(clock, 9600);
  const serial = simulatedSerial(clock, wire.terminal);
  const net = new Net();
  const part = createDFPlayer({ wire: wire.part, clock, busy: net });
  for (const clip of part.card.keys()) part.card.set(clip, CLIP_MS);
  if (by === "busy") part.mute = true;
  prepare?.(part);
  const rung: string[] = [];
  const speaker = openDFPlayer({
    open: serial.open, clock: virtualDeviceClock(clock), volume: 18,
    instead: { play: (sound) => rung.push(sound), close: () => undefined },
    ...by === "busy" && { busy: simulatedDigital(clock, [net])({ mode: "inputPullUp" }) },
  });
  clock.advance(1_000);
  const say = () => speaker.say!("charged", "12.50", "HKD", "en");
  return { clock, wire, serial, net, part, speaker, rung, say, said: () => part.heard.map(({ clip }) => clip) };
}

test("sends the exact frames of the manual", () => {
  const { clock, serial, speaker } = setUp("answers");
  speaker.play("charged");
  clock.advance(1_000);
  // As the manual has them: volume 30 there is 7E FF 06 06 00 00 1E FE D7 EF; here 18, and answers are wanted.
  assert.equal(serial.writes, [
    "\x7e\xff\x06\x06\x01\x00\x12\xfe\xe2\xef", "\x7e\xff\x06\x06\x01\x00\x12\xfe\xe2\xef",
    "\x7e\xff\x06\x0f\x01\x03\x01\xfe\xe7\xef",
  ]);
  assert.is(serial.baud, 9600);
});

for (const by of ["answers", "busy"] as const) {
  test(`${by}: says an amount clip after clip, each once and to its end, and nothing rings`, () => {
    const { clock, part, speaker, rung, say, said } = setUp(by);
    say();
    clock.advance(10_000);
    assert.equal(said(), CLIPS);
    assert.ok(part.heard.every(({ endMs }) => endMs !== undefined));
    assert.is(part.volume, 18);
    assert.equal(part.complaints, []);
    assert.is(speaker.health!(), "ready");
    assert.equal(rung, []);
    assert.is(clock.nextMs(), undefined);
  });

  test(`${by}: there is no more than a breath between two clips`, () => {
    const { clock, part, say } = setUp(by);
    say();
    clock.advance(10_000);
    const gaps = part.heard.slice(1).map(({ atMs }, at) => atMs - part.heard[at]!.atMs - CLIP_MS);
    assert.ok(Math.max(...gaps) < 120, `${gaps}`);
  });

  test(`${by}: a new announcement cuts the old one short, and is whole itself`, () => {
    const { clock, part, speaker, say, said } = setUp(by);
    say();
    clock.advance(900);
    speaker.say!("notCharged", "", "HKD", "zh");
    clock.advance(5_000);
    assert.ok(said().length < CLIPS.length);
    assert.is(said().at(-1), 0x12a);
    assert.ok(part.heard.at(-1)!.endMs !== undefined);
  });

  test(`${by}: a clip that is not on the card is left out, and somebody can know`, () => {
    const { clock, part, speaker, rung, say, said } = setUp(by);
    part.card.delete(CLIPS[1]!);
    say();
    clock.advance(10_000);
    assert.equal(said(), CLIPS.filter((_, at) => at !== 1));
    assert.is(speaker.health!(), "unset");
    assert.equal(rung, []);
  });

  test(`${by}: a module that is not there lets something else ring, and is used when it comes back`, () => {
    const { clock, part, speaker, rung, say, said } = setUp(by, (part) => { part.off = true; });
    say();
    clock.advance(20_000);
    assert.is(clock.nextMs(), undefined);
    assert.is(speaker.health!(), "silent");
    assert.equal(rung, ["charged"]);
    part.off = false;
    part.restart();
    clock.advance(2_000);
    speaker.say!("refunded", "3.00", "HKD", "en");
    clock.advance(4_000);
    assert.equal(said(), announcementOf("refunded", "3.00", "HKD", "en"));
    assert.is(part.volume, 18);
    assert.is(speaker.health!(), "ready");
    // Whether it is back, nobody knows when the announcement begins.
    assert.equal(rung, by === "busy" ? ["charged", "refunded"] : ["charged"]);
  });

  test(`${by}: one that is unplugged between two announcements rings within a second`, () => {
    const { clock, part, rung, say } = setUp(by);
    say();
    clock.advance(10_000);
    part.off = true;
    say();
    clock.advance(1_000);
    assert.equal(rung, ["charged"]);
    clock.advance(30_000);
    assert.equal(rung, ["charged"]);
  });
}

test("a pin BUSY that is stuck keeps nothing waiting", () => {
  const { clock, net, say } = setUp("busy");
  net.drive("solder", 0);
  say();
  clock.advance(60_000);
  assert.is(clock.nextMs(), undefined);
});

test("frames that got lost are sent again", () => {
  const { clock, part, say, said } = setUp("answers");
  part.deaf = 2;
  say();
  clock.advance(550);
  part.deaf = 2;
  clock.advance(10_000);
  assert.equal(said(), CLIPS);
});

test("a module whose answers have no wire is told everything, and something rings as well", () => {
  const { clock, speaker, rung, say, said } = setUp("answers", (part) => { part.mute = true; });
  say();
  clock.advance(10_000);
  assert.equal(said(), CLIPS);
  assert.is(speaker.health!(), "silent");
  assert.equal(rung, ["charged"]);
});

test("one that stops answering in the middle is given up after three tries each", () => {
  const { clock, part, speaker, say } = setUp("answers");
  say();
  clock.advance(300);
  part.off = true;
  clock.advance(30_000);
  assert.is(clock.nextMs(), undefined);
  assert.is(speaker.health!(), "silent");
});

test("noise, pieces and wrong checksums are no answers", () => {
  const { clock, wire, speaker } = setUp("answers", (part) => { part.off = true; });
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
  const { clock, speaker, said } = setUp("answers");
  speaker.play("refunded");
  clock.advance(2_000);
  assert.equal(said(), [0x303]);
});

test("close stops what is said, may come twice, and nothing is played after it", () => {
  const { clock, serial, part, speaker, say } = setUp("answers");
  say();
  clock.advance(300);
  speaker.close();
  speaker.close();
  speaker.play("charged");
  clock.advance(5_000);
  assert.is(part.heard.length, 1);
  assert.is(part.heard[0]!.endMs, undefined);
  assert.is(serial.baud, undefined);
});

test.run();
