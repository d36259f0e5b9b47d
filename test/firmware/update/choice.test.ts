import { test } from "uvu";
import * as assert from "uvu/assert";
import { BOOT_FILE, BOOT_MARK, choose, hasRoom, isTrial, note, readList, runningSlot } from "../../../firmware/update/choice";
import { MemoryStorage } from "../../../sim/peripherals/storage";

const CHOICES: [list: string, slot: string, note: string][] = [
  ["", "a", ""],
  ["b", "b", "t"],
  ["bt", "a", "x"],
  ["btg", "b", ""],
  ["btx", "a", ""],
  ["btga", "a", "t"],
  ["btgat", "b", "x"],
  ["btgatg", "a", ""],
  ["btgatx", "b", ""],
  ["btxb", "b", "t"],
];

for (const [list, slot, letter] of CHOICES) {
  test(`a start with the list "${list}" notes "${letter}" and starts slot ${slot}`, () => {
    assert.equal(choose(list), { slot, note: letter });
  });
}

test("a trial runs in the slot that was chosen", () => {
  assert.ok(isTrial("btgat"));
  assert.is(runningSlot("btgat"), "a");
  assert.not.ok(isTrial("btgatg"));
  assert.is(runningSlot("btgatg"), "a");
});

test("notes are kept one behind the other until the list is full", () => {
  const storage = new MemoryStorage();
  storage.provision(BOOT_FILE, BOOT_MARK, BOOT_MARK.length + 6);
  for (const letter of "btga") {
    assert.is(hasRoom(storage), letter !== "a" || readList(storage).length <= 3);
    note(storage, letter);
  }
  assert.is(readList(storage), "btga");
  assert.not.ok(hasRoom(storage));
  note(storage, "t");
  note(storage, "g");
  assert.throws(() => note(storage, "b"));
  assert.is(readList(storage), "btgatg");
});

test("a terminal without a list starts slot a", () => {
  assert.is(readList(new MemoryStorage()), "");
});

test.run();
