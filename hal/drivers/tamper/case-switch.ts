// Part: a normally open micro switch that the closed case presses, to ground; a pull-up opens the circuit.
// Source: none needed. On ESP32 GPIO 36 and 39 are pulled low for 80 ns at times (errata 3.11): short lows are nothing here.

import type { Clock } from "../../ports/clock";
import type { OpenDigital } from "../../ports/digital";
import type { Tamper } from "../../ports/tamper";

export interface CaseSwitchWiring {
  open: OpenDigital;
  clock: Clock;
  /** "input" where the board has a resistor, "inputPullUp" where the chip's own will do. */
  mode: "input" | "inputPullUp";
}

/** Open for so long counts: longer than a knock on the counter, shorter than any hand. */
const OPEN_MS = 60;

/** Opens the switch of a case. Throws HalError "option" when the pin cannot be watched. */
export function openCaseSwitch(wiring: CaseSwitchWiring): Tamper {
  const clock = wiring.clock;
  let waiting = false;
  let told = false;

  function isOpen(): boolean {
    return pin.read() === 1;
  }

  const tamper: Tamper = { isOpen: isOpen, onOpen: undefined };

  function settle(): void {
    waiting = false;
    if (told || !isOpen()) return;
    told = true;
    if (tamper.onOpen) tamper.onOpen();
  }

  function look(): void {
    if (waiting || told) return;
    waiting = true;
    clock.start(OPEN_MS, settle);
  }

  const pin = wiring.open({ mode: wiring.mode, onReadable: look });
  told = isOpen();
  return tamper;
}
