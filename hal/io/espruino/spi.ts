import type { Bytes } from "../../ports/bytes";
import type { OpenSPI, SPI as Opened, SPIOptions } from "../../ports/spi";

/** The pins of a bus, and the line that selects the part on it; a part that is alone may have none. */
export interface SPIPins {
  clock: Pin;
  data: Pin;
  select?: Pin;
}

/**
 * One of the interpreter's hardware SPI ports, with one part on it. On ESP32 the port takes its standard input pin
 * along (SPI1: D12, SPI2: D19): nothing else may hang there.
 */
export function spi(port: SPI, wiring: SPIPins): OpenSPI {
  return function (options: SPIOptions): Opened {
    const select = wiring.select;
    port.setup({ sck: wiring.clock, mosi: wiring.data, baud: options.hz, mode: options.mode });
    if (select === undefined) return { write: function (data: Bytes | ArrayBuffer) { port.write(data); } };
    // Said once, the pin's mode is not set anew with each transfer.
    pinMode(select, "output");
    digitalWrite(select, 1);
    return { write: function (data: Bytes | ArrayBuffer) { port.write(data, select); } };
  };
}
