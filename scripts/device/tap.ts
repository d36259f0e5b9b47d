import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** When what passed, on the clock of `performance.now`; 0: it has not. */
export interface PassingTimes {
  /** The first byte of the connection: TLS begins. */
  connectionMs: number;
  /** The first byte of the request: TLS's first record of application data. */
  requestMs: number;
  /** The latest piece of the answer. */
  answerMs: number;
}

const APPLICATION_DATA = 23;
const RECORD_HEAD_BYTES = 5;

/**
 * What the terminal connects to: a port that leads to one server or another, or to none, and notes
 * when the first byte of a request and the last of its answer pass.
 */
export class NetworkTap {
  port = 0;
  /** How many connections were made. */
  connections = 0;
  /** Of the latest connection. */
  times: PassingTimes = { connectionMs: 0, requestMs: 0, answerMs: 0 };
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();

  /** @param targetPort where connections lead; undefined: they are taken and nothing ever answers */
  constructor(public targetPort: number | undefined) {}

  /** Opens the port, the same one as before. */
  async open(): Promise<void> {
    const server = createServer((socket) => this.connected(socket));
    await new Promise<void>((resolve, reject) => {
      server.on("error", reject);
      server.listen(this.port, "127.0.0.1", resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Refuses connections from now on, and ends those there are. */
  async close(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    this.dropConnections();
    await closed;
  }

  dropConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private connected(terminal: Socket): void {
    const times: PassingTimes = { connectionMs: 0, requestMs: 0, answerMs: 0 };
    this.times = times;
    this.connections++;
    this.keep(terminal);
    terminal.setNoDelay(true);
    if (this.targetPort === undefined) {
      terminal.resume();
      return;
    }
    const target = connect(this.targetPort, "127.0.0.1");
    target.setNoDelay(true);
    this.keep(target);
    const request = recordWatcher();
    const answer = recordWatcher();
    terminal.on("data", (data) => {
      times.connectionMs ||= performance.now();
      if (request(data)) times.requestMs ||= performance.now();
      target.write(data);
    });
    target.on("data", (data) => {
      if (answer(data)) times.answerMs = performance.now();
      terminal.write(data);
    });
    terminal.on("end", () => target.end());
    target.on("end", () => terminal.end());
    terminal.on("close", () => target.destroy());
    target.on("close", () => terminal.destroySoon());
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => this.sockets.delete(socket));
  }
}

/** Follows TLS records through a stream; says of each piece whether application data is in it. */
function recordWatcher(): (data: Buffer) => boolean {
  let head = Buffer.alloc(0);
  let left = 0;
  let type = 0;
  return (data) => {
    let found = left > 0 && type === APPLICATION_DATA;
    let at = Math.min(left, data.length);
    left -= at;
    while (at < data.length) {
      const part = data.subarray(at, at + RECORD_HEAD_BYTES - head.length);
      head = Buffer.concat([head, part]);
      at += part.length;
      if (head.length < RECORD_HEAD_BYTES) break;
      type = head[0]!;
      left = head.readUInt16BE(3);
      head = Buffer.alloc(0);
      found ||= type === APPLICATION_DATA;
      const here = Math.min(left, data.length - at);
      left -= here;
      at += here;
    }
    return found;
  };
}
