import type { Device } from "../../hal/device";
import type { PrinterFault } from "../../hal/ports/printer";
import type { TimerId } from "../../hal/ports/clock";
import { asKey } from "../domain/key";
import type { Language } from "../domain/language";
import type { Sound } from "../../hal/ports/speaker";
import type { Journal } from "../journal/journal";
import { slipNumber, slipPhase } from "../payment/effects";
import type { Effect, JournalRecord, PrintEffect, TimerName } from "../payment/effects";
import type { JournalHealth, TillEvent } from "../payment/events";
import type { GatewayCodec } from "../protocol/codec";
import { makeCalls } from "./calls";
import type { Calls, Wishes } from "./calls";
import { makeGuards } from "./guards";

/** Puts a document on paper; the printer says once what came of it. */
export type Print = (slip: PrintEffect, onDone: (fault: PrinterFault | null) => void) => void;

/** Lets a word about money be heard; below 0: no amount. */
export type Speak = (sound: Sound, amountMinor: number) => void;

/**
 * Carries effects out, in order. What fails at once is returned as an event; every other outcome is
 * told later, never from inside `run`.
 */
export interface Runner {
  run(effects: Effect[]): TillEvent[];
  lend: Calls["lend"];
}

/** The setting, and the timer of its saving. */
const LANGUAGE = "language";
/** A language that is spoken for so long is meant to stay. */
const SAVE_LANGUAGE_MS = 5000;

/** What depends on the record is not done without it: sent, or printed. */
function isNeeded(record: JournalRecord): boolean {
  return record.kind === "opened" || record.kind === "refundOpened" || record.kind === "shiftClosed";
}

type LateEffect = Exclude<Effect, { type: "journal" | "print" | "pay" | "startTimer" }>;

/** A runner over the device's ports. */
export function makeRunner(
  device: Device, journal: Journal, codec: GatewayCodec, print: Print, speak: Speak,
  wishes: Wishes, tell: (event: TillEvent) => void,
): Runner {
  const clock = device.clock;
  const timers: Record<string, TimerId> = {};
  const slips: PrintEffect[] = [];
  let health: JournalHealth = journal.health();

  function stopTimer(key: string): void {
    if (timers[key] === undefined) return;
    clock.stop(timers[key]);
    delete timers[key];
  }

  function fired(outTradeNo: string, timer: TimerName): TillEvent {
    return { type: "timerFired", outTradeNo: outTradeNo, timer: timer };
  }

  const guard = makeGuards(clock, function (outTradeNo) { tell(fired(outTradeNo, "guard")); });

  function startTimer(outTradeNo: string, timer: TimerName, delayMs: number): void {
    const key = outTradeNo + asKey(timer);
    stopTimer(key);
    timers[key] = clock.start(delayMs, function () {
      delete timers[key];
      tell(fired(outTradeNo, timer));
    });
  }

  function stopTimers(outTradeNo: string): void {
    stopTimer(outTradeNo + asKey("earliest"));
    stopTimer(outTradeNo + asKey("giveUp"));
    stopTimer(outTradeNo + asKey("poll"));
    stopTimer(outTradeNo + asKey("again"));
  }

  const calls = makeCalls(device, codec, wishes, tell, startTimer);

  /** One slip after the other: a printer that is busy takes none. */
  function printNext(): void {
    const slip = slips[0];
    if (slip === undefined) return;
    print(slip, function (fault) {
      slips.shift();
      tell({ type: "printed", outTradeNo: slipNumber(slip), phase: slipPhase(slip), fault: fault });
      printNext();
    });
  }

  /** Once for all the presses of a moment, and between sales: each time a page of flash is erased. */
  function saveLanguage(language: Language): void {
    stopTimer(LANGUAGE);
    timers[LANGUAGE] = clock.start(SAVE_LANGUAGE_MS, function () {
      delete timers[LANGUAGE];
      if (!wishes.isBetweenSales()) return saveLanguage(language);
      try {
        device.saveSetting(LANGUAGE, language);
      } catch (error) {
        // It is spoken all the same until the next start.
      }
    });
  }

  function isWritten(record: JournalRecord): boolean {
    try {
      journal.append(record);
      return true;
    } catch (error) {
      return false;
    }
  }

  /** Adds what came of it; false when the list must end here. */
  function keep(record: JournalRecord, outcomes: TillEvent[]): boolean {
    const isKept = isWritten(record);
    if (!isKept) outcomes.push({ type: "journalFailed", record: record });
    if (journal.health() !== health) {
      health = journal.health();
      outcomes.push({ type: "journalChecked", health: health });
    }
    return isKept || !isNeeded(record);
  }

  function printLater(slip: PrintEffect, outcomes: TillEvent[]): void {
    const shift = slip.type === "printShift" ? journal.lastShift() : undefined;
    if (slip.type === "printShift" && shift === undefined) {
      outcomes.push({ type: "shiftMissed" });
      return;
    }
    slips.push(shift === undefined ? slip : Object.assign({}, slip, { shift: shift }) as PrintEffect);
    if (slips.length === 1) printNext();
  }

  function begin(effect: Extract<Effect, { type: "startTimer" }>, outcomes: TillEvent[]): void {
    if (effect.timer !== "guard") {
      if (!calls.holds(effect)) startTimer(effect.outTradeNo, effect.timer, effect.delayMs);
      return;
    }
    const over = guard(effect.outTradeNo, effect.delayMs);
    if (over !== "") outcomes.push(fired(over, "guard"));
  }

  /** What no sale that goes well needs before its request or its paper. */
  function runLate(effect: LateEffect, outcomes: TillEvent[]): void {
    switch (effect.type) {
      case "play": speak(effect.sound, effect.amountMinor); break;
      case "stopTimers": stopTimers(effect.outTradeNo); break;
      case "order":
        calls.add({ kind: "order", order: effect.order, payer: effect.payer, host: effect.host });
        break;
      case "query":
      case "reverse":
      case "close": calls.add({ kind: effect.type, order: effect.order, host: effect.host }); break;
      case "refund": calls.add({ kind: "refund", refund: effect.refund, host: effect.host }); break;
      case "refundQuery": calls.add({ kind: "refundQuery", refund: effect.refund, host: effect.host }); break;
      case "saveLanguage": saveLanguage(effect.language); break;
      default: printLater(effect, outcomes);
    }
  }

  return {
    lend: calls.lend,
    // The interpreter reads all branches behind the one that it takes, so the long list of them stands elsewhere.
    run: function (effects) {
      const outcomes: TillEvent[] = [];
      for (const effect of effects) {
        if (effect.type === "journal") {
          if (!keep(effect.record, outcomes)) return outcomes;
        } else if (effect.type === "print") printLater(effect, outcomes);
        else if (effect.type === "pay") {
          calls.add({ kind: "pay", order: effect.order, authCode: effect.authCode, host: effect.host });
        } else if (effect.type === "startTimer") begin(effect, outcomes);
        else runLate(effect, outcomes);
      }
      return outcomes;
    },
  };
}
