import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { OpenSerial, Serial as Opened, SerialOptions } from "../../ports/serial";

/**
 * A wire on one of the interpreter's serial ports, which one part at a time may open.
 * @param where the pins; or the device file, on a board that is a Linux computer: opening throws "missing" when
 *   there is none, where the interpreter itself would take the port for open
 */
export function wire(port: Serial, where: SerialSetup): OpenSerial {
  const path = where.path;
  return function (options: SerialOptions): Opened {
    let open = true;
    let waiting = "";
    const onReadable = options.onReadable;
    if (path && !require("fs").statSync(path)) throw halError("missing", "there is no " + path);
    port.on("data", function (data: Bytes) {
      waiting = waiting ? waiting + data : data;
      if (onReadable && open) onReadable(waiting.length);
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

/** A wire that leads nowhere: what is written to it is lost. */
function openNothing(): Opened {
  return {
    read: function (): undefined { return undefined; },
    write: function () { return; },
    close: function () { return; },
  };
}

/** Like `wire`, but a part that is not there does not keep the terminal from starting: it is silent. */
export function wireOrNone(port: Serial, path: string): OpenSerial {
  const open = wire(port, { path: path });
  return function (options: SerialOptions): Opened {
    try {
      return open(options);
    } catch (error) {
      return openNothing();
    }
  };
}
