// A voice module on a chip that has two UARTs beside its console. The scanner's is full duplex: a scanner that is never
// told anything takes only its receiving half, and both parts speak at 9600 baud.

import type { Device } from "../../device";
import { PLAIN_SCANNER } from "../../drivers/scanner/models";
import { openSerialScanner } from "../../drivers/scanner/serial-scanner";
import { openDFPlayer } from "../../drivers/speaker/dfplayer";
import { pins } from "../../io/espruino/digital";
import { wire } from "../../io/espruino/serial";
import type { Serial as Opened, SerialOptions } from "../../ports/serial";
import type { UARTPins } from "./engine";
import type { TerminalPins } from "./terminal";

/** Where a voice module hangs beside the parts of a terminal. Its TXD has no wire: BUSY tells what there is to know. */
export interface VoicePins extends TerminalPins {
  scanner: UARTPins;
  voice: { transmit: Pin; busy: Pin };
}

/**
 * Gives a terminal a voice. Its scanner has to look by itself from then on and to end its codes with CR; the pin that
 * transmits to the scanner stays free.
 * @param volume 1 to 30
 */
export function giveVoice(device: Device, map: VoicePins, volume: number): void {
  const options: SerialOptions = { baud: PLAIN_SCANNER.baud };
  const line = wire(Serial2, { rx: map.scanner.receive, tx: map.voice.transmit })(options);
  const half: Opened = { read: function () { return undefined; }, write: line.write, close: function () {} };
  device.speaker = openDFPlayer({
    open: function () { return half; }, busy: pins([map.voice.busy])({ mode: "inputPullUp" }),
    clock: device.clock, volume: volume, instead: device.speaker,
  });
  device.openScanner = function (wanted) {
    return openSerialScanner({
      open: function (how) {
        options.onReadable = how.onReadable;
        return line;
      },
      clock: device.clock, model: PLAIN_SCANNER,
    }, wanted);
  };
}
