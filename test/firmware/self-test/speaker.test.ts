import { test } from "uvu";
import * as assert from "uvu/assert";
import { testSpeaker } from "../../../firmware/self-test/parts";
import type { Device } from "../../../hal/device";
import { openDFPlayer } from "../../../hal/drivers/speaker/dfplayer";
import type { Speaker } from "../../../hal/ports/speaker";
import { VirtualClock } from "../../../sim/clock";
import { createDFPlayer, type DFPlayerTwin } from "../../../sim/devices/dfplayer";
import { createWire } from "../../../sim/wire";
import { simulatedSerial } from "../../support/simulated-serial";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const CHARGED_CLIP = 0x301;

/** What the test of a speaker says in the end, and what rang. */
function told(prepare: (module: DFPlayerTwin) => void, open?: (sounder: Speaker) => Speaker) {
  const clock = new VirtualClock();
  const wire = createWire(clock, 9600);
  const module = createDFPlayer({ wire: wire.part, clock });
  prepare(module);
  const rung: string[] = [];
  const sounder: Speaker = { play: (sound) => rung.push(sound), close: () => undefined };
  const device = { clock: virtualDeviceClock(clock) } as Device;
  device.speaker = open?.(sounder) ?? openDFPlayer({
    open: simulatedSerial(clock, wire.terminal).open, clock: device.clock, volume: 18, instead: sounder,
  });
  const said: string[] = [];
  testSpeaker(device, (code, text) => said.push(`${code} ${text}`));
  clock.advance(5_000);
  return { said, rung, heard: module.heard.map(({ clip }) => clip) };
}

const SOUND = "0 plays the sound of a charge";

test("a voice module plays the clip of a charge", () => {
  assert.equal(told(() => undefined), { said: [SOUND], rung: [], heard: [CHARGED_CLIP] });
});

test("a voice module that is unplugged is told, and the sounder rings", () => {
  const { said, rung } = told((module) => { module.off = true; });
  assert.equal(said, ["61 the speaker does not answer"]);
  assert.equal(rung, ["charged"]);
});

test("a clip that is not on the card is told", () => {
  assert.equal(told((module) => { module.card.delete(CHARGED_CLIP); }).said, ["62 a clip is missing"]);
});

test("a sounder rings, and nobody can know whether it is heard", () => {
  assert.equal(told(() => undefined, (sounder) => sounder), { said: [SOUND], rung: ["charged"], heard: [] });
});

test.run();
