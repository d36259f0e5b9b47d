import { test } from "uvu";
import * as assert from "uvu/assert";
import { describeInterpreter, findInterpreters } from "../../../scripts/device/interpreters";
import { runInInterpreter } from "./run-in-interpreter";

const found = findInterpreters();
if (found.paths.length === 0) console.log(`skipped: the adapters in a real interpreter: ${found.reason}`);

for (const path of found.paths) {
  const interpreter = await describeInterpreter(path);
  const name = interpreter.name;

  test(`${name}: digests and codings agree with the standards`, async () => {
    const told = await runInInterpreter(interpreter, 'import { openHash } from "./hash";', `
      var hash = openHash();
      tell(hash.hex(hash.sha256("abc")));
      tell(hash.hex(hash.sha256("")));
      tell(hash.crc32("123456789"));
      tell([hash.hex("\\x00\\x0f\\xf0\\xff"), hash.hex("")]);`);
    assert.equal(told, [
      "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
      "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
      0xcbf43926, ["000FF0FF", ""],
    ]);
  });

  test(`${name}: bits and digits become pixels`, async () => {
    const told = await runInInterpreter(interpreter, 'import { openPixels } from "./pixels";', `
      var pixels = openPixels();
      function list(buffer) { return new Uint8Array(buffer).map(function (byte) { return byte & 1; }).join(""); }
      tell(list(pixels.ofBits("\\xa0\\x01", 1)));
      tell(list(pixels.ofBits("\\xa0", 2)));
      tell(list(pixels.ofText("101")));`);
    assert.equal(told, ["110011" + "0".repeat(24) + "11", "11110000" + "1111" + "0".repeat(20), "110011"]);
  });

  test(`${name}: time is whole, a timer fires once, a stopped one never`, async () => {
    const told = await runInInterpreter(interpreter, 'import { openClock } from "./clock";', `
      var clock = openClock();
      var now = clock.now();
      tell(now === Math.floor(now) && now > 1e12);
      var stopped = clock.start(5, function () { tell("stopped"); });
      clock.start(10, function () { tell("fired"); });
      clock.stop(stopped);
      tell("started");`);
    assert.equal(told, [true, "started", "fired"]);
  });

  test(`${name}: storage writes over erased bytes only, and never makes a file`, async () => {
    const told = await runInInterpreter(interpreter, 'import { openStorage } from "./storage";', `
      var storage = openStorage(0x10000000);
      function write(name, data, offset) {
        try { storage.write(name, data, offset); return "written"; } catch (error) { return error.kind; }
      }
      tell([storage.size("journal"), storage.size("none"), storage.read("none")]);
      tell([write("journal", "abc", 10), storage.read("journal", 8, 6)]);
      tell([write("journal", "abd", 10), write("journal", "x", 100), write("none", "x", 4), write("journal", "T", 0)]);
      tell([storage.read("journal", 0, 4), storage.read("journal", 10, 0), storage.read("journal", 96).length]);
      tell([require("Storage").list().length, require("Storage").getStats().trashCount]);`,
      [{ name: "journal", data: Buffer.from("TTJ1"), size: 100 }]);
    assert.equal(told, [
      [100, null, null],
      ["written", "\xff\xffabc\xff"],
      ["storage", "storage", "storage", "option"],
      ["TTJ1", "", 4],
      [1, 0],
    ]);
  });

  test(`${name}: a page inside a file is erased and nothing else`, async () => {
    const told = await runInInterpreter(interpreter, 'import { openStorage } from "./storage";', `
      var storage = openStorage(0x10000000);
      function kindOf(run) { try { run(); return "done"; } catch (error) { return error.kind; } }
      var area = storage.area("journal", 12);
      tell([area.pageBytes, area.count, area.offset % 4]);
      tell([storage.area("none", 0), storage.area("small", 1)]);
      var second = area.offset + area.pageBytes;
      storage.write("journal", "before", second - 6);
      storage.write("journal", "first", second);
      storage.write("journal", "last", second + area.pageBytes - 4);
      storage.write("journal", "behind", second + area.pageBytes);
      tell([kindOf(function () { storage.erase("journal", second + 4); }), kindOf(function () { storage.erase("none", second); })]);
      tell(storage.read("journal", second, 5));
      storage.erase("journal", second);
      tell([storage.read("journal", second - 6, 12), storage.read("journal", second + area.pageBytes - 4, 10)]);
      storage.write("journal", "again", second);
      tell(storage.read("journal", second, 5));
      tell([storage.read("small"), storage.read("last"), storage.size("journal")]);
      tell([require("Storage").list().length, require("Storage").getStats().trashCount]);`,
      [
        { name: "small", data: Buffer.from("neighbour in front") },
        { name: "journal", data: Buffer.from("TTJ3"), size: 30_000 },
        { name: "last", data: Buffer.from("neighbour behind") },
      ]);
    const [pageBytes, count, rest] = told[0] as number[];
    assert.ok([1024, 4096].includes(pageBytes!) && count! >= Math.floor(29_000 / pageBytes!) - 1 && rest === 0, JSON.stringify(told[0]));
    assert.equal(told.slice(1), [
      [null, null],
      ["option", "option"],
      "first",
      ["before\xff\xff\xff\xff\xff\xff", "\xff\xff\xff\xffbehind"],
      "again",
      ["neighbour in front", "neighbour behind", 30_000],
      [3, 0],
    ]);
  });

  test(`${name}: what storage reads is the flash itself, until it is copied`, async () => {
    const told = await runInInterpreter(interpreter, 'import { openStorage } from "./storage";', `
      var storage = openStorage(0x10000000);
      var at = storage.area("journal", 12).offset;
      storage.write("journal", "hello", at);
      var read = storage.read("journal", at, 5);
      var piece = read.substr(0, 2);
      var copy = "" + read;
      storage.erase("journal", at);
      tell([read, piece, copy]);
      function kindOf(address) { try { require("Flash").erasePage(address); return "erased"; } catch (error) { return error.message; } }
      tell([kindOf(0x10000000 / 2 * 2), kindOf(0x10000000 + 0.5), kindOf("5")]);`,
      [{ name: "journal", data: Buffer.from("TTJ3"), size: 30_000 }]);
    const refused = "Address should be an integer, got ";
    assert.equal(told, [["\xff".repeat(5), "\xff\xff", "hello"], [`${refused}Number`, `${refused}Number`, `${refused}String`]]);
  });

  test(`${name}: a wiped file is zeros and stays, its neighbours are as they were`, async () => {
    const told = await runInInterpreter(interpreter, 'import { openStorage } from "./storage";', `
      var storage = openStorage(0x10000000);
      storage.wipe("key");
      storage.wipe("none");
      tell([storage.size("key"), storage.read("key") === "\\0".repeat(1501), storage.read("first"), storage.read("last")]);
      tell([require("Storage").list().length, require("Storage").getStats().trashCount]);`,
      [
        { name: "first", data: Buffer.from("neighbour in front") },
        { name: "key", data: Buffer.from("secret".repeat(200)), size: 1501 },
        { name: "last", data: Buffer.from("neighbour behind") },
      ]);
    assert.equal(told, [[1501, true, "neighbour in front", "neighbour behind"], [3, 0]]);
  });

  test(`${name}: a wire hands over every byte and is quiet after its end`, async () => {
    const told = await runInInterpreter(interpreter, 'import { wire } from "./serial";', `
      var near = wire(LoopbackA, {})({ baud: 9600 });
      var text = "";
      var inside = true;
      var early = false;
      var far = wire(LoopbackB, {})({ baud: 9600, onReadable: function (count) {
        if (inside) early = true;
        var data = far.read();
        if (data.length !== count) tell("count");
        text += data;
      } });
      near.write("\\x00\\xff\\r" + "x".repeat(97));
      inside = false;
      function kindOf(run) { try { run(); return "none"; } catch (error) { return error.kind; } }
      setTimeout(function () {
        tell([text.length, text.substr(0, 3), far.read(), early]);
        far.close();
        far.close();
        near.write("more");
        tell(kindOf(function () { far.write("x"); }));
      }, 50);
      setTimeout(function () { tell(text.length); }, 100);`);
    assert.equal(told, [[100, "\x00\xff\r", null, false], "closed", 100]);
  });

  test(`${name}: a device file that comes, goes and comes again is a wire while it is there`, async () => {
    const told = await runInInterpreter(interpreter, 'import { deviceFile } from "./device-file";', `
      var fs = require("fs");
      var heard = "";
      var backs = 0;
      var part = deviceFile(Serial1, "adapter")({ baud: 9600, onReadable: function () { heard += part.read(); }, onBack: function () { backs++; } });
      part.write("lost");
      function plug(text) { fs.writeFileSync("adapter", text); }
      setTimeout(function () { plug("one"); }, 100);
      setTimeout(function () { tell([heard, backs]); fs.unlink("adapter"); }, 1300);
      setTimeout(function () { part.write("lost too"); plug("two"); }, 2000);
      setTimeout(function () { tell([heard, backs]); part.close(); fs.unlink("adapter"); }, 3300);`);
    assert.equal(told, [["one", 1], ["onetwo", 2]]);
  });

  test(`${name}: a fatal flag is told, and then the board restarts`, async () => {
    const told = await runInInterpreter(interpreter, 'import { openSurvival } from "./survival";', `
      var survival = openSurvival(0);
      survival.onFault = function (reason) { tell(reason); };
      survival.kick();
      E.emit("errorFlag", ["FIFO_FULL"]);
      setTimeout(function () { E.emit("errorFlag", ["LOW_MEMORY", "MEMORY"]); }, 20);
      setTimeout(function () { tell("still here"); }, 200);`);
    assert.equal(told, ["LOW_MEMORY MEMORY"]);
  });
}

test.run();
