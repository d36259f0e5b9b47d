// Part: a bare 58 mm ESC/POS head on a TTL wire, without flow control. Sources: esc-pos.ts, models.ts, status.ts.

import { halError } from "../../errors";
import type { Bytes } from "../../ports/bytes";
import type { Clock, TimerId } from "../../ports/clock";
import type { PaperItem, Printer, PrinterFault } from "../../ports/printer";
import type { OpenSerial } from "../../ports/serial";
import { codeRows } from "./code-rows";
import { itemBytes, startBytes, styleBytes } from "./esc-pos";
import type { Style } from "./esc-pos";
import type { HeadModel } from "./models";

/** How long the head may keep silent when all that it has is printed, and how often it is asked: a byte may be lost. */
const ANSWER_MS = 1500;
const TRIES = 2;
/** What the head may still have to print when it gets more: enough to go on without a stop, little enough to keep. */
const AHEAD_MS = 250;
/**
 * Its state is asked for again after so many bytes: paper ends in the middle, and what is sent then has to fit into
 * 256 bytes together with what is ahead, or the head loses half a command and takes the next document for the rest.
 */
const ASK_EVERY_BYTES = 120;
/** Dots of a row with its gap, of the same in big, of a code at the most, of a row of modules. */
const ROW_DOTS = 32;
const BIG_ROW_DOTS = 56;
const CODE_DOTS = 360;
const MODULE_DOTS = 8;

/** How many rows of dots an item takes at the most. */
function dotsOf(item: PaperItem, columns: number): number {
  switch (item.kind) {
    case "text": {
      const rows = Math.ceil((item.text.length * (item.big ? 2 : 1)) / columns);
      return Math.max(rows, 1) * (item.big ? BIG_ROW_DOTS : ROW_DOTS);
    }
    case "pair": return 2 * (item.big ? BIG_ROW_DOTS : ROW_DOTS);
    case "feed": return item.rows * ROW_DOTS;
    case "qr": return CODE_DOTS;
    case "rule": return ROW_DOTS;
    default: return 4 * ROW_DOTS;
  }
}

/**
 * Opens a head. Throws what `open` throws. A document begins with a question for the state; then it goes out command
 * by command, never more than the head prints in a quarter of a second ahead of it, with a question every few rows
 * and a last one when all is printed. A fault ends it between two commands: what is not yet sent is not sent. A
 * document given while another is under way is refused with "busy". `close` drops the one that is under way.
 */
export function openThermalHead(wiring: { open: OpenSerial; clock: Clock; model: HeadModel }): Printer {
  const clock = wiring.clock;
  const model = wiring.model;
  const status = model.status;
  let closed = false;
  let done: ((fault: PrinterFault | null) => void) | undefined;
  let document: PaperItem[] = [];
  let at = 0;
  // What goes out before the next item: the beginning, and the rows of a code that is drawn.
  let rows: Bytes[] = [];
  let style: Style = { align: "left", big: false };
  let aheadMs = 0;
  let unasked = 0;
  let asking = false;
  let answers = "";
  let tries = 0;
  let timer: TimerId | undefined;

  function finish(fault: PrinterFault | null): void {
    const onDone = done;
    done = undefined;
    asking = false;
    rows = [];
    document = [];
    at = 0;
    aheadMs = 0;
    tries = 0;
    if (timer !== undefined) clock.stop(timer);
    timer = undefined;
    if (onDone !== undefined) onDone(fault);
  }

  function wait(delayMs: number): void {
    timer = clock.start(delayMs, onTimer);
  }

  function ask(): void {
    serial.write(status.request);
    answers = "";
    asking = true;
    unasked = 0;
    wait(ANSWER_MS + aheadMs);
  }

  /** Sends one command and waits until the head can do with another one. */
  function send(bytes: Bytes, dots: number): void {
    serial.write(bytes);
    unasked += bytes.length;
    const wireMs = Math.ceil((bytes.length * 10_000) / model.baud);
    aheadMs += Math.ceil((dots * model.dotRowUs) / 1000);
    const delayMs = Math.max(wireMs, aheadMs - AHEAD_MS);
    aheadMs = Math.max(0, aheadMs - delayMs);
    wait(delayMs);
  }

  function sendNext(): void {
    const row = rows.shift();
    if (row !== undefined) {
      send(row, row === "\n" ? ROW_DOTS : MODULE_DOTS);
      return;
    }
    const item = document[at] as PaperItem;
    at++;
    if (item.kind === "qr" && !model.makesCodes) {
      rows = codeRows(item.draw(item.text));
      // White above and below: a reader wants four modules of it.
      rows.push("\n");
      send(styleBytes(style, "center", false) + "\n", ROW_DOTS);
    } else send(itemBytes(item, model, style), dotsOf(item, model.columns));
  }

  function isSent(): boolean {
    return at === document.length && rows.length === 0;
  }

  function goOn(): void {
    if (!isSent() && unasked < ASK_EVERY_BYTES) return sendNext();
    if (!isSent() || aheadMs === 0) return ask();
    wait(aheadMs);
    aheadMs = 0;
  }

  function onTimer(): void {
    timer = undefined;
    tries = asking ? tries + 1 : 0;
    if (tries === TRIES) return finish("silent");
    try {
      if (asking) ask();
      else goOn();
    } catch {
      finish("silent");
    }
  }

  function onAnswered(): void {
    if (timer !== undefined) clock.stop(timer);
    timer = undefined;
    asking = false;
    tries = 0;
    const fault = status.faultOf(answers);
    if (fault !== null || (isSent() && aheadMs === 0)) return finish(fault);
    onTimer();
  }

  function onReadable(): void {
    const text = serial.read();
    if (!asking || text === undefined) return;
    for (const char of text) {
      if (!status.isAnswer(char.charCodeAt(0))) continue;
      answers += char;
      if (answers.length === status.answers) return onAnswered();
    }
  }

  const serial = wiring.open({ baud: model.baud, onReadable: onReadable });

  return {
    columns: model.columns,
    write(wanted: PaperItem[], onDone: (fault: PrinterFault | null) => void): void {
      if (closed) throw halError("closed", "printer");
      if (done !== undefined) {
        clock.start(0, function () {
          if (!closed) onDone("busy");
        });
        return;
      }
      ask();
      document = wanted;
      if (wanted.length > 0) rows = [startBytes(model)];
      style = { align: "left", big: false };
      done = onDone;
    },
    close(): void {
      if (closed) return;
      closed = true;
      if (timer !== undefined) clock.stop(timer);
      serial.close();
    },
  };
}
