import { test } from "uvu";
import * as assert from "uvu/assert";
import { isTampered } from "../../../firmware/runtime/tamper";
import type { Device } from "../../../hal/device";
import type { Tamper } from "../../../hal/ports/tamper";
import { MemoryStorage } from "../../../sim/peripherals/storage";

const FILES = ["client.key", "settings", "client.crt", "changes", "journal"];

function terminal(armed: boolean): { device: Device; storage: MemoryStorage; tamper: Tamper; restarts: () => number } {
  const storage = new MemoryStorage();
  for (const file of FILES) storage.provision(file, `secret of ${file}`, 300);
  const tamper: Tamper = { isOpen: () => false, onOpen: undefined };
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

test("a case that nobody found open works, and one that nobody guards is not listened to", () => {
  for (const armed of [true, false]) {
    const { device, storage, tamper } = terminal(armed);
    assert.not(isTampered(device));
    assert.is(tamper.onOpen !== undefined, armed);
    assert.equal(readable(storage), FILES);
  }
});

/** The case is found open: now, or after the moment that the switch takes to be sure. */
function findOpen({ tamper }: { tamper: Tamper }): void {
  tamper.onOpen!();
}

test("an open case costs the keys and restarts; the journal stays; and it refuses from then on", () => {
  const made = terminal(true);
  assert.not(isTampered(made.device));
  findOpen(made);
  assert.equal(readable(made.storage), ["journal"]);
  assert.is(made.restarts(), 1);
  assert.ok(isTampered(made.device));
  assert.ok(isTampered({ ...made.device, tamper: undefined, setting: () => undefined }));
  assert.is(made.restarts(), 1);
});

test("flash that takes no more in one file does not save the others, and the terminal refuses", () => {
  for (const worn of FILES.slice(0, 4)) {
    const made = terminal(true);
    made.storage.isWorn = (name) => name === worn;
    isTampered(made.device);
    findOpen(made);
    assert.equal(readable(made.storage), [worn, "journal"]);
    assert.ok(isTampered(made.device));
  }
});

test("a power cut in the wiping is finished by the next start, with the case open or closed again", () => {
  for (const bytes of [1, 299, 300, 650, 1_100]) {
    const made = terminal(true);
    isTampered(made.device);
    made.storage.bytesLeft = bytes;
    findOpen(made);
    made.storage.bytesLeft = undefined;
    assert.ok(isTampered(made.device));
    assert.equal(readable(made.storage), ["journal"]);
  }
});

test.run();
