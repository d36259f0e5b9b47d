import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { esptool, node } from "../../../scripts/link/doctor";
import { findPorts } from "../../../scripts/link/ports";

for (const [version, state] of [["20.20.2", "ok"], ["22.0.0", "ok"], ["20.18.9", "missing"], ["18.20.0", "missing"]] as const) {
  test(`Node ${version} is ${state}`, () => { assert.is(node(version).state, state); });
}

for (const [version, state] of [["esptool v5.0.2", "ok"], ["esptool v10.1.0", "ok"], ["esptool.py v4.8.1", "optional"], ["", "optional"]] as const) {
  test(`esptool "${version}" is ${state}`, () => {
    const found = esptool(version);
    assert.is(found.state, state);
    assert.match(found.advice, /pip install 'esptool>=5'/);
  });
}

test("ports of boards are listed with their makers, others are not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tinytill-"));
  try {
    for (const name of ["ttyUSB1", "ttyUSB0", "ttyACM0", "tty1", "ttyS0", "null"]) writeFileSync(join(folder, name), "");
    assert.equal((await findPorts(folder, "linux")).map(({ path }) => path.slice(folder.length + 1)), ["ttyACM0", "ttyUSB0", "ttyUSB1"]);
    for (const name of ["ttyUSB1", "ttyACM0"]) rmSync(join(folder, name));
    mkdirSync(join(folder, "serial/by-id"), { recursive: true });
    writeFileSync(join(folder, "serial/by-id/usb-Maker_Board-if00"), "");
    chmodSync(join(folder, "ttyUSB0"), 0o600);
    assert.equal(await findPorts(folder, "linux"), [{ path: join(folder, "ttyUSB0"), maker: "usb-Maker_Board-if00", isOpenable: true }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.run();
