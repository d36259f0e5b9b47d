import type { Device } from "../../hal/device";
import type { Bytes } from "../../hal/ports/bytes";
import type { Storage } from "../../hal/ports/storage";

/** Files with keys in them, the worst to lose first. The journal stays: it is what the merchant's money hangs on. */
const SECRET_FILES: Bytes[] = ["client.key", "settings", "client.crt", "changes"];

/** True once somebody began to wipe the secrets, and until the terminal is provisioned anew. No such file begins with a zero. */
function isWiped(storage: Storage): boolean {
  for (const file of SECRET_FILES) if (storage.read(file, 0, 1) === "\0") return true;
  return false;
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
 * Says whether the terminal must refuse to work, since its secrets were wiped; what a cut of power left of them is
 * wiped then. From now on an open case wipes them and restarts the terminal, where provisioning said `tamper=on`: a
 * case is open while it is put together.
 */
export function isTampered(device: Device): boolean {
  const tamper = device.tamper;
  if (isWiped(device.storage)) {
    wipeSecrets(device.storage);
    return true;
  }
  if (tamper && device.setting("tamper") === "on") {
    tamper.onOpen = function () {
      wipeSecrets(device.storage);
      device.survival.restart();
    };
  }
  return false;
}
