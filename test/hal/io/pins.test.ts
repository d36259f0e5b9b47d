import { test } from "uvu";
import * as assert from "uvu/assert";
import { Net } from "../../../sim/pins";
import type { SPIPart, SPITiming } from "../../../sim/spi-bus";
import { runStandIn, type StandIn } from "../../sim/espruino/support";
import { bundleScript, told } from "./run-in-interpreter";

/** Runs device code with wires on the chip's pins. */
async function run(imports: string, body: string, world: Parameters<typeof runStandIn>[1]): Promise<StandIn> {
  return runStandIn(await bundleScript(imports, body), world);
}

function toldBy(standIn: StandIn): unknown[] {
  return told(standIn.lines.join("\n"));
}

const DIGITAL = 'import { pins } from "./digital";';

test("several pins are one number, the last of them bit 0", async () => {
  const nets = { 13: new Net(), 14: new Net(), 16: new Net(), 17: new Net() };
  nets[16].drive("outside", 1);
  const standIn = await run(DIGITAL, `
    pins([D13, D14])({ mode: "output", initial: 2 });
    var low = pins([D16, D17])({ mode: "input" });
    tell(low.read());`, { pins: nets });
  assert.equal([nets[13].level, nets[14].level], [1, 0]);
  assert.equal(toldBy(standIn), [2]);
});

test("an open drain pulls down or lets go, and reads what the wire is", async () => {
  const net = new Net();
  net.drive("resistor", 1, true);
  const standIn = await run(DIGITAL, `
    var pin = pins([D4])({ mode: "openDrain", initial: 0 });
    tell(pin.read());
    pin.write(1);
    tell(pin.read());`, { pins: { 4: net } });
  assert.equal(toldBy(standIn), [0, 1]);
  net.drive("other", 0);
  assert.is(net.level, 0);
  assert.not(net.shorted);
});

test("tells each edge of an input with pull-up later, and none after close", async () => {
  const net = new Net();
  const standIn = await run(DIGITAL, `
    var pin = pins([D4])({ mode: "inputPullUp", onReadable: function () {
      tell(pin.read());
      if (pin.read() === 1) pin.close();
    } });
    tell("open");`, { pins: { 4: net } });
  assert.is(net.level, 1);
  for (const level of [0, undefined, 0, undefined] as const) {
    net.drive("finger", level);
    standIn.clock.advance(1);
  }
  assert.equal(toldBy(standIn), ["open", 0, 1]);
});

test("refuses to watch a pin that the chip cannot watch", async () => {
  const standIn = await run(DIGITAL, `
    try { pins([D12])({ mode: "inputPullUp", onReadable: function () {} }); } catch (error) { tell(error.kind); }`,
  { pins: {} });
  assert.equal(toldBy(standIn), ["option"]);
});

/** A part on the bus that keeps what it is sent while its select line is low. */
function listener(select: Net | undefined): SPIPart & { heard: [number[], SPITiming][] } {
  const heard: [number[], SPITiming][] = [];
  return { heard, transfer(bytes, timing) { if (select?.level !== 1) heard.push([[...bytes], timing]); } };
}

test("a part on the bus hears what is written while it is selected", async () => {
  const [mine, others] = [new Net(), new Net()];
  others.drive("resistor", 1);
  const parts = [listener(mine), listener(others)] as const;
  await run('import { spi } from "./spi";', `
    var part = spi(SPI1, { clock: D14, data: D13, select: D15 })({ hz: 400000, mode: 3 });
    part.write("\\x01\\xff");
    part.write(new Uint16Array([0xffff, 0x0102]).buffer);`, { pins: { 15: mine }, spi: { SPI1: { parts: [...parts] } } });
  const timing = { hz: 400_000, mode: 3 };
  assert.equal(parts[0].heard, [[[1, 255], timing], [[255, 255, 2, 1], timing]]);
  assert.equal(parts[1].heard, []);
  assert.is(mine.level, 1);
});

test("a part that is alone needs no select line", async () => {
  const part = listener(undefined);
  await run('import { spi } from "./spi";',
    'spi(SPI1, { clock: D14, data: D13 })({ hz: 100000, mode: 0 }).write("a");', { spi: { SPI1: { parts: [part] } } });
  assert.equal(part.heard, [[[97], { hz: 100_000, mode: 0 }]]);
});

const PARTS = 'import { spiBus } from "./spi";';
const TWO = `
    var on = spiBus(SPI1, { clock: D14, data: D13, input: D12, selects: [D15, D16] });
    var slow = on(D15)({ hz: 400000, mode: 3 });
    var fast = on(D16)({ hz: 8000000, mode: 0 });`;

test("parts of one bus are each set up as they want it, and none listens before the first word", async () => {
  const [first, second] = [new Net(), new Net()];
  const parts = [listener(first), listener(second)] as const;
  const bus = { parts: [...parts], input: 12 };
  await run(PARTS, `${TWO}
    slow.write("a");
    fast.write("b");
    fast.write("c");
    slow.write("d");`, { pins: { 15: first, 16: second }, spi: { SPI1: bus } });
  const [slow, fast] = [{ hz: 400_000, mode: 3 }, { hz: 8_000_000, mode: 0 }];
  assert.equal(parts[0].heard, [[[97], slow], [[100], slow]]);
  assert.equal(parts[1].heard, [[[98], fast], [[99], fast]]);
});

test("what the selected part gives back comes in the form of what was sent", async () => {
  const [first, second] = [new Net(), new Net()];
  const echo: SPIPart = { transfer: (bytes) => (second.level === 1 ? undefined : bytes.map((byte) => byte ^ 1)) };
  const world = { pins: { 15: first, 16: second }, spi: { SPI1: { parts: [listener(first), echo], input: 12 } } };
  const standIn = await run(PARTS, `${TWO}
    tell([fast.transfer("ab"), E.toString(fast.transfer(new Uint8Array([99, 100]))), slow.transfer("a").charCodeAt(0)]);`, world);
  assert.equal(toldBy(standIn), [["`c", "be", 255]]);
  // Nothing comes back over a wire that hangs on another pin.
  const deaf = await run(PARTS, `${TWO} tell(fast.transfer("a").charCodeAt(0));`, { ...world, spi: { SPI1: { parts: [echo], input: 11 } } });
  assert.equal(toldBy(deaf), [255]);
});

test("a wave has its frequency and its share, and ends", async () => {
  const net = new Net();
  const waves: unknown[] = [];
  net.listeners.add((wave) => waves.push(wave));
  await run('import { pwm } from "./pwm";', `
    var tone = pwm(D4);
    tone.write(0.5, 880);
    tone.write(0.25, 5000);
    tone.write(0, 880);`, { pins: { 4: net } });
  assert.equal(waves, [{ hz: 880, duty: 0.5 }, { hz: 5001, duty: 0.25 }, undefined]);
});

test("no wave comes out of an analog output", async () => {
  const net = new Net();
  await run('import { pwm } from "./pwm";', "pwm(D25).write(0.5, 880);", { pins: { 25: net } });
  assert.is(net.wave, undefined);
});

test.run();
