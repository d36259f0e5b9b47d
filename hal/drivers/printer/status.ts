import type { Bytes } from "../../ports/bytes";
import type { PrinterFault } from "../../ports/printer";

/** How a printer is asked for its state, and what it says. */
export interface StatusQuery {
  request: Bytes;
  /** Bytes that come back. */
  answers: number;
  /** True for a byte that can be one of them: the rest is noise or flow control. */
  isAnswer(byte: number): boolean;
  /** What the answers say, the cause that the merchant can mend first. */
  faultOf(answers: Bytes): PrinterFault | null;
}

/**
 * Real-time status: the causes of being off line, of errors, and the paper (DLE EOT 2, 3 and 4). The answers come at
 * once, whatever still waits to be printed. Source: Epson ESC/POS Command Reference, DLE EOT; the same bits in the
 * manuals of Cashino heads, "Real-time transmission status".
 */
export const REAL_TIME_STATUS: StatusQuery = {
  request: "\x10\x04\x02\x10\x04\x03\x10\x04\x04",
  answers: 3,
  // Two bits are always set, three never.
  isAnswer(byte: number): boolean { return (byte & 0x93) === 0x12; },
  faultOf(answers: Bytes): PrinterFault | null {
    const causes = answers.charCodeAt(0);
    if (causes & 0x04) return "coverOpen";
    if (causes & 0x20 || answers.charCodeAt(2) & 0x60) return "paperOut";
    if (answers.charCodeAt(1) & 0x40) return "hot";
    return causes & 0x40 || answers.charCodeAt(1) & 0x28 ? "fault" : null;
  },
};

/**
 * One byte about paper and head (ESC v 0), which comes when all before it is printed: it paces as well. Source:
 * CSN-A2 user manual, "Transmit paper sensor status", and Cashino CSN-A1 manual, "Transmit the printer status".
 */
export const SENSOR_STATUS: StatusQuery = {
  request: "\x1bv\x00",
  answers: 1,
  isAnswer(byte: number): boolean { return (byte & 0xb3) === 0; },
  faultOf(answers: Bytes): PrinterFault | null {
    const state = answers.charCodeAt(0);
    if (state & 0x04) return "paperOut";
    if (state & 0x40) return "hot";
    return state & 0x08 ? "fault" : null;
  },
};
