import type { Device } from "../../hal/device";
import { readHistory } from "../journal/history";
import { JOURNAL_FILE } from "../journal/layout";
import { openSegments } from "../journal/segments";
import { note } from "../update/choice";
import { rehearse } from "./rehearsal";
import { faultOf, settingsOf } from "./settings";

/** Whether this image reads the journal that the image before it wrote. Nothing is written. */
function canReadJournal(device: Device): boolean {
  try {
    readHistory(openSegments(device.storage, device.hash, JOURNAL_FILE));
    return true;
  } catch (error) {
    return false;
  }
}

/**
 * The first start of a new image: it sells only when it has shown that it can. Healthy or not, the terminal
 * starts anew; a start that finds no word of health goes back to the image before.
 */
export function tryOut(device: Device): void {
  function end(isHealthy: boolean): void {
    try {
      if (isHealthy) note(device.storage, "g");
    } finally {
      device.survival.restart();
    }
  }
  if (faultOf(device.setting) !== "" || !canReadJournal(device)) return end(false);
  rehearse(device, settingsOf(device.setting), end);
}
