import { halError } from "../../errors";
import type { Digital, DigitalMode, DigitalOptions, OpenDigital } from "../../ports/digital";

const MODES: Record<DigitalMode, PinMode> = {
  input: "input", inputPullUp: "input_pullup", output: "output", openDrain: "opendrain",
};

/** Pins of the chip, which one part opens. */
export function pins(list: Pin[]): OpenDigital {
  return function (options: DigitalOptions): Digital {
    let open = true;
    const watches: number[] = [];
    const onReadable = options.onReadable;
    const initial = options.initial;

    function report(): void {
      if (open && onReadable !== undefined) onReadable();
    }

    for (const pin of list) pinMode(pin, MODES[options.mode]);
    if (initial !== undefined) digitalWrite(list, initial);
    if (onReadable !== undefined) {
      for (const pin of list) {
        // The debouncing of the interpreter is off: it would swallow the first edge.
        const watch = setWatch(report, pin, { repeat: true, edge: 0, debounce: 0 });
        if (watch === undefined) throw halError("option", "the chip cannot watch this pin");
        watches.push(watch);
      }
    }
    return {
      read: function () { return digitalRead(list); },
      write: function (bits: number) { digitalWrite(list, bits); },
      close: function () {
        open = false;
        while (watches.length > 0) clearWatch(watches.pop() as number);
      },
    };
  };
}
