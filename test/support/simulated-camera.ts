import { openArduCAM } from "../../hal/drivers/scanner/arducam";
import { VirtualClock } from "../../sim/clock";
import { createArduCAM } from "../../sim/devices/arducam";
import { createI2CBus } from "../../sim/i2c-bus";
import { Net } from "../../sim/pins";
import type { SPIBus } from "../../sim/spi-bus";
import { simulatedI2C } from "./simulated-i2c";
import { simulatedRasters } from "./simulated-rasters";
import { simulatedSPI } from "./simulated-spi";
import { virtualDeviceClock } from "./virtual-device-clock";

/** The driver of a camera and its twin, each at its end of both buses. */
export function cameraOnWires() {
  const clock = new VirtualClock();
  const bus = createI2CBus();
  const select = new Net();
  const part = createArduCAM({ clock, bus, select });
  const wires: SPIBus = { parts: [part] };
  const spi = simulatedSPI(wires, select);
  const deviceClock = virtualDeviceClock(clock);
  const camera = openArduCAM({ spi: spi.open, i2c: simulatedI2C(bus), clock: deviceClock, rasters: simulatedRasters });
  return { clock, deviceClock, bus, part, wires, spi, camera };
}
