import { connect } from "node:net";
import { SerialPort } from "serialport";
import { LinkError } from "./link-error";

/** A way to a board's console, for bytes in both directions. */
export interface Port {
  /** As the user gave it. */
  name: string;
  write(bytes: Uint8Array): void;
  onData: ((bytes: Uint8Array) => void) | undefined;
  /** The other side went away: unplugged, switched off, connection closed. Not told after `close`. */
  onGone: (() => void) | undefined;
  close(): Promise<void>;
}

export interface PortOptions {
  /** Of a serial port; the interpreter's own is 115,200. */
  baud?: number;
}

const CONNECT_MS = 5_000;

/**
 * Opens `tcp://host:port`, or a serial port by its name (`/dev/ttyUSB0`, `COM3`) with XON/XOFF, alone.
 * Throws LinkError with what to do.
 */
export function openPort(name: string, options: PortOptions = {}): Promise<Port> {
  const tcp = /^tcp:\/\/\[?([^/\]]+)\]?:(\d+)\/?$/.exec(name);
  if (tcp !== null) return openTCP(name, tcp[1]!, Number(tcp[2]));
  if (name.includes("://")) throw new LinkError(`${name} is no port`, "Write a serial port such as /dev/ttyUSB0, or tcp://host:2323.");
  return openSerial(name, options.baud ?? 115_200);
}

function openTCP(name: string, host: string, number: number): Promise<Port> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: number, noDelay: true });
    const limit = setTimeout(() => socket.destroy(new Error("ETIMEDOUT")), CONNECT_MS);
    socket.once("error", (error) => { clearTimeout(limit); reject(portError(name, error)); });
    socket.once("connect", () => {
      clearTimeout(limit);
      let closed = false;
      const port: Port = {
        name, onData: undefined, onGone: undefined,
        write: (bytes) => { socket.write(bytes); },
        close: () => new Promise((done) => {
          closed = true;
          if (socket.closed) return done();
          socket.once("close", () => done());
          socket.destroy();
        }),
      };
      socket.on("error", () => undefined);
      socket.on("data", (data) => port.onData?.(data));
      socket.on("close", () => { if (!closed) port.onGone?.(); });
      resolve(port);
    });
  });
}

function openSerial(name: string, baud: number): Promise<Port> {
  return new Promise((resolve, reject) => {
    const serial = new SerialPort({ path: name, baudRate: baud, xon: true, xoff: true, autoOpen: false });
    serial.open((error) => {
      if (error !== null) return reject(portError(name, error));
      let closed = false;
      const port: Port = {
        name, onData: undefined, onGone: undefined,
        write: (bytes) => { serial.write(bytes); },
        close: () => new Promise((done) => {
          closed = true;
          if (serial.isOpen) serial.close(() => done());
          else done();
        }),
      };
      serial.on("error", () => undefined);
      serial.on("data", (data: Buffer) => port.onData?.(data));
      serial.on("close", () => { if (!closed) port.onGone?.(); });
      resolve(port);
    });
  });
}

/** What the system says, and what it means for somebody with a cable in the hand. */
const FAULTS: [said: RegExp, what: string, advice: string][] = [
  [/EACCES|EPERM|permission denied|access denied/i, "may not be opened by you",
    "Linux: add yourself to its group (sudo usermod -a -G dialout $USER), log out and in again."],
  [/ENOENT|no such file|file not found/i, "is not there",
    "Plug the board in, with a cable that carries data, and look at the list of npm run doctor for its name."],
  [/EBUSY|lock|resource (busy|temporarily)/i, "is held by another program",
    "Close the other console, serial monitor or tool (on Linux also ModemManager), and try again."],
  [/ioctl|ENOTTY|not a (tty|typewriter)/i, "is no serial port", "Look at the list of npm run doctor for the board's port."],
  [/ECONNREFUSED/, "refuses the connection", "Is the interpreter running there, with its console on that port (--telnet: 2323)?"],
  [/ENOTFOUND|EAI_AGAIN/, "has a name that nobody knows", "Check the host's name, or write its address."],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/, "does not answer", "Check the address, the network and a firewall between."],
];

/** The sentence for what happened when a port was opened. */
export function portError(name: string, error: Error): LinkError {
  const { code = "" } = error as NodeJS.ErrnoException;
  const said = `${code} ${error.message}`;
  const fault = FAULTS.find(([pattern]) => pattern.test(said));
  if (fault !== undefined) return new LinkError(`The port ${name} ${fault[1]}.`, fault[2]);
  return new LinkError(`The port ${name} cannot be opened: ${error.message}`, "npm run doctor lists the ports of this machine.");
}
