import type { Battery } from "./ports/battery";
import type { Bytes } from "./ports/bytes";
import type { WallClock } from "./ports/clock";
import type { Display } from "./ports/display";
import type { Hash } from "./ports/hash";
import type { HTTPClient } from "./ports/http-client";
import type { Keypad, KeypadOptions } from "./ports/keypad";
import type { Network } from "./ports/network";
import type { Printer } from "./ports/printer";
import type { Scanner, ScannerOptions } from "./ports/scanner";
import type { Lookup, SaveSetting } from "./ports/settings";
import type { Speaker } from "./ports/speaker";
import type { Storage } from "./ports/storage";
import type { Survival } from "./ports/survival";
import type { Tamper } from "./ports/tamper";

/**
 * What a board gives to the firmware (ECMA-419: the host provider). Parts that speak first are
 * opened by the firmware with its callbacks; the rest is there from the start.
 */
export interface Device {
  /** Says one line to whoever has the wire of the console, which never listens. Only in the run of the start. */
  announce: (line: Bytes) => void;
  /** Absent on mains. */
  battery?: Battery;
  clock: WallClock;
  display: Display;
  hash: Hash;
  http: HTTPClient;
  /** Absent where an operating system keeps the network. */
  network?: Network;
  printer: Printer;
  /** What provisioning gave to this terminal, and what was changed since. */
  setting: Lookup;
  saveSetting: SaveSetting;
  speaker: Speaker;
  storage: Storage;
  survival: Survival;
  /** Absent in a case without a switch. */
  tamper?: Tamper;
  openKeypad(options: KeypadOptions): Keypad;
  openScanner(options: ScannerOptions): Scanner;
}
