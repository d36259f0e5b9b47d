import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkFitness, type Facts } from "../../../scripts/link/fitness";

const MODULES = ["Storage", "Flash", "http", "tls", "crypto", "heatshrink", "net"];

function facts(board: string, version = "2v29.277", modules = MODULES): Facts {
  return { board, version, modules };
}

for (const [board, image] of [["ESP32", "esp32"], ["ESP32S3_IDF4", "esp32s3"], ["LINUX", "linux"], ["LINUX32", "linux"]] as const) {
  test(`${board} takes the image for ${image}`, () => { checkFitness(facts(board), image); });
}

const REFUSED: [board: Facts, image: string, words: RegExp][] = [
  [facts("ESP32"), "linux", /board ESP32; the image is made for linux.*right port.*--board esp32/s],
  [facts("ESP32S3_IDF4"), "esp32", /made for esp32/],
  [facts("PICO_R1_3"), "esp32", /board PICO_R1_3; .*no image of ours/s],
  [facts("ESP32"), "esp32s3", /made for esp32s3/],
  [facts("ESP32", "2v26"), "esp32", /version 2v26; tinytill needs 2v29.*newer Espruino/s],
  [facts("ESP32", "nonsense"), "esp32", /version nonsense/],
  [facts("ESP32", "2v30", ["Storage", "Flash", "http"]), "esp32", /without tls, crypto, heatshrink.*HARDWARE/s],
];

for (const [board, image, words] of REFUSED) {
  test(`${board.board} ${board.version} refuses an image for ${image}`, () => {
    assert.throws(() => checkFitness(board, image), (error: Error) => words.test(error.message));
  });
}

test.run();
