// The reader of QR codes: pictures of a phone, of which it may take up to three as a camera does.
import qrcode from "qrcode-generator";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openQRReader } from "../../../../../hal/drivers/scanner/reading/qr";
import type { Pose } from "../../../../../sim/camera/pose";
import { phoneScene, WHOLE } from "../../../../../sim/camera/scene";
import { poseIn, QR_SETS } from "../../../../../sim/camera/sets";
import { simulatedRasters } from "../../../../support/simulated-rasters";

const CODE = "134567890123456789";
type Level = "L" | "M" | "Q" | "H";
type Mode = "Numeric" | "Alphanumeric" | "Byte";

function matrixOf(text: string, version: number, level: Level, mode: Mode): boolean[][] {
  const symbol = qrcode(version as Parameters<typeof qrcode>[0], level);
  symbol.addData(text, mode);
  symbol.make();
  const across = Array.from({ length: symbol.getModuleCount() }, (_, at) => at);
  return across.map((y) => across.map((x) => symbol.isDark(y, x)));
}

/** What is read of up to three pictures, and how many moments the longest took. */
function readOf(matrix: boolean[][] | undefined, pose: Partial<Pose>, seed: number): { code: string | undefined; moments: number } {
  const scene = phoneScene({ symbols: { matrix }, pose, seed });
  const reader = openQRReader(simulatedRasters);
  let moments = 0;
  for (let frame = 0; frame < 3; frame++) {
    reader.begin({ width: 160, height: 120, dots: new Uint8Array(scene.look(WHOLE, 160, 120, frame)) });
    for (let count = 1; ; count++) {
      const { isDone, code } = reader.work();
      moments = Math.max(moments, count);
      if (code !== undefined) return { code, moments };
      if (isDone) break;
    }
  }
  return { code: undefined, moments };
}

const SYMBOLS: [text: string, version: number, level: Level, mode: Mode][] = [
  [CODE, 1, "L", "Numeric"], [CODE, 1, "M", "Numeric"], [CODE, 1, "Q", "Numeric"], [CODE, 3, "H", "Byte"], [CODE, 2, "Q", "Byte"],
  ["TINYTILL 42/7 $*", 1, "M", "Alphanumeric"], ["AB1", 1, "H", "Alphanumeric"], ["7", 1, "H", "Numeric"], ["12", 1, "Q", "Numeric"],
  ["weixin://wxpay/bizpayurl?pr=aB3dE5g", 3, "M", "Byte"], ["\xe4\xbd\xa0\x01", 1, "M", "Byte"], [CODE, 3, "Q", "Byte"],
  ["weixin://wxpay/bizpayurl?pr=aB3dE5gHi8kLm1o", 4, "M", "Byte"], ["https://shop.example/receipt/0123456789", 4, "H", "Alphanumeric"],
  [CODE.repeat(3), 5, "Q", "Byte"], [CODE.repeat(2), 5, "H", "Byte"], [CODE.repeat(5), 6, "M", "Byte"],
];
for (const [text, version, level, mode] of SYMBOLS) {
  const plain = mode === "Alphanumeric" ? text.toUpperCase() : text;
  test(`version ${version}-${level}, ${mode}: ${JSON.stringify(plain)}`, () => {
    const distance = version < 4 ? 0.95 : 0.7;
    assert.is(readOf(matrixOf(plain, version, level, mode), { aim: 1, distance }, 1).code, plain);
  });
}

for (const name of ["easy", "med", "2.5 px", "moire", "rotated", "mirrored", "inverted", "tilt"]) {
  test(`set "${name}" is read`, () => {
    const matrix = matrixOf(CODE, 2, "M", "Byte");
    let read = 0;
    for (let seed = 1; seed < 4; seed++) if (readOf(matrix, poseIn(QR_SETS[name]!, { matrix }, seed), seed).code === CODE) read++;
    assert.ok(read >= 2, `${read} of 3`);
  });
}

test("a phone without a code is given up soon, and nothing is read of it", () => {
  for (let seed = 1; seed < 4; seed++) {
    const { code, moments } = readOf(undefined, { aim: 1, turn: 10 * seed }, seed);
    assert.is(code, undefined);
    assert.ok(moments < 120, `${moments}`);
  }
});

test("a code of which too much is covered is not read as another", () => {
  const matrix = matrixOf(CODE, 2, "L", "Byte").map((row, y) => row.map((isDark, x) => (y > 9 && y < 17 && x > 9 && x < 22) !== isDark));
  const { code, moments } = readOf(matrix, { aim: 1 }, 1);
  assert.is(code, undefined);
  assert.ok(moments < 150, `${moments}`);
});

test("pictures of one tone come to an end", () => {
  const reader = openQRReader(simulatedRasters);
  for (const tone of [0, 128, 255]) {
    reader.begin({ width: 160, height: 120, dots: new Uint8Array(19200).fill(tone) });
    let last = reader.work();
    for (let count = 0; count < 100 && !last.isDone; count++) last = reader.work();
    assert.equal(last, { isDone: true });
  }
});

test.run();
