import { createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { openPseudoTerminal } from "./pseudo-terminal";
import type { World } from "./world";

/** A way to the console of whatever runs in a world, by the name that the tools take. */
export interface ConsoleBridge {
  name: string;
  close(): Promise<void>;
}

const SOH = 1;
const DLE = 16;
const HEAD_BYTES = 4;
const LENGTH_MASK = 0x1fff;
/** Clears the console's line: as many as one likes may stand before a packet or a line. */
const FILLER = 0x15;
/** What the interpreter takes from a wire at once. */
const READ_BYTES = 32;

/**
 * The interpreter on Linux reads its wires in a thread of its own, which shares a queue with the program without a lock:
 * it adds to what was queued last, unless both together were longer than 63 bytes, while the program may be taking that
 * very piece away. So everything goes in pieces of 32 bytes, which are never added to another: a packet goes when it is
 * whole, with fillers before it. A board needs none of this.
 */
function makeFeed(write: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  let waiting = Buffer.alloc(0);
  return (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    while (waiting.length > 0) {
      const start = waiting.indexOf(Uint8Array.of(DLE, SOH));
      let length = start < 0 ? waiting.length : start;
      if (start === 0) {
        if (waiting.length < HEAD_BYTES) return;
        length = HEAD_BYTES + (waiting.readUInt16BE(2) & LENGTH_MASK);
        if (waiting.length < length) return;
      }
      const fillers = Buffer.alloc((READ_BYTES - (length % READ_BYTES)) % READ_BYTES, FILLER);
      write(Buffer.concat([fillers, waiting.subarray(0, length)]));
      waiting = waiting.subarray(length);
    }
  };
}

/** A serial port that leads to the console. */
export async function bridgeSerial(world: World): Promise<ConsoleBridge> {
  const wire = await openPseudoTerminal(join(world.folder, "console"));
  const console = world.console!.part;
  wire.part.onData = makeFeed((bytes) => { console.write(bytes); });
  console.onData = (bytes) => { wire.part.write(bytes); };
  return { name: wire.path, close: () => wire.close() };
}

/** A wire that turns a bit round in every byte of this number, counted over both directions. */
function noise(everyBytes: number): (bytes: Uint8Array) => Uint8Array {
  let count = 0;
  return (bytes) => Uint8Array.from(bytes, (byte) => (++count % everyBytes === 0 ? byte ^ 0x10 : byte));
}

/**
 * A TCP port that leads to the console; its connections end with the terminal's power.
 * @param spoilEvery spoils every byte of this number
 */
export async function bridgeTCP(world: World, spoilEvery = Infinity): Promise<ConsoleBridge> {
  const spoil = noise(spoilEvery);
  const sockets = new Set<Socket>();
  const console = world.console!.part;
  const feed = makeFeed((bytes) => { console.write(spoil(bytes)); });
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", feed);
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const drop = () => { for (const socket of sockets) socket.destroy(); };
  console.onData = (bytes) => {
    const arriving = spoil(bytes);
    for (const socket of sockets) socket.write(arriving);
  };
  world.onPowerOff = drop;
  return {
    name: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      drop();
      await closed;
    },
  };
}
