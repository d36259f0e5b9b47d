import { test } from "uvu";
import * as assert from "uvu/assert";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JOURNAL_FILE, LABEL_BYTES, SEGMENT_BYTES, SLOT_BYTES } from "../../../firmware/journal/layout";
import { Flash, LINUX_FLASH } from "../../../sim/espruino/flash";
import { writeFile } from "../../../sim/espruino/storage-format";
import { cutOff, inspectJournal } from "../../../sim/journal/inspect";
import { fresh, orderOf, refundOf, sell, start, TRANSACTION } from "../../support/journal";

/** Two segments and a bit, of five. */
function made() {
  const storage = fresh(24_576);
  const journal = start(storage);
  journal.append({ kind: "refundOpened", refund: refundOf(1) });
  // One slot more than other sales take, so that a segment ends between an order and its end.
  const first = orderOf(1);
  journal.append({ kind: "opened", order: first });
  journal.append({ kind: "reversing", outTradeNo: first.outTradeNo, reason: "" });
  journal.append({ kind: "charged", outTradeNo: first.outTradeNo, transactionId: TRANSACTION });
  journal.append({ kind: "told", outTradeNo: first.outTradeNo });
  for (let count = 2; count <= 150; count++) sell(journal, count);
  journal.append({ kind: "opened", order: orderOf(500) });
  journal.append({ kind: "reversing", outTradeNo: orderOf(500).outTradeNo, reason: "NO_ANSWER" });
  return storage.bytes(JOURNAL_FILE);
}

const whole = made();
const { start: ringAt } = inspectJournal(whole);
const offsetOf = (segment: number, slot: number) => ringAt! + (segment - 1) * SEGMENT_BYTES + LABEL_BYTES + slot * SLOT_BYTES;

test("a journal is read back record by record", () => {
  const { entries, problems, notes, segments } = inspectJournal(whole);
  assert.equal([problems, notes, segments], [[], [], [1, 2, 3]]);
  const records = entries.filter((entry) => !entry.copied).map((entry) => entry.record);
  assert.is(records.filter((record) => record.kind === "charged" && record.transactionId === TRANSACTION).length, 150);
  assert.equal(records.filter((record) => record.kind === "opened").map((record) => record.kind === "opened" && record.order),
    [...Array.from({ length: 150 }, (_, index) => orderOf(index + 1)), orderOf(500)]);
  assert.equal(records.at(-1), { kind: "reversing", outTradeNo: orderOf(500).outTradeNo, reason: "NO_ANSWER" });
  // The refund twice, a sale whose segment ended before it did, and the last sale with its end twice.
  assert.is(entries.filter((entry) => entry.copied).length, 7);
});

test("any changed bit of any record is found, and the record is named", () => {
  const { entries } = inspectJournal(whole);
  for (const { segment, slot } of [entries[1]!, entries[60]!, entries[150]!, entries.at(-1)!]) {
    for (let byte = 0; byte < SLOT_BYTES; byte++) {
      const changed = whole.slice();
      changed[offsetOf(segment, slot) + byte]! ^= 1 << (byte % 8);
      const { problems } = inspectJournal(changed);
      assert.ok(problems.some((problem) => problem.startsWith(`segment ${segment}, slot ${slot}:`)), `byte ${byte}: ${problems}`);
    }
  }
});

for (const [how, value] of [["erased", 0xff], ["zeroed", 0]] as const) {
  test(`a record that was ${how} is found and named`, () => {
    for (const [segment, slot] of [[1, 30], [2, 80], [3, 0]] as const) {
      const changed = whole.slice();
      changed.fill(value, offsetOf(segment, slot), offsetOf(segment, slot) + SLOT_BYTES);
      const { problems } = inspectJournal(changed);
      assert.ok(problems.some((problem) => problem.includes(`segment ${segment}`)), problems.join());
    }
  });
}

test("a commit mark that was taken back is found where a record follows", () => {
  const changed = whole.slice();
  changed[offsetOf(2, 40) + SLOT_BYTES - 1] = 0xff;
  assert.ok(inspectJournal(changed).problems.includes("segment 2, slot 40: the record was changed"));
});

test("a record that was moved or written twice is found", () => {
  const changed = whole.slice();
  changed.copyWithin(offsetOf(2, 50), offsetOf(2, 48), offsetOf(2, 49));
  assert.ok(inspectJournal(changed).problems[0]!.startsWith("segment 2, slot 50"));
});

test("totals of an order that was refunded in its place with another sum are those of the records", () => {
  const storage = fresh(24_576);
  const journal = start(storage);
  const order = orderOf(1);
  journal.append({ kind: "opened", order });
  const refund = { ...refundOf(1), outRefundNo: `${order.outTradeNo}V`, amountMinor: 999, totalMinor: 999 };
  journal.append({ kind: "refundOpened", refund });
  journal.append({ kind: "refunding", outTradeNo: order.outTradeNo, transactionId: TRANSACTION });
  start(storage);
  assert.equal(inspectJournal(storage.bytes(JOURNAL_FILE)).problems, []);
});

test("a segment that is missing or was exchanged is found", () => {
  const missing = whole.slice();
  missing.fill(0xff, offsetOf(2, 0) - LABEL_BYTES, offsetOf(3, 0) - LABEL_BYTES);
  assert.match(inspectJournal(missing).problems.join(), "segment 2 is missing");
  const other = whole.slice();
  other.fill(0xff, offsetOf(1, 100), offsetOf(1, 146));
  assert.match(inspectJournal(other).problems.join(), "segment 2 does not follow segment 1");
});

test("records that were cut off at the end are found with a mark of before", () => {
  const { entries, marks } = inspectJournal(whole);
  const mark = marks.at(-1)!;
  assert.match(mark, /^3\/\d+\/[0-9a-f]{8}$/);
  assert.is(cutOff(inspectJournal(whole), mark), undefined);
  const end = entries.at(-1)!;
  const cuts: [what: string, cut: (file: Uint8Array) => void][] = [
    ["the last record", (file) => file.fill(0xff, offsetOf(3, end.slot), offsetOf(3, end.slot + 1))],
    ["the last twenty", (file) => file.fill(0xff, offsetOf(3, end.slot - 19), offsetOf(3, end.slot + 1))],
    ["the last commit mark", (file) => file.fill(0xff, offsetOf(3, end.slot + 1) - 1, offsetOf(3, end.slot + 1))],
    ["the newest segment", (file) => file.fill(0xff, offsetOf(3, 0) - LABEL_BYTES, offsetOf(4, 0) - LABEL_BYTES)],
  ];
  for (const [what, cut] of cuts) {
    const changed = whole.slice();
    cut(changed);
    const found = inspectJournal(changed);
    assert.equal(found.problems, [], what);
    assert.match(cutOff(found, mark)!, `the record of the mark ${mark} is not there`, what);
  }
  // What was written since does not matter, and what is older than the ring cannot be told.
  const storage = fresh(24_576);
  const journal = start(storage);
  sell(journal, 1);
  const early = inspectJournal(storage.bytes(JOURNAL_FILE)).marks.at(-1)!;
  sell(journal, 2);
  assert.is(cutOff(inspectJournal(storage.bytes(JOURNAL_FILE)), early), undefined);
  for (let count = 3; count <= 500; count++) sell(journal, count);
  assert.is(cutOff(inspectJournal(storage.bytes(JOURNAL_FILE)), early), undefined);
});

test("after a turn of the ring, an erased segment is named by its place", () => {
  const storage = fresh(24_576);
  const journal = start(storage);
  for (let count = 1; count <= 500; count++) sell(journal, count);
  const file = storage.bytes(JOURNAL_FILE);
  const { segments, problems, notes } = inspectJournal(file);
  assert.equal([problems, notes, segments.length], [[], [], 5]);
  const newest = segments.at(-1)!;
  const without = (sequence: number) => {
    const changed = file.slice();
    const at = ringAt! + (sequence - 1) % 5 * SEGMENT_BYTES;
    changed.fill(0xff, at, at + SEGMENT_BYTES);
    return inspectJournal(changed);
  };
  // The one before is full, as it would be where a cut of power stopped the erase.
  assert.match(without(newest).notes.join(), `segment ${newest - 1} is full and none follows it`);
  // Nothing erases the oldest segment while the newest has room.
  assert.match(without(segments[0]!).problems.join(), `segment ${segments[0]} is missing`);
});

test("an empty journal is one, other bytes are none", () => {
  assert.equal(inspectJournal(fresh().bytes(JOURNAL_FILE)).problems, []);
  assert.match(inspectJournal(new Uint8Array(9_000)).problems.join(), "this is no journal");
});

test("npm run verify-journal takes a journal or a whole flash, and its exit code tells", () => {
  const folder = mkdtempSync(join(tmpdir(), "tinytill-"));
  try {
    const file = join(folder, "journal");
    const run = (content: Uint8Array, ...options: string[]): string => {
      writeFileSync(file, content);
      try {
        return execFileSync(process.execPath, ["--import", "tsx", "scripts/verify-journal.ts", file, ...options], { encoding: "utf8", stdio: "pipe" });
      } catch (error) {
        const { status, stderr } = error as { status: number; stderr: string };
        return `${status} ${stderr}`;
      }
    };
    const flash = new Flash(LINUX_FLASH);
    writeFile(flash, JOURNAL_FILE, whole);
    assert.match(run(flash.bytes), /every record is as it was written, up to mark 3\/\d+\/[0-9a-f]{8};/);
    assert.match(run(whole), `open: order ${orderOf(500).outTradeNo}, 1750 minor units of HKD`);
    assert.match(run(whole), "2 open orders and refunds: nobody knows yet how they end");
    assert.match(run(whole, "--mark", "3/99/00000000"), "1 WRONG: the record of the mark 3/99/00000000 is not there");
    const changed = whole.slice();
    changed[offsetOf(2, 40) + 9]! ^= 1;
    assert.match(run(changed), "1 WRONG: segment 2, slot 40: the record was changed");
    assert.match(run(new Uint8Array(100)), "2 ");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
