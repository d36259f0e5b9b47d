import { test } from "uvu";
import * as assert from "uvu/assert";
import { createI2CBus, type I2CBus } from "../../../sim/i2c-bus";
import { runStandIn } from "../../sim/espruino/support";
import { bundleScript, told } from "./run-in-interpreter";

const IMPORTS = 'import { bus } from "./i2c";';
const SCRIPT = `
  var open = bus(I2C1, { data: D21, clock: D22, hz: 100000 });
  var part = open({ address: 12 }), nobody = open({ address: 13 });
  function outcome(run) { try { return run(); } catch (error) { return error.kind; } }
  tell(outcome(function () { return part.read(4); }));
  tell(outcome(function () { part.write("\\x01\\xff"); return "written"; }));
  tell(outcome(function () { return nobody.read(4); }));
  tell(outcome(function () { nobody.write("a"); return "written"; }));`;

/** A part that keeps what it is told and answers with two bytes. */
function withPart(written: number[][], takes = true): I2CBus {
  const bus = createI2CBus();
  bus.parts.set(12, {
    write(bytes) {
      written.push([...bytes]);
      return takes;
    },
    read: () => Uint8Array.of(0x41, 0x80),
  });
  return bus;
}

async function run(bus: I2CBus): Promise<unknown[]> {
  return told(runStandIn(await bundleScript(IMPORTS, SCRIPT), { i2c: { I2C1: bus } }).lines.join("\n"));
}

test("reads and writes one part as bytes, and says missing where none answers", async () => {
  const written: number[][] = [];
  assert.equal(await run(withPart(written)), ["A\x80\xff\xff", "written", "missing", "missing"]);
  assert.equal(written, [[1, 255]]);
});

test("says missing when the part refuses a byte or the bus is stuck", async () => {
  assert.equal((await run(withPart([], false)))[1], "missing");
  const bus = withPart([]);
  bus.stuck = true;
  assert.equal(await run(bus), ["missing", "missing", "missing", "missing"]);
});

test("asks nothing of a bus that is only opened", async () => {
  const bus = createI2CBus();
  runStandIn(await bundleScript(IMPORTS, 'bus(I2C1, { data: D21, clock: D22, hz: 100000 })({ address: 12 });'), {
    i2c: { I2C1: bus },
  });
  assert.is(bus.transfers, 0);
});

test("a port that was not set up has no driver behind it", () => {
  const { interpreter } = runStandIn('try { I2C1.readFrom(12, 1); } catch (e) { print("> " + e); }', {
    i2c: { I2C1: createI2CBus() },
  });
  assert.match(interpreter.console.join("\n"), "unknown error code 259");
});

test.run();
