import type { OpenSerial, Serial as Opened, SerialOptions } from "../../ports/serial";
import { wire } from "./serial";

/** How often it is seen whether an adapter is still plugged in: nobody changes plugs faster. */
const LOOK_MS = 500;

/**
 * A wire on a device file of a Linux computer. Without the file the interpreter takes the port for open: nothing comes,
 * and what is written is lost. An adapter that is pulled leaves a port that is open for ever and keeps its name taken;
 * so the port is set up anew when the file goes, which closes it, and when it comes.
 */
export function deviceFile(port: Serial, path: string): OpenSerial {
  return function (options: SerialOptions): Opened {
    const opened = wire(port, { path: path })(options);
    const close = opened.close;
    let isThere = !!require("fs").statSync(path);
    const looking = setInterval(function () {
      if (!!require("fs").statSync(path) === isThere) return;
      isThere = !isThere;
      port.setup(options.baud, { path: path });
      if (isThere && options.onBack) options.onBack();
    }, LOOK_MS);
    opened.close = function () {
      clearInterval(looking);
      close();
    };
    return opened;
  };
}
