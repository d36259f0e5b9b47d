import { test } from "uvu";
import * as assert from "uvu/assert";
import { openCaseSwitch } from "../../../hal/drivers/tamper/case-switch";
import { VirtualClock } from "../../../sim/clock";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

function makeCase(open = false): { clock: VirtualClock; set(open: boolean): void; told: number[]; isOpen(): boolean } {
  const clock = new VirtualClock(0);
  let level = open ? 1 : 0;
  let report: (() => void) | undefined;
  const told: number[] = [];
  const tamper = openCaseSwitch({
    clock: virtualDeviceClock(clock), mode: "inputPullUp",
    open: (options) => {
      report = options.onReadable;
      return { read: () => level, write() {}, close() {} };
    },
  });
  tamper.onOpen = () => { told.push(clock.nowMs); };
  return {
    clock, told, isOpen: tamper.isOpen,
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

test("a case that was open from the start says so, and is not told", () => {
  const box = makeCase(true);
  assert.ok(box.isOpen());
  box.set(true);
  box.clock.advance(1_000);
  assert.equal(box.told, []);
});

test.run();
