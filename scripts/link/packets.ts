// The packets of the interpreter's console (its README_Protocol.md, from 2v25 on): DLE SOH, two bytes of
// kind and length, data; an ACK or a NAK comes back, and after the ACK of an expression its value as
// a packet. Everything else on the wire is text that somebody printed.

const SOH = 1;
const ACK = 6;
const DLE = 16;
const XON = 17;
const XOFF = 19;
const NAK = 21;
const EVAL = 0x2000;
const LENGTH_MASK = 0x1fff;
/** Lengths whose low byte the console would take for Ctrl-C or for flow control on its way. */
const AVOIDED = [3, XON, XOFF];

/** The longest expression that one packet takes. */
export const EXPRESSION_BYTES_MAX = 8_000;

/** One packet that evaluates an expression (ASCII). */
export function evaluationPacket(expression: string): Uint8Array {
  let text = expression;
  while (AVOIDED.includes(text.length & 255)) text += " ";
  if (text.length > EXPRESSION_BYTES_MAX) throw new Error(`an expression of ${text.length} bytes`);
  const head = EVAL | text.length;
  return Buffer.concat([Uint8Array.of(DLE, SOH, head >> 8, head & 255), Buffer.from(text, "latin1")]);
}

export type Arrival = { kind: "ack" } | { kind: "nak" } | { kind: "value"; text: string } | { kind: "text"; text: string };

/** Takes what comes from a console apart. Flow control bytes are dropped: the console escapes them in values. */
export class PacketReader {
  private head: number[] = [];
  private left = 0;
  private value = "";

  /** Of any piece of the stream: what it completes, in order. */
  read(bytes: Uint8Array): Arrival[] {
    const found: Arrival[] = [];
    let text = "";
    const flush = () => {
      if (text !== "") found.push({ kind: "text", text });
      text = "";
    };
    for (const byte of bytes) {
      if (byte === XON || byte === XOFF) {
        // Not of the head either: it was put between by the wire.
        if (this.head.length < 2) continue;
      }
      if (this.left > 0) {
        this.value += String.fromCharCode(byte);
        if (--this.left === 0) found.push(this.taken());
      } else if (this.head.length > 0 || byte === DLE) {
        this.head.push(byte);
        if (this.head.length === 2 && byte !== SOH) this.head = [];
        if (this.head.length < 4) continue;
        this.left = ((this.head[2]! << 8) | byte) & LENGTH_MASK;
        this.head = [];
        flush();
        if (this.left === 0) found.push(this.taken());
      } else if (byte === ACK || byte === NAK) {
        flush();
        found.push({ kind: byte === ACK ? "ack" : "nak" });
      } else {
        text += String.fromCharCode(byte);
      }
    }
    flush();
    return found;
  }

  private taken(): Arrival {
    const text = this.value;
    this.value = "";
    return { kind: "value", text };
  }
}
