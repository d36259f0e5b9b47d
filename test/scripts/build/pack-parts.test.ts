import { createRequire } from "node:module";
import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { packFunctions } from "../../../scripts/build/pack-parts";
import { shrink } from "../../../scripts/build/shrink";
import { fromBytes, toBytes } from "../../../sim/bytes";
import { unshrink } from "../../../sim/espruino/heatshrink";
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
    assert.is(toBytes(unshrink(packed)), text);
    assert.is(toBytes(unshrink(heatshrink.compress(fromBytes(text)))), text);
    assert.ok(packed.length <= heatshrink.compress(fromBytes(text)).length);
  });
}

const SCRIPT = 'var one=1;function cold(){function add(x){return x+one}return{add:add,text:"\\xff"}}function warm(){return cold().add(2)}';

test("a packed function gives what it gave, anew each time", () => {
  const code = packFunctions(SCRIPT, ["cold"]);
  assert.not.match(code, /add\(x\)/);
  assert.match(code, /function warm\(\)\{return cold\(\)\.add\(2\)\}/);
  assert.match(code, /^[ -~]*$/);
  const global: Record<string, any> = {
    eval: (tokens: string) => runInNewContext(readTokens(tokens), global),
    E: { toString: toBytes },
    require: () => ({ decompress: (text: string) => heatshrink.decompress(fromBytes(text)) }),
  };
  runInNewContext(code, global);
  assert.is(global.warm(), 3);
  assert.is(global.cold().text, "\xff");
  assert.is.not(global.cold(), global.cold());
});

test("where there is nothing to pack, nothing changes", () => {
  assert.is(packFunctions(SCRIPT, []), SCRIPT);
  assert.is(packFunctions(SCRIPT, ["none"]), SCRIPT);
});

test.run();
