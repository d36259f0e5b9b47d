// The drivers as device code: in the stand-in, and in every real interpreter there is, on a pair of ports that are each
// other's far end.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { describeInterpreter, findInterpreters } from "../../../scripts/device/interpreters";
import { makeStandIn } from "../../sim/espruino/support";
import { runInInterpreter, runInStandIn } from "../io/run-in-interpreter";

const ADAPTERS = 'import { wire } from "./serial"; import { openClock } from "./clock";';
const PLAYS: [name: string, imports: string, script: string, told: unknown[]][] = [
  ["an engine of the GM65 family is set up, looks, and reports a code that stands behind an answer", `
    import { openGM65 } from "../../drivers/scanner/gm65"; import { GM65 } from "../../drivers/scanner/models";`, `
    var zones = {}, heard = "", saves = 0, looks = 0;
    function answer(value) { LoopbackB.write("\\x02\\x00\\x00\\x01" + String.fromCharCode(value) + "\\x33\\x31"); }
    function carryOut(command) {
      var zone = command.charCodeAt(5);
      if (command[2] === "\\x07") { answer(zones[zone] || 0); return; }
      answer(0);
      if (command[2] === "\\x09") saves++;
      else if (zone !== 2) zones[zone] = command.charCodeAt(6);
      else if (command[6] === "\\x01") LoopbackB.write("134567890123456789\\r");
    }
    LoopbackB.on("data", function (bytes) {
      heard += bytes;
      while (heard.length >= 9) {
        var command = heard.substr(0, 9);
        heard = heard.substr(9);
        carryOut(command);
      }
    });
    var scanner = openGM65({ open: wire(LoopbackA, {}), clock: openClock(), model: GM65 }, { onCode: function (code) {
      tell([code, scanner.health(), saves, zones[0], zones[0x60]]);
      scanner.close();
    } });
    scanner.configure({ enabled: true });`, [["134567890123456789", "ready", 1, 0xd5, 1]]],
  ["a bare head gets a row and a drawn code, and its answers decide", `
    import { codeOf } from "../../../firmware/qr/code"; import { CSN_A2 } from "../../drivers/printer/models";
    import { openThermalHead } from "../../drivers/printer/thermal-head";`, `
    var heard = "", paperOut = false;
    LoopbackB.on("data", function (bytes) {
      heard += bytes;
      if (heard.length < 3) return;
      var pieces = heard.split("\\x1bv\\x00");
      for (var at = 1; at < pieces.length; at++) LoopbackB.write(paperOut ? "\\x04" : "\\x00");
      heard = pieces.join("");
    });
    var model = Object.assign({}, CSN_A2, { dotRowUs: 20, baud: 1000000 });
    var printer = openThermalHead({ open: wire(LoopbackA, {}), clock: openClock(), model: model });
    var row = { kind: "text", text: "paid", align: "left", big: false };
    printer.write([row, { kind: "qr", text: "A1", draw: codeOf }], function (fault) {
      tell([fault, heard.substr(0, 2) === "\\x1b@", heard.split("paid\\n").length, heard.split("\\x1dv0\\x03").length]);
      paperOut = true;
      printer.write([row], function (second) { tell(second); printer.close(); });
    });`, [[null, true, 2, 22], "paperOut"]],
  ["a camera is set up, and of each point of its picture the light is kept", `
    import { openArduCAM } from "../../drivers/scanner/arducam"; import { openRasters } from "./raster";`, `
    var chip = [], sensor = [], bank = 0, asked = 0, points = 0;
    function back(bytes) {
      if (bytes === "\x40\x00") return "\x00\x73";
      if (bytes === "\x41\x00") return "\x00\x08";
      if (bytes === "\x43\x00") return "\x00\x96";
      return "\x00" + String.fromCharCode(chip[bytes.charCodeAt(0)] || 0);
    }
    var spi = { write: function (bytes) { chip[bytes.charCodeAt(0) & 127] = bytes.charCodeAt(1); }, transfer: function (bytes) {
      if (typeof bytes === "string") return back(bytes);
      var picture = new Uint8Array(bytes.length);
      for (var at = 1; at < picture.length; at += 2) picture[at] = points++ & 255;
      picture[0] = 99;
      return picture;
    } };
    var i2c = { write: function (bytes) {
      asked = bytes.charCodeAt(0);
      if (bytes.length === 1) return;
      if (asked === 255) bank = bytes.charCodeAt(1);
      else if (bank === 1) sensor[asked] = bytes.charCodeAt(1);
    }, read: function () { return asked === 10 ? "\x26" : String.fromCharCode(sensor[asked]); } };
    var camera = openArduCAM({
      spi: function () { return spi; }, i2c: function () { return i2c; }, clock: openClock(), rasters: openRasters(),
    });
    camera.take("strip", function (picture) {
      var dots = picture.dots;
      tell([camera.health(), picture.width, picture.height, dots.length, dots[0], dots[1], dots[959], dots[961], dots[19199], E.sum(dots)]);
      camera.close();
    });`, [["ready", 320, 60, 19_200, 0, 1, 191, 193, 255, 2_448_000]]],
];

for (const [name, imports, script, told] of PLAYS) {
  test(`in the stand-in ${name}`, async () => {
    assert.equal(await runInStandIn(makeStandIn(), ADAPTERS + imports, script), told);
  });
  for (const path of findInterpreters().paths) {
    const interpreter = await describeInterpreter(path);
    test(`in ${interpreter.name} ${name}`, async () => {
      assert.equal(await runInInterpreter(interpreter, ADAPTERS + imports, script), told);
    });
  }
}

test.run();
