import type { Bytes } from "../../ports/bytes";
import type { OpenSPI, OpenTwoWaySPI, SPI as Opened, SPIOptions, TwoWaySPI } from "../../ports/spi";

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

/** The wires that several parts share, `input` the one back, and the line of each part: high from the start. */
export interface SPIBusPins {
  clock: Pin;
  data: Pin;
  input: Pin;
  selects: Pin[];
}

/**
 * One of the interpreter's hardware SPI ports with several parts on it. Parts may want different speeds and modes: a port
 * that was last used by another part is set up anew.
 */
export function spiBus(port: SPI, wiring: SPIBusPins): (select: Pin) => OpenTwoWaySPI {
  let owner: SPIOptions | undefined;
  // All of them before the first bit: a line that floats would let its part listen to another's.
  for (const select of wiring.selects) {
    pinMode(select, "output");
    digitalWrite(select, 1);
  }
  return function (select: Pin): OpenTwoWaySPI {
    return function (options: SPIOptions): TwoWaySPI {
      function own(): void {
        if (owner === options) return;
        owner = options;
        port.setup({
          sck: wiring.clock, mosi: wiring.data, miso: wiring.input, baud: options.hz, mode: options.mode,
        });
      }
      return {
        write: function (data: Bytes | ArrayBuffer) {
          own();
          port.write(data, select);
        },
        transfer: function <Data extends Bytes | Uint8Array>(data: Data): Data {
          own();
          return port.send(data, select);
        },
      };
    };
  };
}
