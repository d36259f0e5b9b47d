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

/** Open at so many looks in a row counts, 60 ms in all: longer than a knock on the counter, shorter than any hand. */
const LOOKS = 6;
const LOOK_MS = 10;

/** Opens the switch of a case. Throws HalError "option" when the pin cannot be watched. */
export function openCaseSwitch(wiring: CaseSwitchWiring): Tamper {
  const clock = wiring.clock;
  /** Still to come before an open case counts; 0 while nobody looks. */
  let looks = 0;
  let told = false;

  function isOpen(): boolean {
    return pin.read() === 1;
  }

  const tamper: Tamper = { isOpen: isOpen, onOpen: undefined };

  function look(): void {
    if (!isOpen()) looks = 0;
    else if (--looks > 0) clock.start(LOOK_MS, look);
    else {
      told = true;
      if (tamper.onOpen) tamper.onOpen();
    }
  }

  function begin(): void {
    if (looks > 0 || told || !isOpen()) return;
    looks = LOOKS;
    clock.start(LOOK_MS, look);
  }

  const pin = wiring.open({ mode: wiring.mode, onReadable: begin });
  begin();
  return tamper;
}
