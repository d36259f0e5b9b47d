import { createServer, type AddressInfo, type Socket } from "node:net";
import { createConsole } from "../espruino/console";
import { createInterpreter, type Interpreter, type InterpreterOptions } from "../espruino/interpreter";
import { startRealTime } from "./real-time";

/** A stand-in interpreter whose console is a TCP port of this machine. */
export interface ConsoleServer {
  interpreter: Interpreter;
  /** `tcp://127.0.0.1:…` */
  name: string;
  /** Drops who is connected, as a cable that is pulled. */
  unplug(): void;
  close(): Promise<void>;
}

/** Boots a stand-in and serves its console on loopback, to one after another, as the interpreter's Telnet does. */
export async function serveConsole(options: InterpreterOptions): Promise<ConsoleServer> {
  const sockets = new Set<Socket>();
  const time = startRealTime(options.clock);
  const console = createConsole(() => interpreter, (bytes) => { for (const socket of sockets) socket.write(bytes); });
  const interpreter: Interpreter = createInterpreter({ ...options, onConsole: console.printed });
  interpreter.boot();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (data) => {
      time.poke();
      console.receive(data);
      time.poke();
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const unplug = () => { for (const socket of sockets) socket.destroy(); };
  return {
    interpreter,
    unplug,
    name: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      time.stop();
      interpreter.powerOff();
      const closed = new Promise((resolve) => server.close(resolve));
      unplug();
      await closed;
    },
  };
}
