import { test } from "uvu";
import * as assert from "uvu/assert";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { dialectOptions } from "../../../scripts/build/options";
import { describeInterpreter, findInterpreters } from "../../../scripts/device/interpreters";
import { runScript } from "../../../scripts/device/run-script";
import { JOURNAL_FILE } from "../../../firmware/journal/layout";
import { fromBytes } from "../../../sim/bytes";
import { openJournal } from "../../../firmware/journal/journal";
import { ESP32_FLASH, Flash, LINUX_FLASH, PowerCut } from "../../../sim/espruino/flash";
import { readFile, writeFile } from "../../../sim/espruino/storage-format";
import { inspectJournal } from "../../../sim/journal/inspect";
import { emptyJournal } from "../../../sim/provisioning";
import { FlashStorage } from "../../support/flash-storage";
import { nodeHash } from "../../support/hash";
import { orderOf, refundOf, sell } from "../../support/journal";
import { runStandIn } from "../../sim/espruino/support";

/** A journal over the interpreter's own flash, two lost orders, then sales through several turns of the ring. */
const SCRIPT = `
import { openStorage } from "./storage";
import { openHash } from "./hash";
import { growMemory } from "./memory";
import { openJournal } from "../../../firmware/journal/journal";
growMemory(200000);
var boots = BOOTS;
function part(value) { return ("000" + value.toString(36)).substr(-4).toUpperCase(); }
function order(count, boot) {
  return { outTradeNo: "P0001" + part(boot) + part(count) + "A0FABC", tradeType: "MICROPAY", amountMinor: 1000 + count,
    currency: "HKD", startedMs: 1767578400000 + count * 61003, codeHint: "13..0042" };
}
function run(sales, boot) {
  var journal = openJournal(openStorage(0x10000000), openHash());
  if (boot === 1) {
    journal.append({ kind: "opened", order: order(1000, 1) });
    journal.append({ kind: "opened", order: order(1001, 1) });
    journal.append({ kind: "reversing", outTradeNo: order(1001, 1).outTradeNo, reason: "NO_ANSWER" });
    journal.append({ kind: "refundOpened", refund: { outRefundNo: order(1002, 1).outTradeNo, outTradeNo: order(7, 1).outTradeNo,
      amountMinor: 5, totalMinor: 1007, currency: "HKD", startedMs: 1767578400000 } });
  }
  for (var count = 1; count <= sales; count++) {
    journal.append({ kind: "opened", order: order(count, boot) });
    journal.append({ kind: "charged", outTradeNo: order(count, boot).outTradeNo, transactionId: "4200000000202601050000000001" });
    journal.append({ kind: "told", outTradeNo: order(count, boot).outTradeNo });
  }
  return journal;
}
for (var boot = 1; boot <= boots; boot++) run(SALES, boot);
var history = run(0, boots + 1).history;
tell([history.boots, history.unsettled, history.refunds, history.totals, history.last, history.damaged, history.id]);
tell([require("Storage").list().length, require("Storage").getStats().trashCount]);
`;

async function scriptOf(boots: number, sales: number, source = SCRIPT): Promise<string> {
  const built = await esbuild.build({
    ...dialectOptions,
    stdin: {
      contents: `function tell(value){print("TOLD "+JSON.stringify(value));}\n${source.replace("BOOTS", String(boots)).replace("SALES", String(sales))}`,
      resolveDir: "hal/io/espruino", loader: "ts",
    },
    bundle: true, format: "cjs", platform: "neutral", external: ["http", "fs", "crypto", "Storage", "Flash"], write: false,
  });
  return built.outputFiles[0]!.text;
}

function makeFlash(geometry: typeof LINUX_FLASH): Flash {
  const flash = new Flash(geometry);
  writeFile(flash, "in.front", fromBytes("x".repeat(777)));
  const { data, size } = emptyJournal(24_576, "TESTTEST");
  writeFile(flash, JOURNAL_FILE, data, size);
  writeFile(flash, "behind", fromBytes("y".repeat(333)));
  return flash;
}

/** What the script is to tell, by the same journal over memory. */
function expected(boots: number, sales: number): unknown {
  const given = (count: number, boot: number) => ({
    ...orderOf(count, boot), outTradeNo: orderOf(count, boot).outTradeNo.slice(0, -6) + "A0FABC", amountMinor: 1000 + count, codeHint: "13..0042",
  });
  const sum = boots * (sales * 1000 + sales * (sales + 1) / 2);
  return [
    boots + 1,
    [{ order: given(1000, 1), told: false, reversing: false, reason: "" }, { order: given(1001, 1), told: false, reversing: true, reason: "NO_ANSWER" }],
    [{ outRefundNo: given(1002, 1).outTradeNo, outTradeNo: given(7, 1).outTradeNo, amountMinor: 5, totalMinor: 1007, currency: "HKD", startedMs: 1767578400000 }],
    { sales: boots * sales, salesMinor: sum, refunds: 0, refundsMinor: 0 },
    { order: given(sales, boots), transactionId: "4200000000202601050000000001" },
    0, "TESTTEST",
  ];
}

function told(lines: string): unknown[] {
  return [...lines.matchAll(/TOLD (.*)/g)].map((match) => JSON.parse(match[1]!.trim()) as unknown);
}

for (const [name, geometry] of [["1 KB", LINUX_FLASH], ["4 KB", ESP32_FLASH]] as const) {
  test(`in the stand-in, pages of ${name}: the ring turns, nothing open is lost, neighbours stay, nothing is compacted`, async () => {
    const flash = makeFlash(geometry);
    const { lines, interpreter } = runStandIn(await scriptOf(6, 100), { flash });
    assert.equal(told(lines.join("\n")), [expected(6, 100), [3, 0]]);
    assert.is(interpreter.compactions, 0);
    assert.is(readFile(flash, "in.front")!.every((byte) => byte === 120), true);
    assert.is(readFile(flash, "behind")!.every((byte) => byte === 121), true);
    assert.equal(inspectJournal(readFile(flash, JOURNAL_FILE)!).problems, []);
  });
}

/** One more start on a flash and one order. */
const CUT_SCRIPT = SCRIPT.slice(0, SCRIPT.indexOf("for (var boot")) + `
openJournal(openStorage(0x10000000), openHash()).append({ kind: "opened", order: order(boots, 9) });
`;

function segmentsOf(flash: Flash): number {
  return Math.max(...inspectJournal(readFile(flash, JOURNAL_FILE)!).segments);
}

/** A flash whose next start fills the segment, so that the order after it rolls over. */
function almostFull(geometry: typeof LINUX_FLASH): Flash {
  let flash = makeFlash(geometry);
  const journal = openJournal(new FlashStorage(flash), nodeHash);
  journal.append({ kind: "opened", order: orderOf(1) });
  journal.append({ kind: "reversing", outTradeNo: orderOf(1).outTradeNo, reason: "NO_ANSWER" });
  journal.append({ kind: "refundOpened", refund: refundOf(2) });
  for (let count = 1; count <= 600; count++) sell(journal, count);
  for (let next = new Flash(geometry, flash.bytes); ; next = new Flash(geometry, flash.bytes)) {
    openJournal(new FlashStorage(next), nodeHash);
    if (segmentsOf(next) !== segmentsOf(flash)) return flash;
    flash = next;
  }
}

/** Cuts `run` on copies of a flash after every `step` bytes, and looks at what the next start finds. */
function cutEvery(step: number, geometry: typeof LINUX_FLASH, run: (flash: Flash) => void): number {
  const from = almostFull(geometry);
  const lookAt = (flash: Flash) => openJournal(new FlashStorage(new Flash(geometry, flash.bytes)), nodeHash).history;
  const known = lookAt(from);
  for (let countdown = 0, cuts = 0; ; countdown += step, cuts++) {
    const flash = new Flash(geometry, from.bytes);
    flash.countdown = countdown;
    run(flash);
    const isDone = flash.countdown !== undefined;
    const { boots, unsettled, refunds, totals, damaged } = lookAt(flash);
    assert.ok(boots === known.boots || boots === known.boots + 1, `cut after ${countdown}: ${boots} starts`);
    assert.equal([totals, refunds, damaged], [known.totals, known.refunds, 0], `cut after ${countdown}`);
    assert.equal(unsettled.slice(0, 1), known.unsettled, `cut after ${countdown}`);
    assert.ok(unsettled.length === 2 || (!isDone && unsettled.length === 1), `cut after ${countdown}`);
    if (isDone) return cuts;
  }
}

for (const [name, geometry] of [["1 KB", LINUX_FLASH], ["4 KB", ESP32_FLASH]] as const) {
  test(`pages of ${name}: power that fails at any byte of flash, in a rollover too, loses nothing`, () => {
    const cuts = cutEvery(1, geometry, (flash) => {
      try {
        openJournal(new FlashStorage(flash), nodeHash).append({ kind: "opened", order: orderOf(3) });
      } catch (error) {
        assert.instance(error, PowerCut);
      }
    });
    assert.ok(cuts > 150, String(cuts));
  });
}

test("the same in the stand-in interpreter, at some of the bytes", async () => {
  const script = await scriptOf(4, 0, CUT_SCRIPT);
  assert.ok(cutEvery(11, LINUX_FLASH, (flash) => { runStandIn(script, { flash, advanceMs: 1 }); }) > 14);
});

const found = findInterpreters();
if (found.paths.length === 0) console.log(`skipped: the journal in a real interpreter: ${found.reason}`);
for (const path of found.paths) {
  const { name, flashBytes } = await describeInterpreter(path);
  test(`${name}: the journal's flash is the stand-in's, byte for byte`, async () => {
    const geometry = flashBytes === ESP32_FLASH.totalBytes ? ESP32_FLASH : LINUX_FLASH;
    const script = await scriptOf(5, 70);
    const ours = makeFlash(geometry);
    runStandIn(script, { flash: ours });
    const folder = mkdtempSync(join(tmpdir(), "tinytill-"));
    try {
      writeFileSync(join(folder, "espruino.flash"), makeFlash(geometry).bytes);
      const output = await runScript(path, script, folder, 60_000);
      assert.not.match(output, "Uncaught", output.slice(-1500));
      assert.equal(told(output), [expected(5, 70), [3, 0]]);
      const real = new Uint8Array(readFileSync(join(folder, "espruino.flash")));
      assert.ok(ours.bytes.every((byte, at) => byte === real[at]), `differs at ${ours.bytes.findIndex((byte, at) => byte !== real[at])}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test.run();
