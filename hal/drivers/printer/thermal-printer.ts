// Part: an ESC/POS receipt printer on a serial wire. Sources: esc-pos.ts, models.ts.

import { halError } from "../../errors";
import type { Clock, TimerId } from "../../ports/clock";
import type { PaperItem, Printer, PrinterFault } from "../../ports/printer";
import type { OpenSerial, Serial } from "../../ports/serial";
import { paperBytes } from "./esc-pos";
import type { PrinterModel } from "./models";

/** How long the printer may keep silent after the last byte of the document. */
const SILENT_MS = 3000;

/** A printer, and its wire for what shares it (a buzzer in the same case); that only writes. */
export interface ThermalPrinter extends Printer {
  serial: Serial;
}

/**
 * Opens a printer. Throws what `open` throws. A document goes out in one write with a status request behind
 * it; the printer's answers decide. Without them in 3 s after the last byte the fault is "silent". A
 * document given while another is under way is refused with "busy" and nothing of it is sent. `close` drops
 * the document that is under way: its `onDone` is not called.
 */
export function openThermalPrinter(
  wiring: { open: OpenSerial; clock: Clock; model: PrinterModel },
): ThermalPrinter {
  const clock = wiring.clock;
  const model = wiring.model;
  const status = model.status;
  let closed = false;
  let done: ((fault: PrinterFault | null) => void) | undefined;
  let timer: TimerId | undefined;
  let answers = "";

  function finish(fault: PrinterFault | null): void {
    const onDone = done;
    done = undefined;
    if (timer !== undefined) clock.stop(timer);
    timer = undefined;
    if (onDone !== undefined) onDone(fault);
  }

  function onSilent(): void {
    timer = undefined;
    finish("silent");
  }

  function onReadable(): void {
    const text = serial.read();
    if (done === undefined || text === undefined) return;
    for (const char of text) {
      if (!status.isAnswer(char.charCodeAt(0))) continue;
      answers += char;
      if (answers.length < status.answers) continue;
      finish(status.faultOf(answers));
      return;
    }
  }

  const serial = wiring.open({ baud: model.baud, onReadable: onReadable });

  return {
    columns: model.columns,
    serial: serial,
    write(document: PaperItem[], onDone: (fault: PrinterFault | null) => void): void {
      if (closed) throw halError("closed", "printer");
      if (done !== undefined) {
        clock.start(0, function () {
          if (!closed) onDone("busy");
        });
        return;
      }
      const bytes = paperBytes(document, model) + status.request;
      serial.write(bytes);
      answers = "";
      done = onDone;
      timer = clock.start(SILENT_MS + Math.ceil((bytes.length * 10_000) / model.baud), onSilent);
    },
    close(): void {
      if (closed) return;
      closed = true;
      if (timer !== undefined) clock.stop(timer);
      serial.close();
    },
  };
}
