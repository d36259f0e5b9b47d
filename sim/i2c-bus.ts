/** A part on the bus, as its address sees transfers. */
export interface I2CPart {
  /** Bytes of one write; false where the part does not take them (no acknowledge). */
  write(bytes: Uint8Array): boolean;
  /** The bytes of one read. Those that are missing to `count` read as 0xFF: nobody holds the wire down. */
  read(count: number): Uint8Array;
}

/** Two wires that parts share. */
export interface I2CBus {
  /** Parts by their seven-bit address; one that is taken out does not answer. */
  parts: Map<number, I2CPart>;
  /** A part or a short holds a wire down: no transfer comes through. */
  stuck: boolean;
  /** Transfers that were begun, for drivers that must leave a bus alone. */
  transfers: number;
  /** How a write ended. */
  write(address: number, bytes: Uint8Array): "done" | "refused" | "stuck";
  /** What a read gave, or how it failed. */
  read(address: number, count: number): Uint8Array | "refused" | "stuck";
}

/** Makes a bus without parts. */
export function createI2CBus(): I2CBus {
  const bus: I2CBus = {
    parts: new Map(),
    stuck: false,
    transfers: 0,
    write(address, bytes) {
      bus.transfers++;
      if (bus.stuck) return "stuck";
      return bus.parts.get(address)?.write(bytes) === true ? "done" : "refused";
    },
    read(address, count) {
      bus.transfers++;
      if (bus.stuck) return "stuck";
      const given = bus.parts.get(address)?.read(count);
      if (given === undefined) return "refused";
      const bytes = new Uint8Array(count).fill(0xff);
      bytes.set(given.subarray(0, count));
      return bytes;
    },
  };
  return bus;
}
