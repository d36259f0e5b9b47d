import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { I2C as Opened, I2COptions, OpenI2C } from "../../ports/i2c";

/** The two pins of a bus, and how fast its slowest part is. */
export interface BusSetup {
  data: unknown;
  clock: unknown;
  hz: number;
}

/** Whatever the interpreter says of a transfer that failed: there is one answer to it. */
function missing(address: number): unknown {
  return halError("missing", "no answer on the bus at " + address);
}

/** Sets up one of the interpreter's I2C ports, which all parts on its two wires share. */
export function bus(port: I2C, setup: BusSetup): OpenI2C {
  port.setup({ sda: setup.data, scl: setup.clock, bitrate: setup.hz });
  return function (options: I2COptions): Opened {
    const address = options.address;
    return {
      read: function (count: number): Bytes {
        let text: Bytes | undefined;
        try {
          text = E.toString(port.readFrom(address, count));
        } catch (error) {
          throw missing(address);
        }
        // Without memory there is no text.
        if (!text) throw missing(address);
        return text;
      },
      write: function (data: Bytes) {
        try {
          port.writeTo(address, data);
        } catch (error) {
          throw missing(address);
        }
      },
    };
  };
}
