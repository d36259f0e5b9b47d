/** How the bits of a transfer lie on the wires. */
export interface SPITiming {
  hz: number;
  mode: number;
}

/** A part on the bus. It looks at its own select line: every part sees every transfer. */
export interface SPIPart {
  transfer(bytes: Uint8Array, timing: SPITiming): void;
}

/** The two wires that parts share, outwards only. */
export interface SPIBus {
  parts: SPIPart[];
}
