// Twin of the PCF8574. Source: NXP PCF8574; PCF8574A product data sheet, rev. 5, sections 8.1 to 8.5.

import type { I2CPart } from "../i2c-bus";
import { Net, type Level } from "../pins";

/** An expander with eight pins and an interrupt line, which needs a pull-up from outside. */
export interface PCF8574 extends I2CPart {
  /** P0 to P7. */
  pins: Net[];
  interrupt: Net;
  /** Power off and on: all pins are weakly high. */
  restart(): void;
}

export function createPCF8574(): PCF8574 {
  const pins = Array.from({ length: 8 }, () => new Net());
  const interrupt = new Net();
  const self = {};
  let seen = 0xff;
  const part: PCF8574 = {
    pins,
    interrupt,
    write(bytes) {
      for (const byte of bytes) drive(byte);
      acknowledge();
      return true;
    },
    read(count) {
      acknowledge();
      return new Uint8Array(count).fill(levels());
    },
    restart() {
      drive(0xff);
      acknowledge();
    },
  };
  for (const pin of pins) pin.watchers.add(compare);
  part.restart();
  return part;

  function drive(latch: number): void {
    pins.forEach((pin, bit) => {
      const level = ((latch >> bit) & 1) as Level;
      pin.drive(self, level, level === 1);
    });
  }

  function levels(): number {
    return pins.reduce((byte, pin, bit) => byte | (pin.level << bit), 0);
  }

  /** A transfer ends the interrupt: what the pins are now is known. */
  function acknowledge(): void {
    seen = levels();
    compare();
  }

  /** The line is low while the pins differ from what was known; it comes back when they do. */
  function compare(): void {
    interrupt.drive(self, levels() === seen ? undefined : 0);
  }
}
