import type { Reach } from "../network";
import { CLOSED, Connection, derOption } from "./http-connection";
import type { Foreign, Machine } from "./machine";

/** Bytes taken from a socket in one pass. */
const PIECE_BYTES = 536;
const UNSENT_DATA = -8;
const NO_RESPONSE = -15;

const ERRORS: Record<number, string> = { [UNSENT_DATA]: "unsent data", [NO_RESPONSE]: "no response" };

/** One request and its answer, stepped once per pass of the event loop. */
export class Exchange {
  connection: Connection | undefined;
  /** What still waits to be sent; undefined before anything was given. */
  unsent: string | undefined;
  private closeWanted = false;
  private closeNow = false;
  private hadHeaders = false;
  private ended = false;
  private chunked = false;
  private chunkedRequest = false;
  /** Bytes of the body still to come; 1 while chunks come. */
  private toReceive = 0;
  private received = "";
  private hadBytes = false;

  constructor(
    private readonly machine: Machine,
    private readonly network: Reach,
    private readonly latencyMs: number,
    private readonly rq: Foreign,
    private readonly res: Foreign,
    private readonly options: Foreign,
    private readonly onGone: () => void,
  ) {}

  write(data: Foreign): void {
    if (this.closeWanted) throw this.machine.error("Error", "This socket is closed");
    this.append(data);
  }

  finish(data: Foreign): void {
    try {
      if (data !== undefined) this.write(data);
      this.append(this.chunkedRequest ? "" : undefined);
    } finally {
      this.closeWanted = true;
    }
  }

  /** What came and was not handed on; undefined before the first byte. */
  get waiting(): string | undefined {
    return this.hadBytes ? this.received : undefined;
  }

  get brokenOff(): true | undefined {
    return this.closeNow || undefined;
  }

  breakOff(): void {
    this.closeNow = true;
    this.machine.loop.wakeNow();
  }

  /** What the interpreter does with a connection in one pass. True when there may be more to do. */
  step(): boolean {
    let closing = this.closeNow;
    let error = 0;
    let progress = closing;
    const { connection } = this;
    if (connection) {
      if (this.hadHeaders) this.push(false);
      if (!closing) {
        if (this.unsent) {
          if (connection.handshakeFailed) closing = true;
          else if (connection.established) {
            connection.send(this.unsent);
            this.unsent = "";
            progress = true;
          }
        } else {
          closing = this.closeWanted && this.hadHeaders && this.toReceive <= 0;
          if (this.hadHeaders && this.toReceive <= 0) this.end();
        }
        const got = connection.receive(PIECE_BYTES);
        if (typeof got === "string") {
          this.take(got);
          progress = true;
        } else if (got < 0) {
          closing = true;
          error = this.failure(got, connection);
        }
      }
    }
    if (closing) this.close(error);
    return progress || closing || (this.hadHeaders && this.toReceive <= 0);
  }

  private failure(code: number, connection: Connection): number {
    if (connection.handshakeFailed) {
      this.machine.loop.guard(() => {
        throw this.machine.error("InternalError", "mbedtls_ssl_handshake returned -0x7780");
      });
    }
    if (code !== CLOSED) return code;
    if (!this.hadHeaders) return NO_RESPONSE;
    return this.toReceive > 0 ? CLOSED : 0;
  }

  private close(failure: number): void {
    this.push(true);
    if (this.received !== "") return;
    const error = this.unsent && failure === CLOSED ? UNSENT_DATA : failure;
    this.connection?.close();
    this.connection = undefined;
    this.onGone();
    const failed = error < 0 && error !== CLOSED;
    if (failed) {
      const told = this.machine.object({ code: error, message: ERRORS[error] ?? "unknown error" });
      this.machine.emit(this.rq, "error", [told]);
    }
    this.end();
    this.machine.emit(this.res, "close", [failed]);
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.machine.emit(this.res, "end", []);
  }

  private append(data: Foreign): void {
    if (this.closeNow) throw this.machine.error("Error", "This socket is closed");
    if (this.unsent === undefined) this.unsent = this.requestHead();
    if (data !== undefined) {
      const text = String(data);
      this.machine.bytesOf(text);
      this.unsent += this.chunkedRequest ? `${text.length.toString(16)}\r\n${text}\r\n` : text;
    }
    if (this.connection === undefined) this.connect();
    this.machine.loop.wakeNow();
  }

  private connect(): void {
    const { options, machine } = this;
    const tls = options.protocol === "https:";
    try {
      this.connection = new Connection(
        machine,
        this.network,
        {
          host: String(options.host ?? "127.0.0.1"),
          port: Number(options.port) || (tls ? 443 : 80),
          tls,
          certificate: derOption(machine, options.cert),
          key: derOption(machine, options.key),
          latencyMs: this.latencyMs,
        },
        () => machine.loop.wakeNow(),
      );
    } catch (error) {
      this.closeNow = true;
      throw error;
    }
  }

  private requestHead(): string {
    const { method, path, host, port, headers } = this.options;
    const version = this.machine.global.process.version;
    let text = `${method} ${path} HTTP/1.1\r\nUser-Agent: Espruino ${version}\r\nConnection: close\r\n`;
    let named = false;
    for (const name of Object.keys(headers ?? {})) {
      text += `${name}: ${headers[name]}\r\n`;
      if (name.toLowerCase() === "host") named = true;
      if (name === "Transfer-Encoding" && /^chunked$/i.test(headers[name])) this.chunkedRequest = true;
    }
    if (!named)
      text += Number(port) > 0 && Number(port) !== 80 ? `Host: ${host}:${port}\r\n` : `Host: ${host}\r\n`;
    return `${text}\r\n`;
  }

  private take(piece: string): void {
    this.received += piece;
    this.hadBytes = true;
    if (!this.hadHeaders) {
      const headEnd = this.received.indexOf("\r\n\r\n");
      if (headEnd < 0) return;
      this.readHead(this.received.substring(0, headEnd));
      this.received = this.received.substring(headEnd + 4);
      this.hadHeaders = true;
      this.machine.emit(this.rq, "connect", [this.res]);
    }
    this.push(false);
  }

  private readHead(text: string): void {
    const [first, ...lines] = text.split("\r\n");
    const [version, status, ...message] = first!.split(" ");
    const headers = this.machine.object();
    for (const line of lines) {
      const colon = line.indexOf(":");
      const name = line.substring(0, colon);
      const value = line.substring(colon + 1).replace(/^\s+/, "");
      if (colon > 0 && value !== "" && !(name in headers)) headers[name] = value;
      if (name.toLowerCase() === "content-length" && !this.chunked) this.toReceive = parseInt(value, 10) || 0;
      if (name.toLowerCase() === "transfer-encoding" && value.toLowerCase() === "chunked") {
        this.chunked = true;
        this.toReceive = 1;
      }
    }
    Object.assign(this.res, {
      headers,
      httpVersion: version!.substring(5),
      statusCode: status,
      statusMessage: message.join(" "),
    });
  }

  /** Hands what was received to the listener, or keeps a little for the listener to come. */
  private push(force: boolean): void {
    while (this.received !== "") {
      const data = this.chunked ? this.takeChunk() : this.received;
      if (!this.chunked) this.toReceive -= data!.length;
      if (data === undefined) return;
      if (!this.give(data, force)) {
        if (this.chunked) this.received = `${data.length.toString(16)}\r\n${data}\r\n${this.received}`;
        return;
      }
      if (!this.chunked) this.received = "";
    }
  }

  private give(data: string, force: boolean): boolean {
    if (this.machine.emitNow(this.res, "data", [data])) return true;
    const held = this.machine.hold(this.res, data);
    if (!held && force) this.machine.raiseFlag("BUFFER_FULL");
    return held || force;
  }

  /** Data of the next chunk as far as it has come, or undefined when there is none. */
  private takeChunk(): string | undefined {
    const lineEnd = this.received.indexOf("\r\n");
    if (this.received.length < 5 || lineEnd < 0) return undefined;
    const length = parseInt(this.received, 16);
    if (!(length > 0)) {
      this.toReceive = 0;
      this.received = "";
      return undefined;
    }
    const start = lineEnd + 2;
    const data = this.received.substring(start, start + length);
    if (data.length === 0) return undefined;
    const missing = length - data.length;
    const rest = this.received.substring(start + length);
    if (missing === 0 && rest.length < 2) return undefined;
    this.received = missing > 0 ? `${missing.toString(16)}\r\n` : rest.substring(2);
    return data;
  }
}
