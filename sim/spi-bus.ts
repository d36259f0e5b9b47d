/** How the bits of a transfer lie on the wires. */
export interface SPITiming {
  hz: number;
  mode: number;
}

/** A part on the bus. It looks at its own select line: every part sees every transfer. */
export interface SPIPart {
  /** What it gives back meanwhile, as many bytes; nothing where it leaves the wire back to others. */
  transfer(bytes: Uint8Array, timing: SPITiming): Uint8Array | void;
}

/** The wires that parts share. */
export interface SPIBus {
  parts: SPIPart[];
  /** The number of the chip's pin that the wire back hangs on; without one nothing comes back. */
  input?: number;
  /** Two parts drove the wire back at one time: on a board something gets hot. */
  shorted?: boolean;
}

/** Carries bytes to all parts and gives what came back: all ones where nobody answers. */
export function exchange(bus: SPIBus, bytes: Uint8Array, timing: SPITiming): Uint8Array {
  const back = new Uint8Array(bytes.length).fill(255);
  let answers = 0;
  for (const part of bus.parts) {
    const given = part.transfer(bytes, timing);
    if (given === undefined) continue;
    if (++answers > 1) bus.shorted = true;
    for (let at = 0; at < back.length; at++) back[at]! &= given[at] ?? 255;
  }
  return back;
}
