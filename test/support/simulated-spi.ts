import type { OpenSPI } from "../../hal/ports/spi";
import { fromBytes } from "../../sim/bytes";
import type { Net } from "../../sim/pins";
import type { SPIBus } from "../../sim/spi-bus";

/** A way to one part, and how many transfers went over it. */
export interface SimulatedSPI {
  open: OpenSPI;
  transfers: number;
}

/** Keeps the contract of the port over a bus; the select line is low during each transfer. */
export function simulatedSPI(bus: SPIBus, select?: Net): SimulatedSPI {
  const port: SimulatedSPI = {
    transfers: 0,
    open(timing) {
      select?.drive(port, 1);
      return {
        write(data) {
          port.transfers++;
          const bytes = typeof data === "string" ? fromBytes(data) : new Uint8Array(data.slice(0));
          select?.drive(port, 0);
          for (const part of bus.parts) part.transfer(bytes, timing);
          select?.drive(port, 1);
        },
      };
    },
  };
  return port;
}
