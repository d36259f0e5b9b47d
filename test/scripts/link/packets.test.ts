import { test } from "uvu";
import * as assert from "uvu/assert";
import { evaluationPacket, PacketReader } from "../../../scripts/link/packets";
import { parseValue, quote } from "../../../scripts/link/values";

test("a packet says its kind and length, and no byte of it steers a console or a wire", () => {
  for (let length = 1; length < 1_200; length++) {
    const packet = evaluationPacket("1".repeat(length));
    assert.equal([...packet.subarray(0, 2)], [16, 1]);
    const said = ((packet[2]! << 8) | packet[3]!) & 0x1fff;
    assert.is(said, packet.length - 4);
    assert.is(packet[2]! >> 5, 1);
    assert.ok(packet.subarray(2).every((byte) => byte >= 32), `${length}`);
  }
});

const stream = [
  0x3e, 0x68, 0x69, 0x0d, 0x0a, // ">hi"
  0x06, 0x10, 0x01, 0x00, 0x03, 0x22, 0x61, 0x22, // ACK, value "a"
  0x15, 0x55, 0x6e, 0x63, 0x0a, // NAK, text
];

for (const size of [1, 2, 3, 100]) {
  test(`what comes is the same in pieces of ${size}, flow control between them or not`, () => {
    for (const between of [[], [0x13], [0x11, 0x13]]) {
      const reader = new PacketReader();
      let seen = "";
      for (let at = 0; at < stream.length; at += size) {
        for (const arrival of reader.read(Uint8Array.from([...stream.slice(at, at + size), ...between]))) {
          seen += "text" in arrival ? arrival.kind === "value" ? `[${arrival.text}]` : arrival.text : `<${arrival.kind}>`;
        }
      }
      assert.is(seen, ">hi\r\n<ack>[\"a\"]<nak>Unc\n");
    }
  });
}

test("a value is what the board's JSON says, however the console escapes it", () => {
  const cases: [string, unknown][] = [
    ['"42"', 42], ['"[1,\\"a\\"]"', [1, "a"]], ['"\\"\\\\n\\\\\\"\\""', "\n\""], ['"\\"\\x41\\101\\""', "AA"],
    ["42", undefined], ["undefined", undefined], ['"', undefined], ['"[1,"', undefined], ["", undefined],
  ];
  for (const [text, value] of cases) assert.equal(parseValue(text), value, text);
});

test("a text survives the way into an expression, all 256 bytes of it", () => {
  const all = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
  assert.match(quote(all), /^[\x20-\x7e]+$/);
  assert.is(new Function(`return ${quote(all)}`)(), all);
});

test.run();
