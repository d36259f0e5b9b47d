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
/** A low byte of a length below this is padded away: Ctrl-C interrupts, Ctrl-D ends a Linux build, others steer the flow. */
const PRINTABLE = 32;

/** The longest expression that one packet takes. */
export const EXPRESSION_BYTES_MAX = 8_000;

/** An expression whose value comes as JSON, longer by a blank where the value's length would be taken for flow control. */
export function jsonOf(expression: string): string {
  return `(function(s,n){n=E.toJS(s).length&255;return n==${XON}||n==${XOFF}?s+" ":s})(JSON.stringify(${expression}))`;
}

/** One packet that evaluates an expression (ASCII). Its value must be shorter than 4,352 bytes, for the same reason. */
export function evaluationPacket(expression: string): Uint8Array {
  const text = expression + " ".repeat(Math.max(0, PRINTABLE - (expression.length & 255)));
  if (text.length > EXPRESSION_BYTES_MAX) throw new Error(`an expression of ${text.length} bytes`);
  const head = EVAL | text.length;
  return Buffer.concat([Uint8Array.of(DLE, SOH, head >> 8, head & 255), Buffer.from(text, "latin1")]);
}

export type Arrival = { kind: "ack" } | { kind: "nak" } | { kind: "value"; text: string } | { kind: "text"; text: string };

/**
 * Takes what comes from a console apart. Flow control bytes are dropped, as a serial port does by itself: the console escapes
 * them in values, and `evaluationPacket` keeps them out of the lengths.
 */
export class PacketReader {
  private head: number[] = [];
  private left = 0;
  private value = "";

  /** Forgets the packet that is under way: the rest of it was lost. */
  reset(): void {
    this.head = [];
    this.left = 0;
    this.value = "";
  }

  /** Of any piece of the stream: what it completes, in order. */
  read(bytes: Uint8Array): Arrival[] {
    const found: Arrival[] = [];
    let text = "";
    const flush = () => {
      if (text !== "") found.push({ kind: "text", text });
      text = "";
    };
    for (const byte of bytes) {
      if (byte === XON || byte === XOFF) continue;
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
