import { test } from "uvu";
import * as assert from "uvu/assert";
import { hashOfPiece, isNewer, readManifest } from "../../../firmware/update/manifest";
import { makeManifest } from "../../../scripts/update/manifest";
import { nodeHash } from "../../support/hash";

const KEY = "an update key that only tests have";
const IMAGE = Uint8Array.from({ length: 9000 }, (_, at) => at * 7);

function signed(changes: Partial<Parameters<typeof makeManifest>[0]> = {}): string {
  return makeManifest({
    board: "esp32", version: "0.2.0", file: "tinytill-0.2.0.img", image: IMAGE, pieceBytes: 4096,
    key: Buffer.from(KEY), ...changes,
  });
}

test("a manifest that the key signed says what the image is", () => {
  const manifest = readManifest(signed(), nodeHash, KEY)!;
  assert.is(manifest.board, "esp32");
  assert.is(manifest.version, "0.2.0");
  assert.is(manifest.bytes, 9000);
  assert.is(hashOfPiece(manifest, 2), nodeHash.hex(nodeHash.sha256(Buffer.from(IMAGE.subarray(8192)).toString("latin1"))));
});

test("every changed byte makes it nobody's manifest", () => {
  const text = signed();
  for (let at = 0; at < text.length - 1; at++) {
    const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
    assert.is(readManifest(changed, nodeHash, KEY), undefined, `byte ${at}`);
  }
});

const REFUSED: [what: string, text: () => string][] = [
  ["of another key", () => signed({ key: Buffer.from("another key of another merchant!!!") })],
  ["that is empty", () => ""],
  ["that is half there", () => signed().slice(0, 100)],
  ["without a signature", () => signed().split("sign=")[0]!],
  ["with a file name that leaves the folder", () => signed({ file: "../../secret" })],
  ["without an image", () => signed({ image: new Uint8Array(0) })],
  ["without a board", () => signed({ board: "" })],
];
for (const [what, text] of REFUSED) {
  test(`a manifest ${what} is refused`, () => assert.is(readManifest(text(), nodeHash, KEY), undefined));
}

test("versions are compared as numbers", () => {
  assert.ok(isNewer("0.10.0", "0.9.9"));
  assert.ok(isNewer("1.0.0", "0.99.99"));
  assert.not.ok(isNewer("0.2.0", "0.2.0"));
  assert.not.ok(isNewer("0.1.9", "0.2.0"));
});

test.run();
