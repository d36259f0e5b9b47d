import { test } from "uvu";
import * as assert from "uvu/assert";
import { openTones } from "../../../hal/drivers/speaker/tones";
import type { Sound } from "../../../hal/ports/speaker";
import { VirtualClock } from "../../../sim/clock";
import { createBuzzer } from "../../../sim/devices/buzzer";
import { Net } from "../../../sim/pins";
import { runStandIn } from "../../sim/espruino/support";
import { simulatedPWM } from "../../support/simulated-pwm";
import { virtualDeviceClock } from "../../support/virtual-device-clock";
import { bundleScript } from "../io/run-in-interpreter";

const SOUNDS: Sound[] = ["charged", "notCharged", "refunded", "refundPending", "attention"];

function setUp() {
  const clock = new VirtualClock();
  const net = new Net();
  const buzzer = createBuzzer({ clock, net });
  const speaker = openTones({ pwm: simulatedPWM(net), clock: virtualDeviceClock(clock) });
  return { clock, net, buzzer, speaker };
}

function heard(sound: Sound): string {
  const { clock, net, buzzer, speaker } = setUp();
  speaker.play(sound);
  clock.advance(3_000);
  assert.is(net.wave, undefined);
  return buzzer.heard().map(({ hz, ms }) => `${hz}:${ms}`).join(" ");
}

test("money that came goes up, money that goes back goes down", () => {
  assert.is(heard("charged"), "1319:90 1568:90 2093:200");
  assert.is(heard("refunded"), "2093:120 1568:120 1319:250");
});

test("every sound is another one, begins at once and lasts no longer than a second", () => {
  assert.is(new Set(SOUNDS.map(heard)).size, SOUNDS.length);
  for (const sound of SOUNDS) {
    const tones = heard(sound).split(" ").map((tone) => tone.split(":").map(Number));
    assert.ok(tones[0]![0]! >= 300);
    assert.ok(tones.reduce((sum, [, ms]) => sum + ms!, 0) <= 1000);
  }
});

test("a new sound replaces the old", () => {
  const { clock, buzzer, speaker } = setUp();
  speaker.play("notCharged");
  clock.advance(100);
  speaker.play("charged");
  clock.advance(2_000);
  assert.equal(buzzer.heard().map(({ hz }) => hz), [440, 1319, 1568, 2093]);
});

test("close ends the sound, may come twice, and no sound follows", () => {
  const { clock, net, buzzer, speaker } = setUp();
  speaker.play("charged");
  clock.advance(50);
  speaker.close();
  speaker.close();
  assert.is(net.wave, undefined);
  speaker.play("attention");
  clock.advance(1_000);
  assert.equal(buzzer.heard(), [{ hz: 1319, ms: 50 }]);
});

test("in the stand-in: the adapter's wave is the melody", async () => {
  const clock = new VirtualClock();
  const net = new Net();
  const buzzer = createBuzzer({ clock, net });
  const script = await bundleScript(`
    import { openClock } from "./clock";
    import { pwm } from "./pwm";
    import { openTones } from "../../drivers/speaker/tones";`,
  'openTones({ pwm: pwm(D23), clock: openClock() }).play("charged");');
  runStandIn(script, { clock, pins: { 23: net } });
  assert.equal(buzzer.heard(), [{ hz: 1319, ms: 90 }, { hz: 1568, ms: 90 }, { hz: 2093, ms: 200 }]);
});

test.run();
