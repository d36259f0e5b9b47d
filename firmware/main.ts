import { openBoard } from "@board";
import { openJournal } from "./journal/journal";
import type { Journal } from "./journal/journal";
import { refuseSales } from "./runtime/refuse";
import { faultOf, settingsOf } from "./runtime/settings";
import { isTampered } from "./runtime/tamper";
import { startTerminal } from "./runtime/terminal";
import { tryOut } from "./runtime/trial";
import { isTrial, readList } from "./update/choice";

const NAME = "tinytill " + TILL_VERSION;

/** Starts what can be started. Gives true when that is only a trial, which starts the terminal itself. */
function start(): boolean {
  const device = openBoard();
  device.clock.notBefore(TILL_BUILT);
  if (isTampered(device)) {
    device.announce(NAME + " refuses sales: the case was opened, the keys are erased");
    refuseSales(device.display, "tampered", "");
    return false;
  }
  if (isTrial(readList(device.storage))) {
    tryOut(device);
    return true;
  }
  const fault = faultOf(device.setting);
  if (fault !== "") {
    device.announce(NAME + " refuses sales: the setting " + fault + " is missing or wrong");
    refuseSales(device.display, "setUp", fault);
    return false;
  }
  let journal: Journal;
  try {
    journal = openJournal(device.storage, device.hash);
  } catch (error) {
    device.announce(NAME + " refuses sales: the journal is missing or cannot be read");
    refuseSales(device.display, "noJournal", "");
    return false;
  }
  const history = journal.history;
  startTerminal(device, settingsOf(device.setting), journal);
  const open = history.unsettled.length + history.refunds.length;
  const by = device.survival.startedBy;
  const started = NAME + " started" + (by === "unknown" ? "" : " by " + by);
  device.announce(started + ", journal: start " + history.boots + ", " + open + " open orders");
  return false;
}

start();
