import type { Bytes } from "../../ports/bytes";

/**
 * Takes the console off every wire at once, unless it is to be kept: what arrives on a console is executed as
 * a program, and a scanner's wire is no place for that. Errors are silent afterwards.
 *
 * What it gives says one line on the wire that was the console's, with the free variables behind it. It may be called
 * in the run of the start alone: input waits until that run has ended, and then there is no console again.
 */
export function openConsole(keep: boolean): (line: Bytes) => void {
  const wire = E.getConsole();
  if (!keep) E.setConsole(null, { force: true });
  return function (line) {
    if (wire === null) return;
    E.setConsole(wire, { force: true });
    print(line + ", " + process.memory().free + " variables free");
    if (!keep) E.setConsole(null, { force: true });
  };
}

/**
 * Closes the console that the interpreter of an ESP32 offers to the whole network on port 23. It listens from its first
 * idle moment on, before a network is joined: this is for the run of the start.
 */
export function closeTelnet(): void {
  require("TelnetServer").setOptions({ mode: "off" });
}
