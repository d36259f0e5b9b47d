import { openBoard } from "@board";
import { openJournal } from "./journal/journal";
import type { Journal } from "./journal/journal";
import { refuseSales } from "./runtime/refuse";
import { faultOf, settingsOf } from "./runtime/settings";
import { isTampered } from "./runtime/tamper";
import { startTerminal } from "./runtime/terminal";

function start(): void {
  const device = openBoard();
  device.clock.notBefore(TILL_BUILT);
  if (isTampered(device)) return refuseSales(device.display, "tampered", "");
  const fault = faultOf(device.setting);
  if (fault !== "") return refuseSales(device.display, "setUp", fault);
  let journal: Journal;
  try {
    journal = openJournal(device.storage, device.hash);
  } catch (error) {
    return refuseSales(device.display, "noJournal", "");
  }
  startTerminal(device, settingsOf(device.setting), journal);
}

start();
