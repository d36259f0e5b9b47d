// Part: a 2D engine of the GM65 family (Hangzhou Grow) on a serial wire, set up and triggered by commands.
// Source: GM65 Bar Code Reader Module User Manual V1.3, 8 "Serial port instruction": 8.2 read, 8.3 write and 8.4 save
// "zone bits"; 0xABCD stands for a checksum that the part does not look at.

import type { Bytes } from "../../ports/bytes";
import type { Clock, TimerId } from "../../ports/clock";
import type { Scanner, ScannerHealth, ScannerOptions } from "../../ports/scanner";
import type { OpenSerial, Serial, SerialOptions } from "../../ports/serial";
import type { ZoneModel, ZoneSetting } from "./models";
import { openSerialScanner } from "./serial-scanner";

const READ = "\x7e\x00\x07\x01";
const WRITE = "\x7e\x00\x08\x01";
const UNCHECKED = "\xab\xcd";
const SAVE = "\x7e\x00\x09\x01\x00\x00\x00\xde\xc8";
const LOOK = WRITE + "\x00\x02\x01" + UNCHECKED;
const STOP_LOOKING = WRITE + "\x00\x02\x00" + UNCHECKED;
/** A byte that was asked for: this, the byte, two of checksum. */
const VALUE = "\x02\x00\x00\x01";
const VALUE_BYTES = 7;
/** What was written or saved is taken. */
const TAKEN = "\x02\x00\x00\x01\x00\x33\x31";

/** The manual lets the part think for 400 ms about a command that is cut short. */
const ANSWER_MS = 500;
const TRIES = 3;
const SILENT_MS = 5000;
/**
 * While a code is wanted the part is told so again and again: it stops looking at a reading, and may have lost its
 * power. To be checked on the part: that being told so while it looks does not disturb it.
 */
const REMIND_MS = 1000;

/** `ask` and `verify` read a setting, `write` changes it, `save` keeps all for the next start, `rest` only triggers. */
type Job = "ask" | "write" | "verify" | "save" | "rest";

/**
 * Opens an engine, disabled, and sets it up beside the work: settings that are not as the model wants them are
 * written, read back, and saved once; a part that is right is never written to. Codes are those of the plain
 * scanner, and come through also while the part does not understand its commands. Throws what `open` throws.
 */
export function openGM65(
  wiring: { open: OpenSerial; clock: Clock; model: ZoneModel },
  options: ScannerOptions,
): Scanner {
  const clock = wiring.clock;
  const settings = wiring.model.settings;
  let wire: Serial;
  let onRest: ((count: number) => void) | undefined;
  // What is no answer, for the plain scanner; and what may become an answer.
  let rest = "";
  let begun = "";
  let job: Job = "ask";
  let at = 0;
  let value = 0;
  let tries = 0;
  let changed = false;
  let enabled = false;
  let closed = false;
  let awaiting = false;
  let health: ScannerHealth = "starting";
  let timer: TimerId | undefined;

  function wait(delayMs: number): void {
    stopWaiting();
    timer = clock.start(delayMs, onTimer);
  }

  function stopWaiting(): void {
    if (timer !== undefined) clock.stop(timer);
    timer = undefined;
  }

  function command(): Bytes {
    if (job === "rest") return enabled ? LOOK : STOP_LOOKING;
    if (job === "save") return SAVE;
    const address = (settings[at] as ZoneSetting).address;
    if (job === "write") return WRITE + address + String.fromCharCode(value) + UNCHECKED;
    return READ + address + "\x01" + UNCHECKED;
  }

  function send(): void {
    awaiting = true;
    wait(ANSWER_MS);
    try {
      wire.write(command());
    } catch {
      // Then no answer comes.
    }
  }

  function onTimer(): void {
    timer = undefined;
    begun = "";
    if (!awaiting) {
      if (health === "silent") startOver();
      send();
      return;
    }
    tries++;
    if (tries < TRIES) {
      send();
      return;
    }
    awaiting = false;
    health = "silent";
    wait(SILENT_MS);
  }

  function startOver(): void {
    health = "starting";
    tries = 0;
    job = "ask";
    at = 0;
    changed = false;
  }

  /** The setting is dealt with: the next one, or the end. */
  function advance(): void {
    at++;
    job = at < settings.length ? "ask" : changed ? "save" : "rest";
  }

  function onValue(now: number): void {
    const setting = settings[at] as ZoneSetting;
    if ((now & setting.mask) === setting.wanted) {
      if (job === "verify") changed = true;
      advance();
    } else if (job === "verify") {
      // The part does not take it: perhaps another make of the family. The rest may still serve.
      health = "unset";
      advance();
    } else {
      value = (now & ~setting.mask) | setting.wanted;
      job = "write";
    }
  }

  function onAnswer(now: number): void {
    if (!awaiting) return;
    awaiting = false;
    const wasLate = tries > 0;
    tries = 0;
    if (job === "rest") {
      if (enabled) wait(REMIND_MS);
      else stopWaiting();
      return;
    }
    if (job === "write") job = "verify";
    else if (job === "save") job = "rest";
    else onValue(now);
    if (job === "rest" && health === "starting") health = "ready";
    if (job === "rest" && !enabled) stopWaiting();
    // The answer to an earlier asking may still be under way, and must not be taken for the next one.
    else if (wasLate) wait(ANSWER_MS);
    else send();
  }

  function isAnswer(text: Bytes): boolean {
    return job === "ask" || job === "verify" ? text.substr(0, 4) === VALUE : text === TAKEN;
  }

  /** Takes the answers out of what came; they may stand before, between and behind codes, and come in pieces. */
  function takeAnswers(text: Bytes): Bytes {
    let start = text.indexOf("\x02");
    while (start >= 0) {
      const answer = text.substr(start, VALUE_BYTES);
      if (answer.length < VALUE_BYTES) {
        begun = answer;
        return text.substr(0, start);
      }
      if (isAnswer(answer)) {
        text = text.substr(0, start) + text.substr(start + VALUE_BYTES);
        onAnswer(answer.charCodeAt(4));
      } else start++;
      start = text.indexOf("\x02", start);
    }
    return text;
  }

  function onReadable(): void {
    const text = wire.read();
    if (closed || text === undefined) return;
    if (begun === "" && text.indexOf("\x02") < 0) rest += text;
    else {
      const all = begun + text;
      begun = "";
      rest += takeAnswers(all);
    }
    if (rest === "" || onRest === undefined) return;
    onRest(rest.length);
  }

  /** The wire as the plain scanner sees it: codes alone. */
  function openRest(wanted: SerialOptions): Serial {
    onRest = wanted.onReadable;
    wire = wiring.open({ baud: wanted.baud, onReadable: onReadable });
    return {
      read(): Bytes | undefined {
        const text = rest;
        rest = "";
        return text === "" ? undefined : text;
      },
      write(data: Bytes): void { wire.write(data); },
      close(): void { wire.close(); },
    };
  }

  const codes = openSerialScanner({ open: openRest, clock: clock, model: wiring.model }, options);
  send();

  return {
    configure(wanted: { enabled: boolean }): void {
      codes.configure(wanted);
      if (wanted.enabled === enabled) return;
      enabled = wanted.enabled;
      if (job !== "rest" || health === "silent") return;
      tries = 0;
      send();
    },
    health(): ScannerHealth { return health; },
    close(): void {
      if (closed) return;
      closed = true;
      stopWaiting();
      codes.close();
    },
  };
}
