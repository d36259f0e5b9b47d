import { test } from "uvu";
import * as assert from "uvu/assert";
import { isTampered } from "../../../firmware/runtime/tamper";
import type { Device } from "../../../hal/device";
import type { Tamper } from "../../../hal/ports/tamper";
import { MemoryStorage } from "../../../sim/peripherals/storage";

const FILES = ["client.key", "settings", "client.crt", "changes", "journal"];

function terminal(armed: boolean, open: boolean): { device: Device; storage: MemoryStorage; tamper: Tamper; restarts: () => number } {
  const storage = new MemoryStorage();
  for (const file of FILES) storage.provision(file, `secret of ${file}`, 300);
  const tamper: Tamper = { isOpen: () => open, onOpen: undefined };
  let restarts = 0;
  const device = {
    storage, tamper, setting: (key: string) => key === "tamper" && armed ? "on" : undefined,
    survival: { restart: () => { restarts++; } },
  } as unknown as Device;
  return { device, storage, tamper, restarts: () => restarts };
}

/** Files of which something can be read. */
function readable(storage: MemoryStorage): string[] {
  return FILES.filter((file) => /[^\0]/.test(storage.read(file)!));
}

test("a closed case works, and so does one that nobody guards", () => {
  for (const [armed, open] of [[true, false], [false, true], [false, false]] as const) {
    const { device, storage } = terminal(armed, open);
    assert.not(isTampered(device));
    assert.equal(readable(storage), FILES);
  }
});

test("an open case at the start costs the keys; the journal stays; and it refuses from then on", () => {
  const { device, storage } = terminal(true, true);
  assert.ok(isTampered(device));
  assert.equal(readable(storage), ["journal"]);
  assert.ok(isTampered({ ...device, tamper: undefined, setting: () => undefined }));
});

test("a case that opens while it works costs the keys and restarts", () => {
  const { device, storage, tamper, restarts } = terminal(true, false);
  assert.not(isTampered(device));
  tamper.onOpen!();
  assert.equal(readable(storage), ["journal"]);
  assert.is(restarts(), 1);
});

test("flash that takes no more in one file does not save the others, and the terminal refuses", () => {
  const { device, storage } = terminal(true, true);
  storage.isWorn = (name) => name === "client.key";
  assert.ok(isTampered(device));
  assert.equal(readable(storage), ["client.key", "journal"]);
});

test("a power cut in the wiping is finished by the next start in an open case", () => {
  for (const bytes of [0, 1, 299, 300, 650, 1_100]) {
    const { device, storage } = terminal(true, true);
    storage.bytesLeft = bytes;
    isTampered(device);
    storage.bytesLeft = undefined;
    assert.ok(isTampered(device));
    assert.equal(readable(storage), ["journal"]);
  }
});

test.run();
