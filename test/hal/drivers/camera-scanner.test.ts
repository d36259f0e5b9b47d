import { test } from "uvu";
import * as assert from "uvu/assert";
import { openCameraScanner } from "../../../hal/drivers/scanner/camera-scanner";
import type { PictureReader } from "../../../hal/drivers/scanner/reading/reader";
import type { Camera, CameraView, GreyPicture } from "../../../hal/ports/camera";
import { VirtualClock } from "../../../sim/clock";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const CODE = "134567890123456789";
const OTHER = "134567890123456780";
const TAKE_MS = 300;

/** A camera that needs its time, and readers that need three moments for a picture. */
function setUp(enabled = true) {
  const clock = new VirtualClock();
  const world = { codes: [] as string[], taken: [] as CameraView[], held: undefined as string | undefined, isMissing: false, released: 0 };
  let under: (() => void) | undefined;
  const camera: Camera = {
    take(view, onPicture) {
      assert.is(under, undefined);
      world.taken.push(view);
      const stop = clock.after(TAKE_MS, () => {
        under = undefined;
        const picture = { width: view === "strip" ? 320 : 160, height: view === "strip" ? 60 : 120, dots: new Uint8Array(19_200) };
        onPicture(world.isMissing ? undefined : picture);
      });
      under = () => { stop(); under = undefined; };
    },
    release() {
      world.released++;
      under?.();
    },
    health: () => (world.isMissing ? "silent" : "ready"),
    close: () => undefined,
  };
  let readers = 0;
  const reader = (width: number) => (): PictureReader => {
    let left = 0;
    readers++;
    return {
      begin(picture: GreyPicture) {
        assert.is(picture.width, width);
        left = 3;
      },
      work: () => (--left > 0 ? { isDone: false } : { isDone: true, ...world.held === undefined ? {} : { code: world.held } }),
    };
  };
  const scanner = openCameraScanner({
    camera, clock: virtualDeviceClock(clock), openStripReader: reader(320), openWholeReader: reader(160),
  }, { onCode: (code) => world.codes.push(code) });
  if (enabled) scanner.configure({ enabled: true });
  return { clock, world, scanner, readersMade: () => readers };
}

test("takes no picture until a code is wanted, then strips and whole ones by turns", () => {
  const { clock, world, scanner } = setUp(false);
  clock.advance(10_000);
  assert.equal(world.taken, []);
  scanner.configure({ enabled: true });
  clock.advance(2_000);
  assert.equal(world.taken.slice(0, 4), ["strip", "whole", "strip", "whole"]);
});

test("reports a code once for as long as it is held, and the next one", () => {
  const { clock, world } = setUp();
  world.held = CODE;
  clock.advance(30_000);
  assert.equal(world.codes, [CODE]);
  world.held = OTHER;
  clock.advance(1_000);
  world.held = undefined;
  clock.advance(10_000);
  world.held = OTHER;
  clock.advance(1_000);
  assert.equal(world.codes, [CODE, OTHER, OTHER]);
});

test("disabled it stops in the middle of a picture or of the work in it, and gives its memory back", () => {
  for (let atMs = 0; atMs < 800; atMs += 7) {
    const { clock, world, scanner, readersMade } = setUp();
    world.held = CODE;
    clock.advance(atMs);
    const heard = world.codes.length;
    scanner.configure({ enabled: false });
    assert.is(world.released, 1);
    clock.advance(5_000);
    assert.is(world.codes.length, heard);
    assert.is(clock.nextMs(), undefined);
    scanner.configure({ enabled: true });
    clock.advance(1_000);
    assert.equal(world.codes.slice(heard), [CODE]);
    assert.is(readersMade(), 4);
  }
});

test("whoever hears a code may disable it at once", () => {
  const { clock, world, scanner } = setUp();
  const push = world.codes.push.bind(world.codes);
  world.codes.push = (code) => {
    scanner.configure({ enabled: false });
    return push(code);
  };
  world.held = CODE;
  clock.advance(5_000);
  assert.equal([...world.codes], [CODE]);
  assert.is(clock.nextMs(), undefined);
});

test("a camera without pictures is asked each five seconds, and read again once it has some", () => {
  const { clock, world, scanner } = setUp();
  world.isMissing = true;
  world.held = CODE;
  clock.advance(20_000);
  assert.ok(world.taken.length <= 5);
  assert.is(scanner.health!(), "silent");
  assert.equal(world.codes, []);
  world.isMissing = false;
  clock.advance(6_000);
  assert.equal(world.codes, [CODE]);
});

test("closed it is still, and refuses", () => {
  const { clock, scanner } = setUp();
  scanner.close();
  scanner.close();
  assert.is(clock.nextMs(), undefined);
  assert.throws(() => scanner.configure({ enabled: true }), (error: { kind: string }) => error.kind === "closed");
});

test.run();
