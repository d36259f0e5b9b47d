/**
 * Takes the console off every wire: what arrives on a console is executed as a program, and a
 * scanner's wire is no place for that. Errors are silent afterwards.
 */
export function takeConsoleOff(): void {
  E.setConsole(null, { force: true });
}
