// Data words as texts: segments as the standard lays them out, bit by bit.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { textOf } from "../../../../../hal/drivers/scanner/reading/qr-text";

function wordsOf(bits: string, total = 16): Uint8Array {
  const words: number[] = [];
  const padded = bits.replaceAll(" ", "").padEnd(Math.ceil(bits.replaceAll(" ", "").length / 8) * 8, "0");
  for (let at = 0; at < padded.length; at += 8) words.push(parseInt(padded.slice(at, at + 8), 2));
  for (let filler = 0xec; words.length < total; filler ^= 0xfd) words.push(filler);
  return Uint8Array.from(words);
}

const READ: [name: string, bits: string, text: string][] = [
  ["the standard's own example", "0001 0000001000 0000001100 0101011001 1000011 0000", "01234567"],
  ["letters", "0010 000000101 00111001110 11100111001 000010 0000", "AC-42"],
  ["bytes", "0100 00000010 01100001 11111111 0000", "a\xff"],
  ["digits, then bytes", "0001 0000000001 0111 0100 00000001 01111010 0000", "7z"],
  ["a character set by number", "0111 00011010 0100 00000001 01111010 0000", "z"],
];
for (const [name, bits, text] of READ) test(`${name} is read`, () => assert.is(textOf(wordsOf(bits), true), text));

const REFUSED: [name: string, bits: string][] = [
  ["nothing", "0000"],
  ["a group of digits above 999", "0001 0000000011 1111111111 0000"],
  ["a character beyond the last", "0010 000000001 111111 0000"],
  ["more bytes than there are", "0100 11111111 01100001 0000"],
  ["Kanji", "1000 00000001 0000000000000 0000"],
  ["a part of several codes", "0011 00000001 00000000 0100 00000001 01111010 0000"],
];
for (const [name, bits] of REFUSED) test(`${name} is refused`, () => assert.is(textOf(wordsOf(bits), false), undefined));

test("what is filled otherwise counts only where nothing was mended", () => {
  const words = wordsOf("0100 00000001 01111010 0000");
  words[words.length - 1]! ^= 1;
  assert.is(textOf(words, true), undefined);
  assert.is(textOf(words, false), "z");
});

test.run();
