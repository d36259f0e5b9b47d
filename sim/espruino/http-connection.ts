import type { Reach, ServerOutcome } from "../network";
import { certificateHolds, isSequence, rsaModulus } from "./der";
import { fingerprint } from "./crypto";
import { head, parseRequest, refusal } from "./http-text";
import type { Foreign, Machine } from "./machine";

/** What `recv` tells besides bytes. */
export const CLOSED = -1;
/** The other end said goodbye in TLS, which the interpreter takes for an error. */
export const TLS_GOODBYE = -30848;

/** Milliseconds between the pieces of a body that never ends. */
const ENDLESS_MS = 20;

export interface ConnectionOptions {
  host: string;
  port: number;
  tls: boolean;
  /** The client's certificate and private key, DER. */
  certificate?: Uint8Array;
  key?: Uint8Array;
  /** One way through the network, milliseconds; opening takes two of them, with TLS four. */
  latencyMs: number;
}

/** One TCP or TLS connection to a server of the simulated network, as seen from the interpreter's side. */
export class Connection {
  /** Bytes that arrived and were not taken. */
  private arrived = "";
  private arrivedAt = 0;
  /** What comes after them. */
  private end: number | undefined;
  private request = "";
  private asked = false;
  private closed = false;
  private cancels: (() => void)[] = [];
  established = false;
  /** TLS could not be set up. */
  handshakeFailed = false;

  /** Throws the interpreter's InternalError where it does: no listener, or a key or certificate it cannot read. */
  constructor(
    private readonly machine: Machine,
    private readonly network: Reach,
    private readonly options: ConnectionOptions,
    private readonly onChange: () => void,
  ) {
    if (!network.find(options.host, options.port))
      throw machine.error("InternalError", "Unable to create socket");
    if (options.tls) this.checkKeys();
    this.later(options.latencyMs * (options.tls ? 4 : 2), () => {
      const modulus = options.key && rsaModulus(options.key);
      if (options.tls && modulus && options.certificate && !certificateHolds(options.certificate, modulus)) {
        this.handshakeFailed = true;
      } else this.established = true;
    });
  }

  send(text: string): void {
    this.request += text;
    this.tryRequest();
  }

  /** Up to `count` bytes; or 0 for nothing yet, or a code below 0. */
  receive(count: number): string | number {
    if (this.arrivedAt < this.arrived.length) {
      const piece = this.arrived.substring(this.arrivedAt, this.arrivedAt + count);
      this.arrivedAt += piece.length;
      return piece;
    }
    this.arrived = "";
    this.arrivedAt = 0;
    return this.handshakeFailed ? CLOSED : (this.end ?? 0);
  }

  close(): void {
    this.closed = true;
    for (const cancel of this.cancels) cancel();
  }

  private checkKeys(): void {
    const { certificate, key } = this.options;
    if (certificate && !isSequence(certificate)) {
      throw this.machine.error(
        "InternalError",
        "HTTPS init failed! mbedtls_x509_crt_parse of 'cert': Invalid format",
      );
    }
    if (key && !rsaModulus(key)) {
      throw this.machine.error("InternalError", "HTTPS init failed! mbedtls_pk_parse_key: Invalid format");
    }
  }

  private tryRequest(): void {
    const parsed = this.asked ? undefined : parseRequest(this.request);
    if (!parsed) return;
    this.asked = true;
    const server = this.network.find(this.options.host, this.options.port);
    // The cable may have gone since the connection was opened: then nobody hears the request.
    if (!server) return;
    if (parsed === "unframed") return this.deliver({ kind: "answer", response: refusal() });
    const { certificate, key, tls } = this.options;
    if (tls && certificate && key) parsed.clientFingerprint = fingerprint(certificate);
    let replied = false;
    this.later(this.options.latencyMs, () =>
      server(parsed, (outcome) => {
        if (replied) throw new Error("a server replied twice to one request");
        replied = true;
        const delayMs = outcome.kind === "answer" ? (outcome.delayMs ?? 0) : 0;
        if (!this.closed)
          this.later(delayMs + this.options.latencyMs, () => {
            if (this.network.plugged) this.deliver(outcome);
          });
      }),
    );
  }

  private deliver(outcome: ServerOutcome): void {
    switch (outcome.kind) {
      case "silent":
        return;
      case "close":
        this.end = CLOSED;
        break;
      case "handshake":
        if (this.options.tls) this.handshakeFailed = true;
        else this.end = CLOSED;
        break;
      case "answer":
        this.arrive(head(outcome.response), outcome.response.body);
        this.end = this.options.tls ? TLS_GOODBYE : CLOSED;
        break;
      case "partial":
        this.arrive(head(outcome.response), outcome.response.body.subarray(0, outcome.bytes));
        this.end = CLOSED;
        break;
      case "slow":
        this.trickle(head(outcome.response) + this.machine.textOf(outcome.response.body), outcome.byteMs);
        break;
      case "endlessHead":
        this.arrive("HTTP/1.1 200 OK\r\n", new Uint8Array(0));
        this.pour("X-More: x\r\n");
        break;
      case "endless":
        this.arrive(head(outcome.response, true), outcome.response.body);
        this.pour(" ");
        break;
    }
    this.onChange();
  }

  /** The same for as long as the client reads. */
  private pour(what: string): void {
    this.later(ENDLESS_MS, () => {
      if (!this.network.plugged) return;
      this.arrived += what.repeat(1024 / what.length);
      this.pour(what);
    });
  }

  /** One byte after the other, then the end. */
  private trickle(text: string, byteMs: number): void {
    this.later(byteMs, () => {
      if (!this.network.plugged) return;
      this.arrived += text[0];
      if (text.length > 1) this.trickle(text.substring(1), byteMs);
      else this.end = this.options.tls ? TLS_GOODBYE : CLOSED;
    });
  }

  private arrive(headText: string, body: Uint8Array): void {
    this.arrived = this.arrived.substring(this.arrivedAt) + headText + this.machine.textOf(body);
    this.arrivedAt = 0;
  }

  private later(delayMs: number, run: () => void): void {
    this.cancels.push(
      this.machine.clock.after(delayMs, () => {
        if (this.closed) return;
        run();
        this.onChange();
      }),
    );
  }
}

/** Bytes of an option given as binary text, buffer or function. */
export function derOption(machine: Machine, value: Foreign): Uint8Array | undefined {
  return value === undefined ? undefined : machine.collect(typeof value === "function" ? value() : value);
}
