/**
 * Takes the console off every wire: what arrives on a console is executed as a program, and a
 * scanner's wire is no place for that. Errors are silent afterwards.
 */
export function takeConsoleOff(): void {
  E.setConsole(null, { force: true });
}

/** Closes the console that the interpreter of an ESP32 offers to the whole network on port 23, before it is joined. */
export function closeTelnet(): void {
  require("TelnetServer").setOptions({ mode: "off" });
}
