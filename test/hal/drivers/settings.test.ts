import { test } from "uvu";
import * as assert from "uvu/assert";
import { CHANGES_FILE, CHANGES_MARK, openChanges } from "../../../hal/drivers/settings/changes-file";
import { MemoryStorage, PowerCut } from "../../../sim/peripherals/storage";
import { nodeHash } from "../../support/hash";

function fresh(pageBytes = 4096): MemoryStorage {
  const storage = new MemoryStorage(pageBytes);
  storage.provision(CHANGES_FILE, CHANGES_MARK, 12_288);
  return storage;
}

test("a changed setting is there after a restart, the newest value of each", () => {
  const storage = fresh();
  for (let round = 0; round < 7; round++) {
    const changes = openChanges(storage, nodeHash);
    changes.save("language", round % 2 ? "zh" : "en");
    changes.save("round", String(round));
    const next = openChanges(storage, nodeHash);
    assert.equal([next.lookup("language"), next.lookup("round"), next.lookup("other")], [round % 2 ? "zh" : "en", String(round), undefined]);
  }
});

for (const pageBytes of [1024, 4096]) {
  test(`power that fails at any byte leaves the old settings or the new ones (pages of ${pageBytes})`, () => {
    const before = fresh(pageBytes);
    const changes = openChanges(before, nodeHash);
    for (const [key, value] of [["a", "1"], ["b", "2"], ["a", "3"]] as const) changes.save(key, value);
    for (let bytes = 0, done = false; !done; bytes++) {
      const storage = before.copy();
      const cut = openChanges(storage, nodeHash);
      storage.bytesLeft = bytes;
      try {
        cut.save("b", "new");
        done = true;
      } catch (error) {
        assert.instance(error, PowerCut);
      }
      storage.bytesLeft = undefined;
      const found = openChanges(storage, nodeHash);
      assert.is(found.lookup("a"), "3", `cut after ${bytes}`);
      assert.ok(found.lookup("b") === "new" || (!done && found.lookup("b") === "2"), `cut after ${bytes}`);
      found.save("c", "after");
      assert.is(openChanges(storage, nodeHash).lookup("c"), "after");
    }
  });
}

test("a changed byte leaves the other copy", () => {
  const storage = fresh();
  const changes = openChanges(storage, nodeHash);
  changes.save("a", "old");
  changes.save("a", "new");
  const file = storage.bytes(CHANGES_FILE);
  // The first copy that is written stands on the second page.
  file[storage.area(CHANGES_FILE, 4)!.offset + 13]! ^= 1;
  assert.is(openChanges(storage, nodeHash).lookup("a"), "old");
});

test("a value that is there already erases nothing", () => {
  const storage = fresh();
  const changes = openChanges(storage, nodeHash);
  changes.save("a", "1");
  const before = storage.erased;
  changes.save("a", "1");
  assert.is(storage.erased, before);
});

test("without its file nothing is changed and nothing can be saved; what does not fit is refused", () => {
  const none = openChanges(new MemoryStorage(), nodeHash);
  assert.is(none.lookup("a"), undefined);
  assert.throws(() => none.save("a", "1"), (error: { kind: string }) => error.kind === "missing");
  const storage = fresh();
  const changes = openChanges(storage, nodeHash);
  changes.save("a", "1");
  assert.throws(() => changes.save("b", "x".repeat(4_096)), (error: { kind: string }) => error.kind === "storage");
  assert.is(openChanges(storage, nodeHash).lookup("a"), "1");
});

test.run();
