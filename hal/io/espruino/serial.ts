import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { OpenSerial, Serial as Opened, SerialOptions } from "../../ports/serial";

/**
 * A wire on one of the interpreter's serial ports, which one part at a time may open. `onReadable` may be put into its
 * options later.
 * @param where the pins; or the device file, on a board that is a Linux computer (device-file.ts)
 */
export function wire(port: Serial, where: SerialSetup): OpenSerial {
  return function (options: SerialOptions): Opened {
    let open = true;
    let waiting = "";
    port.on("data", function (data: Bytes) {
      waiting = waiting ? waiting + data : data;
      if (options.onReadable && open) options.onReadable(waiting.length);
    });
    port.setup(options.baud, where);
    return {
      read: function (): Bytes | undefined {
        const data = waiting;
        waiting = "";
        return data || undefined;
      },
      write: function (data: Bytes) {
        if (!open) throw halError("closed", "the wire is closed");
        port.write(data);
      },
      close: function () {
        if (!open) return;
        open = false;
        waiting = "";
        port.removeAllListeners("data");
        port.unsetup();
      },
    };
  };
}
