import { createRequire } from "node:module";
import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { foldParts } from "../../../scripts/build/pack-parts";
import { layApart } from "../../../scripts/build/parts";
import { shrink } from "../../../scripts/build/shrink";
import { fromBytes, toBytes } from "../../../sim/bytes";
import { unshrinkText } from "../../../sim/espruino/heatshrink";
import { readTokens } from "../../../sim/espruino/tokens";

/** The interpreter's own packer and unpacker, translated by its makers. */
const heatshrink = createRequire(import.meta.url)("espruino/libs/heatshrink.js") as
  Record<"compress" | "decompress", (bytes: Uint8Array) => Uint8Array>;

const random = Array.from({ length: 600 }, (_, at) => String.fromCharCode((at * at * 31 + at * 7) & (at < 300 ? 255 : 3))).join("");
const TEXTS: Record<string, string> = {
  "a byte": "a", "all alike": "a".repeat(1000), "zeros first": "\0\0\0\0b", "every byte": Array.from({ length: 256 }, (_, at) => String.fromCharCode(at)).join(""),
  "what comes again at the limit": `${"abc".padEnd(256, "xyz")}abc${"abc".padEnd(254, "uvw")}abc`, "bytes at random": random,
};

for (const [name, text] of Object.entries(TEXTS)) {
  test(`packed and unpacked: ${name}`, () => {
    const packed = fromBytes(shrink(text));
    assert.is(toBytes(heatshrink.decompress(packed)), text);
    assert.is(unshrinkText(shrink(text)), text);
    assert.is(unshrinkText(toBytes(heatshrink.compress(fromBytes(text)))), text);
    assert.ok(packed.length <= heatshrink.compress(fromBytes(text)).length);
  });
}

const BUNDLE = `// cold.ts
var TEXT = "\\xff";
function add(x) { return x + one; }
function text() { return TEXT; }
// main.ts
var one = 1;
function warm() { return add(2) + text(); }
`;

test("a packed part does what it did", () => {
  const apart = layApart(BUNDLE, { cold: ["cold.ts"] });
  const code = foldParts(apart.code, [apart.makers.cold!]);
  assert.not.match(code, /add\(x\)/);
  assert.match(code, /^[ -~\n]*$/);
  const global: Record<string, any> = {
    eval: (tokens: string) => runInNewContext(readTokens(tokens), global),
    E: { toString: toBytes }, setTimeout: () => 1,
    require: () => ({ decompress: (text: string) => heatshrink.decompress(fromBytes(text)) }),
  };
  runInNewContext(code, global);
  assert.is(global.warm(), "3\xff");
});

test("where there is nothing to pack, nothing is unpacked", () => {
  assert.not.match(foldParts(layApart(BUNDLE, { cold: ["cold.ts"] }).code, ["none"]), "heatshrink");
});

test("what the sources unpack with unpacks parts too", () => {
  const unpack = 'function zz(a){return E.toString(require("heatshrink").decompress(a))}\n';
  const { code, makers } = layApart(unpack + BUNDLE, { cold: ["cold.ts"] });
  const folded = foldParts(code, [makers.cold!]);
  assert.is(folded.split("heatshrink").length, 2);
  assert.match(folded, /\$\$k\(0,zz\(/);
});

test.run();
