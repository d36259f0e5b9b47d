import { test } from "uvu";
import * as assert from "uvu/assert";
import { openCaseSwitch } from "../../../hal/drivers/tamper/case-switch";
import { VirtualClock } from "../../../sim/clock";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

/** @param levelAt what the pin reads at a moment, where the hands do not say */
function makeCase(levelAt = (_ms: number): 0 | 1 => 0): { clock: VirtualClock; set(open: boolean): void; told: number[]; isOpen(): boolean; noise(): void } {
  const clock = new VirtualClock(0);
  let level: 0 | 1 | undefined;
  let report: (() => void) | undefined;
  const told: number[] = [];
  const tamper = openCaseSwitch({
    clock: virtualDeviceClock(clock), mode: "inputPullUp",
    open: (options) => {
      report = options.onReadable;
      return { read: () => level ?? levelAt(clock.nowMs), write() {}, close() {} };
    },
  });
  tamper.onOpen = () => { told.push(clock.nowMs); };
  return {
    clock, told, isOpen: tamper.isOpen,
    noise: () => report!(),
    set(now) {
      level = now ? 1 : 0;
      clock.after(0, () => report!());
      clock.advance(0);
    },
  };
}

test("a case that opens is told once, when it stays open", () => {
  const box = makeCase();
  assert.not(box.isOpen());
  box.clock.advance(1_000);
  box.set(true);
  box.clock.advance(59);
  assert.equal(box.told, []);
  box.clock.advance(100);
  box.set(false);
  box.set(true);
  box.clock.advance(1_000);
  assert.equal(box.told, [1_060]);
});

test("a knock on the counter is nothing", () => {
  const box = makeCase();
  for (let knock = 0; knock < 20; knock++) {
    box.set(true);
    box.clock.advance(10);
    box.set(false);
    box.clock.advance(100);
  }
  assert.equal(box.told, []);
});

test("a case that is open from the start is told after the same moment, once", () => {
  const box = makeCase(() => 1);
  assert.ok(box.isOpen());
  assert.equal(box.told, []);
  box.set(true);
  box.clock.advance(1_000);
  assert.equal(box.told, [60]);
});

test("noise at the start or later is nothing, unless the case is open at each look of a moment", () => {
  const noises: ((ms: number) => 0 | 1)[] = [
    (ms) => (ms === 0 ? 1 : 0), (ms) => (ms === 0 || ms === 60 ? 1 : 0), (ms) => (ms % 60 === 0 ? 1 : 0),
    (ms) => (ms < 60 ? 1 : 0), (ms) => (ms % 10 === 0 && ms % 50 !== 20 ? 1 : 0),
  ];
  for (const noise of noises) {
    const box = makeCase(noise);
    for (let ms = 0; ms < 600; ms++) {
      box.noise();
      box.clock.advance(1);
    }
    assert.equal(box.told, []);
  }
});

test.run();
