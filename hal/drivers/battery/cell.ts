// Part: a cell behind two resistors on an input of the converter.
// Source: ESP32 data sheet, "ADC": noise of the radio reaches the converter, so the middle of several readings counts.

import type { Analog } from "../../ports/analog";
import type { Battery } from "../../ports/battery";
import type { CellModel } from "./models";

export interface CellWiring {
  analog: Analog;
  /** Millivolts of the cell when the converter reads 1: what it is full at, times what the resistors divide by. */
  fullScaleMv: number;
  model: CellModel;
}

const READINGS = 5;

function byNumber(a: number, b: number): number {
  return a - b;
}

/** Opens the sense of a cell. A sense that reads nothing (0 or NaN) is not plugged in: the terminal lives on mains. */
export function openCell(wiring: CellWiring): Battery {
  const model = wiring.model;
  let low = false;

  function millivolts(): number {
    const readings: number[] = [];
    for (let count = 0; count < READINGS; count++) readings.push(wiring.analog.read());
    return (readings.sort(byNumber)[READINGS >> 1] as number) * wiring.fullScaleMv;
  }

  function percent(): number {
    const sensed = millivolts();
    if (!(sensed > 500)) return 100;
    let below = model.curve[0] as number[];
    for (const point of model.curve) {
      const over = sensed - (below[0] as number);
      if (sensed <= (point[0] as number)) {
        const width = (point[0] as number) - (below[0] as number);
        const rise = (point[1] as number) - (below[1] as number);
        return width > 0 ? Math.round((below[1] as number) + over * rise / width) : point[1] as number;
      }
      below = point;
    }
    return 100;
  }

  return {
    percent: percent,
    isLow: function () {
      low = percent() <= (low ? model.fullerPercent - 1 : model.lowPercent);
      return low;
    },
  };
}
