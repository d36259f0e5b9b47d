import type { Device } from "../../hal/device";
import type { Bytes } from "../../hal/ports/bytes";
import { runningNames } from "../update/image";
import { mayUpdate } from "../update/night";
import { runUpdate } from "../update/updater";
import type { UpdateEnd } from "../update/updater";

/** So often the terminal looks whether the time for an update has come; a terminal unused for so long rests. */
const LOOK_MS = 600_000;
/** How the last update ended, among the settings: for the self-test and whoever asks why. */
const LAST = "update.last";
const NEEDED = ["update.host", "update.path", "update.key", "update.hours"];

/** What the night watch wants to know and to show. */
export interface Night {
  zoneMinutes: number;
  isResting(): boolean;
  /** How often the terminal was used since its start. */
  uses(): number;
  /** An update is under way: how many pieces are here, of how many; (0, 0) when it is over. */
  onProgress(piece: number, pieces: number): void;
}

/** Looks for updates in the closed hours, where the settings say from where. */
export function watchNight(device: Device, night: Night): void {
  const setting = device.setting;
  const clock = device.clock;
  let triedMs = 0;
  let usesBefore = -1;
  for (const key of NEEDED) {
    if (!setting(key)) return;
  }

  function text(key: string): Bytes { return setting(key) || ""; }

  function ended(end: UpdateEnd): void {
    night.onProgress(0, 0);
    try {
      if (setting(LAST) !== end) device.saveSetting(LAST, end);
    } catch (error) {
      // Nobody but the curious needs it.
    }
    if (end === "ready") device.survival.restart();
  }

  function look(): void {
    const isUnused = night.uses() === usesBefore;
    usesBefore = night.uses();
    clock.start(LOOK_MS, look);
    if (!mayUpdate({
      nowMs: clock.now(), zoneMinutes: night.zoneMinutes, hours: text("update.hours"), triedMs: triedMs,
      isResting: isUnused && night.isResting(), isBatteryLow: device.battery !== undefined && device.battery.isLow(),
    })) return;
    triedMs = clock.now();
    const uses = usesBefore;
    const names = runningNames(device.storage);
    runUpdate({
      clock: clock, hash: device.hash, http: device.http, storage: device.storage, board: names.board, version: names.version,
      mayGoOn: function () { return night.uses() === uses && night.isResting(); },
      onProgress: night.onProgress,
    }, {
      host: text("update.host"), port: parseInt(text("update.port") || "443", 10), path: text("update.path"),
      key: text("update.key"),
    }, ended);
  }

  clock.start(LOOK_MS, look);
}
