import { test } from "uvu";
import * as assert from "uvu/assert";
import { fromBytes, toBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { readFile, writeFile } from "../../../sim/espruino/storage-format";
import { createWire } from "../../../sim/wire";
import { makeStandIn, marked, runStandIn } from "./support";

test("boot files run in order, then the listeners of init, then onInit", () => {
  const { interpreter, flash, lines } = makeStandIn();
  writeFile(
    flash,
    ".bootcde",
    fromBytes(
      'print("code " + x);E.on("init",function(){print("init");});function onInit(){print("onInit");}',
    ),
  );
  writeFile(flash, ".boot1", fromBytes('print("one");throw new Error("broken");'));
  writeFile(flash, ".boot0", fromBytes('print("zero");var x=5;'));
  interpreter.boot();
  assert.equal(lines, ["zero", "one", "Uncaught Error: broken", "code 5", "init", "onInit"]);
});

test("a new boot has a new realm, and only flash is kept", () => {
  const { interpreter, flash, lines } = makeStandIn();
  writeFile(
    flash,
    ".bootcde",
    fromBytes(
      'print(typeof kept + " " + require("Storage").read("n") + " " + Math.random());kept=1;require("Storage").write("n","1");',
    ),
  );
  interpreter.boot();
  interpreter.powerOff();
  interpreter.boot();
  const [first, second] = lines.map((line) => line.split(" "));
  assert.equal([first![0], first![1]], ["undefined", "undefined"]);
  assert.equal([second![0], second![1]], ["undefined", "1"]);
  assert.is(first![2], second![2], "chance is the same after every start");
});

test("without power nothing of the image runs", () => {
  const clock = new VirtualClock();
  const wire = createWire(clock);
  const { interpreter, lines } = makeStandIn({ clock, serial: { Serial1: wire.terminal } });
  interpreter.boot();
  interpreter.run(`
    setInterval(function () { print("tick"); }, 10);
    Serial1.setup(9600);
    Serial1.on("data", function () { print("data"); });
    var o = {}; o.on("x", function () { print("x"); }); o.emit("x");`);
  interpreter.powerOff();
  wire.part.write(fromBytes("abc"));
  clock.advance(1000);
  assert.equal(lines, []);
  assert.is(clock.nextMs(), undefined);
  assert.throws(() => interpreter.run("1"), /is off/);
});

test("a power cut in the middle of a write stops the image there, whatever it catches", () => {
  const { interpreter, flash, clock, lines } = makeStandIn();
  writeFile(flash, "journal", fromBytes("HDR"), 64);
  interpreter.boot();
  flash.countdown = 6;
  interpreter.run(`
    setTimeout(function () { print("never"); }, 1);
    try { require("Storage").write("journal", "abcdefghijkl", 4); } catch (e) { print("caught"); }
    try { Serial1.write("x"); print("after"); } finally { print("finally"); }`);
  clock.advance(100);
  assert.equal(lines, []);
  assert.not(interpreter.running);
  assert.is(toBytes(readFile(flash, "journal")!.subarray(0, 12)), "HDR\xffabcdef\xff\xff");
  assert.equal(interpreter.uncaught, []);
  interpreter.boot();
  assert.is(interpreter.run('require("Storage").read("journal",4,6)'), "abcdef");
});

test("storage that a cut made invalid is erased at the next boot", () => {
  const { interpreter, flash, lines } = makeStandIn();
  writeFile(flash, "a", fromBytes("x"));
  // The page behind the last file is where the list could go on.
  flash.program(1024, Uint8Array.of(0xfe, 0xff, 0xff, 0));
  interpreter.boot();
  assert.equal(lines, ["Storage is corrupt."]);
  assert.ok(flash.isErased(0, flash.bytes.length));
});

test("E.reboot stops at once and boots again by itself", () => {
  let reboots = 0;
  const { interpreter, flash, clock, lines } = makeStandIn({
    onReboot: () => {
      reboots++;
    },
  });
  writeFile(
    flash,
    ".bootcde",
    fromBytes('print("up");setTimeout(function(){E.reboot();print("never");},1000);'),
  );
  interpreter.boot();
  clock.advance(3500);
  assert.is(reboots, 2);
  assert.equal(lines, ["up", "up", "up"]);
  interpreter.powerOff();
  clock.advance(10_000);
  assert.is(reboots, 2);
});

test("a watchdog that nobody kicks restarts", () => {
  let reboots = 0;
  const { interpreter, clock } = makeStandIn({
    onReboot: () => {
      reboots++;
    },
  });
  interpreter.boot();
  interpreter.run("E.enableWatchdog(2);var t=setInterval(function(){E.kickWatchdog();},1000);");
  clock.advance(10_000);
  assert.is(reboots, 0);
  interpreter.run("clearInterval(t);");
  clock.advance(2000);
  assert.is(reboots, 1);
});

test("error flags reach the image", () => {
  const { interpreter, clock, lines } = makeStandIn();
  interpreter.boot();
  interpreter.run('E.on("errorFlag", function (f) { print("> " + f.indexOf("MEMORY") + " " + f.length); });');
  interpreter.raiseErrorFlag("LOW_MEMORY");
  interpreter.raiseErrorFlag("MEMORY");
  clock.advance(1);
  assert.equal(marked(lines), ["> 1 2"]);
});

test("serial data comes in pieces, and waits for a listener", () => {
  const clock = new VirtualClock();
  const wire = createWire(clock);
  const { interpreter, lines } = makeStandIn({ clock, serial: { "/dev/part": wire.terminal } });
  interpreter.boot();
  wire.part.write(fromBytes("before setup"));
  clock.advance(100);
  interpreter.run('Serial2.setup(9600,{path:"/dev/part"});');
  wire.part.write(fromBytes("early"));
  clock.advance(100);
  interpreter.run(
    'print("> " + Serial2.available()); Serial2.on("data",function(d){print("> "+d.length+" "+d.charCodeAt(0));});',
  );
  clock.advance(100);
  wire.part.write(Uint8Array.from({ length: 70 }, (_, index) => 200 + (index % 50)));
  clock.advance(100);
  interpreter.run("Serial2.unsetup();");
  wire.part.write(fromBytes("after"));
  clock.advance(100);
  assert.equal(marked(lines), ["> 5", "> 5 101", "> 32 200", "> 32 232", "> 6 214"]);
});

test("serial data goes out as bytes, and only bytes go out", () => {
  const clock = new VirtualClock();
  const wire = createWire(clock);
  const seen: number[] = [];
  wire.part.onData = (bytes) => seen.push(...bytes);
  runStandIn(
    `
    Serial1.setup(9600, { path: "p" });
    Serial1.write("a\\xff", [1, 2], new Uint8Array([3]), { data: 4, count: 2 });
    try { Serial1.write("a\\u20ac"); } catch (e) { print("> " + e); }
    Serial3.write("nowhere");`,
    { clock, serial: { p: wire.terminal } },
  );
  assert.equal(seen, [97, 255, 1, 2, 3, 4, 4]);
});

test("a character beyond a byte is refused wherever it would leave the image", () => {
  const { lines } = runStandIn(`
    function say(run) { try { print("> " + run()); } catch (e) { print("> refused"); } }
    say(function () { return require("Storage").write("a", "\\u4e2d"); });
    say(function () { return require("crypto").SHA256("\\u4e2d"); });
    say(function () { return E.toUint8Array("\\u4e2d"); });
    say(function () { return btoa("\\u4e2d"); });
    say(function () { return String.fromCharCode(0x4e2d).charCodeAt(0); });
    say(function () { return JSON.parse("\\"\\\\u4e2d\\"").charCodeAt(0); });`);
  assert.equal(marked(lines), ["> refused", "> refused", "> refused", "> refused", "> 45", "> 45"]);
});

test("a console that was taken off shows nothing, and the lines are still kept for tests", () => {
  const shown: string[] = [];
  const { lines } = runStandIn('print("a");E.setConsole(null,{force:true});print("b");', {
    onConsole: (line) => shown.push(line),
  });
  assert.equal(shown, ["a"]);
  assert.equal(lines, ["a", "b"]);
});

test("time is the world's time, and local time what the image says", () => {
  const { lines } = runStandIn(`
    var d = new Date();
    print("> " + d.toISOString() + " " + Date.now() + " " + d.getHours() + " " + d.getTimezoneOffset());
    E.setTimeZone(8);
    print("> " + d.getHours() + " " + d.getTimezoneOffset() + " " + new Date(2026, 0, 5).getTime());`);
  assert.equal(marked(lines), [
    "> 2026-01-05T02:00:00.000Z 1767578400000 2 0",
    `> 10 -480 ${Date.UTC(2026, 0, 4, 16)}`,
  ]);
});

test("a promise's executor that can settle nothing is refused", () => {
  const { lines } = runStandIn("try { new Promise(function () {}); } catch (e) { print('> ' + e); }");
  assert.equal(marked(lines), ["> Error: a promise's executor must keep or call its resolve"]);
});

/** Values from everywhere in the stand-in's surface. */
const SAMPLES = `[global, require("Storage"), require("Flash"), require("http"), require("crypto"), require("fs"),
  url.parse("http://a/b?c=d", true), require("Storage").list(), require("Storage").getStats(), require("crypto").SHA256("a"),
  E.toUint8Array("a"), E.toArrayBuffer("a"), E.getErrorFlags(), E.getFlags(), process.memory(), process.env, "a,b".split(","),
  new Date(), Promise.resolve(1), JSON.parse("[{}]"), Object.create({}), new Uint8Array([1]).slice(), [1].clone(), ({}).clone(),
  new Uint8Array([1]).filter(function () { return true; }), "a".replace(/a/, function () { return "b"; }), /a/.exec("a"),
  (function () { try { E.toString({}); } catch (e) { return e; } })(), (function () { try { null.x; } catch (e) { return e; } })(),
  (function () { try { require("x"); } catch (e) { return e; } })(), Object.entries({ a: 1 }), require("http").request({ host: "h" })]`;

test("nothing of the host can be reached from the image", () => {
  const { interpreter } = runStandIn("");
  const foreign = new Set<unknown>([
    Object.prototype,
    Function.prototype,
    Array.prototype,
    Error.prototype,
    globalThis,
    process,
  ]);
  const seen = new Set<unknown>();
  const queue: [unknown, string][] = [[interpreter.run(SAMPLES), ""]];
  const leaks: string[] = [];
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    const [value, path] = entry;
    if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value))
      continue;
    seen.add(value);
    if (foreign.has(value)) {
      leaks.push(path);
      continue;
    }
    queue.push([Object.getPrototypeOf(value), `${path}.__proto__`]);
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value as object))) {
      queue.push(
        [descriptor.value, `${path}.${name}`],
        [descriptor.get, `get ${path}.${name}`],
        [descriptor.set, `set ${path}.${name}`],
      );
    }
  }
  assert.equal(leaks, []);
  assert.ok(seen.size > 300);
});

test.run();
