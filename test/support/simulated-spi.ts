import type { SPI, SPIOptions, TwoWaySPI } from "../../hal/ports/spi";
import { fromBytes, toBytes } from "../../sim/bytes";
import type { Net } from "../../sim/pins";
import { exchange, type SPIBus } from "../../sim/spi-bus";

/** A way to one part, and how many transfers went over it. */
export interface SimulatedSPI {
  open: (options: SPIOptions) => SPI & TwoWaySPI;
  transfers: number;
}

/** Keeps the contract of the port over a bus; the select line is low during each transfer. */
export function simulatedSPI(bus: SPIBus, select?: Net): SimulatedSPI {
  const port: SimulatedSPI = {
    transfers: 0,
    open(timing) {
      select?.drive(port, 1);
      function carry(bytes: Uint8Array): Uint8Array {
        port.transfers++;
        select?.drive(port, 0);
        const back = exchange(bus, bytes, timing);
        select?.drive(port, 1);
        return back;
      }
      return {
        write(data) { carry(typeof data === "string" ? fromBytes(data) : new Uint8Array(data.slice(0))); },
        transfer(data) {
          const back = carry(typeof data === "string" ? fromBytes(data) : data.slice());
          return (typeof data === "string" ? toBytes(back) : back) as typeof data;
        },
      };
    },
  };
  return port;
}
