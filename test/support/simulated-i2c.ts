import { halError } from "../../hal/errors";
import type { OpenI2C } from "../../hal/ports/i2c";
import { fromBytes, toBytes } from "../../sim/bytes";
import type { I2CBus } from "../../sim/i2c-bus";

/** Keeps the contract of the port over a simulated bus. */
export function simulatedI2C(bus: I2CBus): OpenI2C {
  return ({ address }) => ({
    read(count) {
      const bytes = bus.read(address, count);
      if (typeof bytes === "string") throw halError("missing", "i2c");
      return toBytes(bytes);
    },
    write(data) {
      if (bus.write(address, fromBytes(data)) !== "done") throw halError("missing", "i2c");
    },
  });
}
