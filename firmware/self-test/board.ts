import type { Device } from "../../hal/device";
import type { Bytes } from "../../hal/ports/bytes";
import { readHistory } from "../journal/history";
import { JOURNAL_FILE } from "../journal/layout";
import { openSegments } from "../journal/segments";
import { faultOf } from "../runtime/settings";
import { WRONG } from "./report";
import type { Done } from "./report";

const FILES = ["settings", "journal", "changes", "client.key", "client.crt"];
/** The setting that is written to show that flash keeps. */
const MARK = "selfTest";
const CLOCK_OFF_MS = 120000;
/** No board runs for a year: less than that after 1970 is a chip's clock, which begins there with its power. */
const YEAR_MS = 31536000000;
/**
 * Erases of one page that flash parts promise (W25Q32JV data sheet, 2 Features: 100,000 per sector; ESP32-WROOM-32
 * data sheet, flash: the same). Told a tenth before.
 */
const ERASES_MAX = 100000;
const ERASES_WARN = 90000;
const NETWORK_MS = 30000;
const LOOK_MS = 500;

/** The files of provisioning are there, and the way that settings are saved keeps a new one. */
export function testFlash(device: Device, done: Done): void {
  for (const name of FILES) {
    if (device.storage.size(name) === undefined) return done(WRONG.fileMissing, "no file " + name);
  }
  try {
    device.saveSetting(MARK, "" + device.clock.now());
  } catch (error) {
    return done(WRONG.flashWorn, "flash does not keep what is written");
  }
  done(0, "keeps what is written");
}

export function testSettings(device: Device, done: Done): void {
  const fault = faultOf(device.setting);
  if (fault !== "") return done(WRONG.setting, "the setting " + fault + " is missing or wrong");
  done(0, "terminal " + device.setting("terminal"));
}

/** @param erases how often the most worn page of the journal was erased */
export function tellWear(erases: number, state: Bytes, done: Done): void {
  const wear = "pages erased " + erases + " times of " + ERASES_MAX;
  if (erases >= ERASES_WARN) return done(WRONG.flashOld, wear);
  done(0, state + ", " + wear);
}

/** Reads the journal as a start does, and notes no start. */
export function testJournal(device: Device, done: Done): void {
  try {
    const segments = openSegments(device.storage, device.hash, JOURNAL_FILE);
    const history = readHistory(segments).history;
    if (history.damaged > 0) return done(WRONG.damaged, history.damaged + " records were changed");
    // The ring erases its segments in turn, each to become the newest.
    const erases = Math.ceil(segments.sequence() / segments.count);
    tellWear(erases, history.boots + " starts, " + (history.unsettled.length + history.refunds.length) + " open orders", done);
  } catch (error) {
    done(WRONG.journal, "the journal is missing or cannot be read");
  }
}

/**
 * @param toldMs what the board's clock said before the tool set it
 * @param askedMs what the tool's own clock said then
 */
export function testClock(toldMs: number, askedMs: number, done: Done): void {
  const offMs = toldMs - askedMs;
  if (toldMs < YEAR_MS) return done(0, "counts from the start; this computer set it");
  const seconds = Math.round(Math.abs(offMs) / 1000) + " s " + (offMs < 0 ? "behind" : "ahead");
  if (Math.abs(offMs) <= CLOCK_OFF_MS) return done(0, seconds);
  // The first answer of a gateway puts it right.
  done(WRONG.clock, seconds);
}

/** Waits until the terminal is in its network. */
export function testNetwork(device: Device, done: Done): void {
  const network = device.network;
  if (network === undefined) return done(0, "is the operating system's");
  let waitedMs = 0;
  function look(): void {
    const state = network ? network.state : "joining";
    if (state === "online") return done(0, "online");
    waitedMs += LOOK_MS;
    if (waitedMs > NETWORK_MS || state === "notSet") return done(WRONG.network, state);
    device.clock.start(LOOK_MS, look);
  }
  look();
}

export function testTamper(device: Device, done: Done): void {
  const tamper = device.tamper;
  if (tamper === undefined) return done(0, "this board has no switch");
  if (tamper.isOpen()) return done(WRONG.caseOpen, "the case is open");
  done(0, "the case is closed");
}

export function testBattery(device: Device, done: Done): void {
  const battery = device.battery;
  if (battery === undefined) return done(0, "this board runs on mains");
  if (battery.isLow()) return done(WRONG.batteryLow, battery.percent() + " percent");
  done(0, battery.percent() + " percent");
}
