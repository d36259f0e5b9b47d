import { test } from "uvu";
import * as assert from "uvu/assert";
import type { CameraView, GreyPicture } from "../../../hal/ports/camera";
import type { Scene, Window } from "../../../sim/camera/scene";
import { cameraOnWires } from "../../support/simulated-camera";

/** Each point another value, and none the same as its neighbours. */
function pattern(): Scene & { windows: Window[] } {
  const windows: Window[] = [];
  return {
    windows,
    look(window, width, height) {
      windows.push(window);
      return Uint8ClampedArray.from({ length: width * height }, (_, at) => (at * 37 + Math.floor(at / width)) & 255);
    },
  };
}

function setUp() {
  const world = cameraOnWires();
  const { clock, camera, part } = world;
  const scene = pattern();
  part.scene = scene;
  const pictures: (GreyPicture | undefined)[] = [];
  const take = (view: CameraView, waitMs = 3_000) => {
    camera.take(view, (picture) => pictures.push(picture));
    clock.advance(waitMs);
    return pictures.at(-1);
  };
  return { ...world, scene, pictures, take };
}

test("says nothing on its wires before the first picture, and nothing between two", () => {
  const { clock, bus, spi, take } = setUp();
  clock.advance(10_000);
  assert.is(bus.transfers + spi.transfers, 0);
  take("whole");
  const before = bus.transfers + spi.transfers;
  clock.advance(60_000);
  assert.is(bus.transfers + spi.transfers, before);
  assert.is(clock.nextMs(), undefined);
});

for (const [view, width, height] of [["whole", 160, 120], ["strip", 320, 60]] as const) {
  test(`takes a picture of the ${view}, ${width} by ${height}, to the dot`, () => {
    const { part, scene, camera, take } = setUp();
    const picture = take(view)!;
    assert.is(camera.health(), "ready");
    assert.equal([picture.width, picture.height, picture.dots.length], [width, height, 19_200]);
    assert.equal(Uint8ClampedArray.from(picture.dots), scene.look({ x0: 0, x1: 1, y0: 0, y1: 1 }, width, height));
    assert.equal(part.complaints, []);
    assert.equal(part.picture!.dots.length, 19_200);
  });
}

test("the whole is all that is seen, the strip a quarter of its height in the middle", () => {
  const { scene, take } = setUp();
  take("whole");
  take("strip");
  const [whole, strip] = scene.windows as [Window, Window];
  assert.equal(whole, { x0: 0, x1: 1, y0: 0, y1: 1 });
  assert.equal([strip.x0, strip.x1], [0, 1]);
  assert.ok(Math.abs(strip.y0 - 0.375) < 0.005 && Math.abs(strip.y1 - 0.625) < 0.005);
});

test("views by turns, each right, and the part is set up once", () => {
  const { part, bus, pictures, take } = setUp();
  take("whole");
  const transfers = bus.transfers;
  for (const view of ["strip", "whole", "strip", "strip"] as const) take(view, 1_000);
  assert.equal(pictures.map((picture) => picture?.width), [160, 320, 160, 320, 320]);
  assert.ok(bus.transfers - transfers < 100);
  assert.equal(part.complaints, []);
});

test("reads piece by piece, and others get their turn between two", () => {
  const { clock, camera, part } = setUp();
  let moments = 0;
  camera.take("whole", () => undefined);
  for (let before = 0; part.picture === undefined && clock.step(); before = part.reads) {
    assert.ok(part.reads - before <= 1);
    if (part.reads > before) moments++;
  }
  assert.is(moments, 20);
});

test("one picture at a time, none after close, and none of one that was given up", () => {
  const { clock, camera, pictures, take } = setUp();
  camera.take("whole", () => assert.unreachable());
  assert.throws(() => camera.take("whole", () => undefined), (error: { kind: string }) => error.kind === "busy");
  clock.advance(850);
  camera.release();
  clock.advance(5_000);
  assert.is(clock.nextMs(), undefined);
  assert.ok(take("strip"));
  camera.close();
  assert.throws(() => camera.take("whole", () => undefined), (error: { kind: string }) => error.kind === "closed");
  assert.is(pictures.length, 1);
});

const BROKEN: [name: string, health: string, hurt: (world: ReturnType<typeof setUp>) => void][] = [
  ["no part", "silent", ({ part }) => part.plug(false)],
  ["a wire back that reads all ones", "silent", ({ wires }) => { wires.parts = []; }],
  ["a wire back that reads all zeros", "silent", ({ wires }) => { wires.parts = [{ transfer: (bytes: Uint8Array) => bytes.fill(0) } as never]; }],
  ["another part that gives back what it hears", "silent", ({ wires }) => { wires.parts = [{ transfer: (bytes: Uint8Array) => bytes } as never]; }],
  ["a version that is none", "silent", ({ part }) => { part.fault.version = 0xff; }],
  ["a test register that keeps nothing", "silent", ({ part }) => { part.fault.test = 0x55; }],
  ["no sensor", "unset", ({ part }) => part.plugSensor(false)],
  ["a stuck bus", "unset", ({ bus }) => { bus.stuck = true; }],
  ["another sensor", "unset", ({ bus }) => { bus.parts.set(0x30, { write: () => true, read: () => Uint8Array.of(0x56) }); }],
  ["a picture that never comes", "unset", ({ part }) => { part.fault.stuck = true; }],
  ["a picture that is too small", "unset", ({ part }) => { part.fault.extraBytes = -2; }],
  ["a picture that is too large", "unset", ({ part }) => { part.fault.extraBytes = 640; }],
];
for (const [name, health, hurt] of BROKEN) {
  test(`${name}: no picture, ${health}; mended it takes one`, () => {
    const world = setUp();
    const { part, bus, camera, pictures, take, wires } = world;
    hurt(world);
    take("whole");
    assert.equal(pictures, [undefined]);
    assert.is(camera.health(), health);
    part.fault = {};
    bus.stuck = false;
    wires.parts = [part];
    part.plug(true);
    assert.is(take("strip")?.width, 320);
    assert.is(camera.health(), "ready");
  });
}

test("a stuck bus is tried once at a time: it may hold everything up for a second", () => {
  const { bus, take } = setUp();
  bus.stuck = true;
  take("whole");
  assert.is(bus.transfers, 1);
});

test("a part that lost its power, or its sensor alone, is set up anew", () => {
  const { part, take, pictures } = setUp();
  take("whole");
  part.plug(false);
  part.plug(true);
  take("whole");
  part.sensor.restart();
  take("strip");
  assert.equal(pictures.map((picture) => picture?.width), [160, 160, 320]);
  assert.equal(pictures[1]!.dots, pictures[0]!.dots);
  assert.equal(part.complaints, []);
});

test("a part that is pulled while it is read gives no picture", () => {
  const { clock, part, camera, pictures } = setUp();
  camera.take("whole", (picture) => pictures.push(picture));
  while (part.reads < 5) clock.step();
  part.plug(false);
  clock.advance(1_000);
  assert.equal(pictures, [undefined]);
  assert.is(camera.health(), "silent");
});

test("the first picture is taken when the exposure is found", () => {
  const { take } = setUp();
  const picture = take("whole")!;
  assert.ok(Math.max(...picture.dots) > 200);
});

test.run();
