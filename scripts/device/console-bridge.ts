import { createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { openPseudoTerminal } from "./pseudo-terminal";
import type { World } from "./world";

/** A way to the console of whatever runs in a world, by the name that the tools take. */
export interface ConsoleBridge {
  name: string;
  close(): Promise<void>;
}

/** A serial port that leads to the console. */
export async function bridgeSerial(world: World): Promise<ConsoleBridge> {
  const wire = await openPseudoTerminal(join(world.folder, "console"));
  wire.part.onData = (bytes) => { world.terminal.type(bytes); };
  world.onConsole = (bytes) => { wire.part.write(bytes); };
  return { name: wire.path, close: () => wire.close() };
}

/** A TCP port that leads to the console; its connections end with the terminal's power. */
export async function bridgeTCP(world: World): Promise<ConsoleBridge> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (bytes) => { world.terminal.type(bytes); });
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const drop = () => { for (const socket of sockets) socket.destroy(); };
  world.onConsole = (bytes) => { for (const socket of sockets) socket.write(bytes); };
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
