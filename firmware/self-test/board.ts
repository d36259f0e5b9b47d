import type { Device } from "../../hal/device";
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

/** Reads the journal as a start does, and notes no start. */
export function testJournal(device: Device, done: Done): void {
  try {
    const history = readHistory(openSegments(device.storage, device.hash, JOURNAL_FILE)).history;
    if (history.damaged > 0) return done(WRONG.damaged, history.damaged + " records were changed");
    done(0, history.boots + " starts, " + (history.unsettled.length + history.refunds.length) + " open orders");
  } catch (error) {
    done(WRONG.journal, "the journal is missing or cannot be read");
  }
}

/** @param nowMs what the tool's own clock says */
export function testClock(device: Device, nowMs: number, done: Done): void {
  const offMs = device.clock.now() - nowMs;
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
