import type { Hash } from "../../ports/hash";
import type { Lookup, SaveSetting } from "../../ports/settings";
import type { Storage } from "../../ports/storage";
import { openChanges } from "./changes-file";
import { readSettings } from "./settings-file";

/** What provisioning gave to this terminal, and what was changed since. */
export function openSettings(storage: Storage, hash: Hash): { lookup: Lookup; save: SaveSetting } {
  const changes = openChanges(storage, hash);
  const provisioned = readSettings(storage);
  return {
    lookup: function (key) {
      const changed = changes.lookup(key);
      return changed === undefined ? provisioned(key) : changed;
    },
    save: changes.save,
  };
}
