import { test } from "uvu";
import * as assert from "uvu/assert";
import type { HTTPClient } from "../../../hal/ports/http-client";
import { BOOT_FILE, BOOT_MARK, choose, readList } from "../../../firmware/update/choice";
import { runUpdate, slotArea, type UpdateEnd } from "../../../firmware/update/updater";
import { makeManifest } from "../../../scripts/update/manifest";
import { VirtualClock } from "../../../sim/clock";
import { MemoryStorage } from "../../../sim/peripherals/storage";
import { nodeHash } from "../../support/hash";

const KEY = "an update key that only tests have";
const PIECE = 1024;
const SLOT_BYTES = 4 * PIECE;
const OLD = "The old image. ".repeat(200).slice(0, 2500);
const NEW = "The new image! ".repeat(200).slice(0, 2600);

/** A terminal that runs the old image, with a journal beside it. */
function terminal(): MemoryStorage {
  const storage = new MemoryStorage(PIECE);
  storage.provision("journal", "records that must stay", 2048);
  storage.provision("app.a", "TTI", SLOT_BYTES);
  storage.provision("app.b", "TTI", SLOT_BYTES);
  storage.provision(BOOT_FILE, BOOT_MARK, 64);
  storage.write("app.a", OLD, slotArea(storage, "a")!.offset);
  return storage;
}

class Server implements HTTPClient {
  image = NEW;
  version = "0.2.0";
  board = "esp32";
  key = KEY;
  pieceBytes = PIECE;
  asked = 0;
  /** What comes of the n-th question. */
  fault: (asked: number) => "silent" | "damaged" | undefined = () => undefined;

  constructor(private readonly later: (delayMs: number, run: () => void) => void) {}

  request: HTTPClient["request"] = (request, onDone) => {
    const fault = this.fault(++this.asked);
    const { offset, length } = request.range!;
    let body = request.path === "/till/manifest" ? this.manifest() : this.image.slice(offset, offset + length);
    if (fault === "damaged") body = body.replace("image", "Image");
    this.later(5, () => onDone(fault === "silent"
      ? { kind: "failed", why: "timeout" } : { kind: "answer", status: 206, body }));
  };

  private manifest(): string {
    const { board, version, image, pieceBytes, key } = this;
    return makeManifest({
      board, version, pieceBytes, file: "tinytill.img", image: Buffer.from(image, "latin1"), key: Buffer.from(key),
    });
  }
}

interface Run {
  storage: MemoryStorage;
  server: Server;
  end: UpdateEnd | undefined;
}

function update(
  storage: MemoryStorage, prepare: (server: Server) => void = () => undefined, version = "0.1.0", mayGoOn: (asked: number) => boolean = () => true,
): Run {
  const clock = new VirtualClock();
  let on = true;
  storage.onPowerCut = () => { on = false; };
  const later = (delayMs: number, fire: () => void) => { clock.after(delayMs, () => { if (on) fire(); }); };
  const run: Run = { storage, server: new Server(later), end: undefined };
  prepare(run.server);
  const timers = { now: () => 0, start: (delayMs: number, fire: () => void) => { later(delayMs, fire); return 1; }, stop() {} };
  runUpdate(
    { clock: timers, hash: nodeHash, http: run.server, storage, board: "esp32", version, mayGoOn: () => mayGoOn(run.server.asked), onProgress() {} },
    { host: "updates.example", port: 443, path: "/till/", key: KEY },
    (end) => { run.end = end; },
  );
  clock.advance(1000);
  return run;
}

/** What the start-up finds: the chosen slot's first bytes. */
function chosen(storage: MemoryStorage, length: number): string {
  const { slot } = choose(readList(storage));
  return storage.read(`app.${slot}`, slotArea(storage, slot)!.offset, length)!;
}

test("a newer image is written to the other slot and chosen", () => {
  const run = update(terminal());
  assert.is(run.end, "ready");
  assert.is(readList(run.storage), "b");
  assert.is(chosen(run.storage, NEW.length), NEW);
  assert.is(run.storage.read("app.a", slotArea(run.storage, "a")!.offset, OLD.length), OLD);
});

const STAYS: [what: string, end: UpdateEnd, prepare: (server: Server) => void][] = [
  ["the same version", "current", (server) => { server.version = "0.1.0"; }],
  ["an older version", "current", (server) => { server.version = "0.0.9"; }],
  ["another board's image", "unsigned", (server) => { server.board = "linux"; }],
  ["another key's manifest", "unsigned", (server) => { server.key = "somebody else's key, long enough"; }],
  ["a silent server", "noAnswer", (server) => { server.fault = () => "silent"; }],
  ["a server that falls silent in the middle", "noAnswer", (server) => { server.fault = (n) => (n > 2 ? "silent" : undefined); }],
  ["a piece that is always damaged", "damaged", (server) => { server.fault = (n) => (n > 2 ? "damaged" : undefined); }],
  ["an image that is too big", "tooBig", (server) => { server.image = NEW.repeat(3); }],
  ["pieces that are no whole pages", "tooBig", (server) => { server.pieceBytes = 1000; }],
];
for (const [what, end, prepare] of STAYS) {
  test(`${what} leaves the running image chosen: ${end}`, () => {
    const run = update(terminal(), prepare);
    assert.is(run.end, end);
    assert.is(readList(run.storage), "");
    assert.is(chosen(run.storage, OLD.length), OLD);
  });
}

test("a piece that comes damaged once is asked for again", () => {
  assert.is(update(terminal(), (server) => { server.fault = (n) => (n === 3 ? "damaged" : undefined); }).end, "ready");
});

test("a version that was tried here and went back is not fetched again, the one after it is", () => {
  const { storage } = update(terminal());
  storage.write(BOOT_FILE, "tx", BOOT_MARK.length + 1);
  assert.is(update(storage).end, "failed");
  const next = update(storage, (server) => { server.version = "0.2.1"; server.image = NEW.replace("new", "fix"); });
  assert.is(next.end, "ready");
  assert.is(readList(storage), "btxb");
});

test("a full list of updates and worn flash leave the running image", () => {
  const full = terminal();
  full.provision(BOOT_FILE, BOOT_MARK + "btg".repeat(3), BOOT_MARK.length + 11);
  full.write("app.b", OLD, slotArea(full, "b")!.offset);
  assert.is(update(full).end, "full");
  const worn = terminal();
  worn.isWorn = (name, offset) => name === "app.b" && offset > 2000;
  const run = update(worn);
  assert.is(run.end, "storage");
  assert.is(chosen(run.storage, OLD.length), OLD);
});

test("a cut of power at every programmed byte leaves the old image or the new one, and every record", () => {
  const whole = update(terminal());
  const bytes = whole.storage.written - OLD.length + whole.storage.erased * (PIECE / 512);
  assert.ok(bytes > NEW.length);
  for (let cut = 0; cut < bytes; cut++) {
    const storage = terminal();
    storage.bytesLeft = cut;
    assert.is(update(storage).end, undefined, `cut ${cut}`);
    storage.bytesLeft = undefined;
    assert.is(chosen(storage, OLD.length), OLD, `cut ${cut}`);
    assert.is(storage.read("journal", 0, 22), "records that must stay");
    if (cut % 50 === 0) {
      assert.is(update(storage).end, "ready", `again after cut ${cut}`);
      assert.is(chosen(storage, NEW.length), NEW);
    }
  }
});

test("somebody who wants to sell is not kept: not after the manifest, not between pieces, not before the end", () => {
  const whole = update(terminal()).server.asked;
  for (let until = 1; until <= whole; until++) {
    const run = update(terminal(), undefined, undefined, (asked) => asked < until);
    assert.is(run.end, "busy");
    assert.is(run.server.asked, until);
    assert.is(readList(run.storage), "");
  }
});

test("what was fetched before a cut is not fetched again", () => {
  const storage = terminal();
  storage.bytesLeft = 2 * (2 + PIECE) + 10;
  const before = update(storage);
  storage.bytesLeft = undefined;
  const after = update(storage);
  assert.is(after.end, "ready");
  assert.is(before.server.asked, 4);
  assert.is(after.server.asked, 2);
});

test.run();
