import type { BoardConsole } from "./console";
import { LinkError } from "./link-error";
import type { Teller } from "./teller";

/** Gives true where the interpreter has such a console at all. */
const CLOSE_TELNET = '(function(){try{require("TelnetServer").setOptions({mode:"off"});return true}catch(e){return false}})()';

/**
 * Stops the program on the board, and closes the telnet console that its interpreter would open to the network. Throws
 * LinkError where the tool itself came in that way: whatever it says could be read there.
 */
export async function stopProgram(console: BoardConsole): Promise<void> {
  await console.restart("reset()");
  // The one of a Linux build is asked for when it is started.
  if (!/^ESP32/i.test(console.identity.board)) return;
  if (await console.evaluate<boolean>('E.getConsole()=="Telnet"')) {
    throw new LinkError("The console was reached over the board's WiFi, where keys could be read by others.",
      "Nothing was changed. Take the board's own wire: its USB connector, --port /dev/ttyUSB0.");
  }
  await console.evaluate(CLOSE_TELNET);
}

/**
 * An ESP32 build with Bluetooth opens a console to anybody near until the program takes it off. Switching it off for good
 * restarts the board without its program, so it comes before anything is written.
 */
export async function silenceRadio(console: BoardConsole, teller: Teller): Promise<void> {
  const isOn = await console.evaluate<boolean>('typeof ESP32!="undefined"&&!!ESP32.enableBLE&&!!ESP32.getState().BLE');
  if (!isOn) return;
  teller.line("switching Bluetooth off for good: it would open a console to anybody near");
  try {
    await console.restart("ESP32.enableBLE(false)");
  } catch {
    // A console on the chip's own USB goes with the restart.
    throw new LinkError("The board switched Bluetooth off and starts again, and its port went away meanwhile.",
      "Nothing else was changed. Run the same command once more.");
  }
  await stopProgram(console);
}
