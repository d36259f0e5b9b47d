import { fromBytes } from "../bytes";
import type { Interpreter } from "./interpreter";

const SOH = 1;
const CTRL_C = 3;
const ACK = 6;
const LF = 10;
const CR = 13;
const DLE = 16;
const CTRL_U = 21;
const NAK = 21;
const EVAL = 1;
const LENGTH_MASK = 0x1fff;

/** The board's end of a console wire. */
export interface Console {
  /** What somebody types or sends. */
  receive(bytes: Uint8Array): void;
  /** A line that the interpreter printed: give it `onConsole` of the interpreter's options. */
  printed(line: string): void;
}

/**
 * The interpreter's console as far as tools use it: lines with their echo, and packets of expressions. It is
 * deaf and mute while the interpreter has no console.
 * @param interpreter looked up when it is needed, since it is made with the console's `printed`
 * @param send takes what goes out on the wire
 */
export function createConsole(interpreter: () => Interpreter, send: (bytes: Uint8Array) => void): Console {
  let line = "";
  let echo = true;
  let escaped = false;
  /** The packet under way: kind and length first, then its data. */
  let packet: number[] | undefined;
  /** Lines printed by an expression under way. */
  let held: string[] | undefined;

  function say(text: string): void {
    if (text !== "") send(fromBytes(text));
  }

  function take(byte: number): void {
    if (packet !== undefined) return takePacket(packet, byte);
    if (escaped && byte === SOH) packet = [];
    escaped = byte === DLE;
    if (byte === DLE) {
      if (line === "") echo = false;
    } else if (byte === LF || byte === CR) {
      enter();
    } else if (byte === CTRL_U || byte === CTRL_C) {
      line = "";
    } else if (byte >= 32) {
      line += String.fromCharCode(byte);
      if (echo) say(String.fromCharCode(byte));
    }
  }

  function enter(): void {
    const source = line;
    const quiet = !echo;
    line = "";
    echo = true;
    if (source.trim() === "") return;
    const value = interpreter().run(source);
    if (!quiet && interpreter().listening) say(`\r\n=${String(value)}\r\n>`);
  }

  function takePacket(taken: number[], byte: number): void {
    taken.push(byte);
    const length = ((taken[0]! << 8) | (taken[1] ?? 0)) & LENGTH_MASK;
    if (taken.length < 2 || taken.length - 2 < length) return;
    packet = undefined;
    echo = true;
    answer(taken[0]! >> 5 === EVAL ? String.fromCharCode(...taken.slice(2)) : "");
  }

  /** What an expression prints comes before the answer, what was wrong with it behind the refusal. */
  function answer(expression: string): void {
    const lines: string[] = [];
    held = lines;
    const value = interpreter().evaluate(expression);
    held = undefined;
    const wrong = value === undefined ? lines.filter((text) => text.startsWith("Uncaught ")) : [];
    for (const text of lines) if (!wrong.includes(text)) say(`${text}\r\n`);
    if (value !== undefined) say(String.fromCharCode(ACK, DLE, SOH, value.length >> 8, value.length & 255) + value);
    else if (interpreter().running) say([String.fromCharCode(NAK), ...wrong, ""].join("\r\n"));
  }

  return {
    receive: (bytes) => { for (const byte of bytes) if (interpreter().listening) take(byte); },
    printed: (text) => {
      if (held === undefined) say(`${text}\r\n`);
      else held.push(text);
    },
  };
}
