import type { Device } from "../../hal/device";
import type { Bytes } from "../../hal/ports/bytes";
import type { Storage } from "../../hal/ports/storage";

/** Files with keys in them, the worst to lose first. The journal stays: it is what the merchant's money hangs on. */
const SECRET_FILES: Bytes[] = ["client.key", "settings", "client.crt", "changes"];

/** True once the secrets were wiped: until somebody provisions the terminal anew. */
function isWiped(storage: Storage): boolean {
  return storage.read("settings", 0, 1) === "\0";
}

function wipeSecrets(storage: Storage): void {
  for (const file of SECRET_FILES) {
    try {
      storage.wipe(file);
    } catch (error) {
      // Flash that takes no more: the next file may still be wiped.
    }
  }
}

/**
 * Wipes the secrets of a terminal whose case is open, now or later, and says whether it must refuse to work. It does so
 * only where provisioning said `tamper=on`: a case is open while it is put together. Opened later, the terminal
 * restarts, and the next start refuses.
 */
export function isTampered(device: Device): boolean {
  const tamper = device.tamper;
  if (tamper && device.setting("tamper") === "on") {
    if (tamper.isOpen()) {
      wipeSecrets(device.storage);
      return true;
    }
    tamper.onOpen = function () {
      wipeSecrets(device.storage);
      device.survival.restart();
    };
  }
  return isWiped(device.storage);
}
