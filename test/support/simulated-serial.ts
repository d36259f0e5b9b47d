import { halError } from "../../hal/errors";
import type { Bytes } from "../../hal/ports/bytes";
import type { OpenSerial, SerialOptions } from "../../hal/ports/serial";
import { fromBytes, toBytes } from "../../sim/bytes";
import type { VirtualClock } from "../../sim/clock";
import type { WireEnd } from "../../sim/wire";

/** A board's port at the near end of a wire, and what a test wants to know of it. */
export interface SimulatedSerial {
  open: OpenSerial;
  /** Every write, as it was given. */
  writes: Bytes[];
  /** The speed it was opened with, or undefined while it is closed. */
  baud: number | undefined;
  /** While true, each write throws and takes nothing. */
  broken: boolean;
}

/**
 * Keeps the contract of the port over a wire of virtual time, and hands over what arrives in events of at
 * most `eventBytes`, as the interpreter does.
 */
export function simulatedSerial(clock: VirtualClock, end: WireEnd, eventBytes = 32): SimulatedSerial {
  const port: SimulatedSerial = { open, writes: [], baud: undefined, broken: false };
  return port;

  function open(options: SerialOptions): ReturnType<OpenSerial> {
    if (port.baud !== undefined) throw halError("busy", "serial");
    port.baud = options.baud;
    let waiting: Bytes = "";
    let closed = false;
    end.onData = (array) => {
      const arrived = toBytes(array);
      for (let at = 0; at < arrived.length; at += eventBytes) {
        const piece = arrived.slice(at, at + eventBytes);
        clock.after(0, () => {
          if (closed) return;
          waiting += piece;
          options.onReadable?.(waiting.length);
        });
      }
    };
    return {
      read() {
        if (closed) throw halError("closed", "serial");
        const bytes = waiting;
        waiting = "";
        return bytes === "" ? undefined : bytes;
      },
      write(data) {
        if (closed) throw halError("closed", "serial");
        if (port.broken) throw halError("busy", "serial");
        const bytes = fromBytes(data);
        port.writes.push(data);
        end.write(bytes);
      },
      close() {
        closed = true;
        port.baud = undefined;
      },
    };
  }
}
