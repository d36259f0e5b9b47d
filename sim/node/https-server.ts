import { createServer } from "node:https";
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse as NodeResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { TLSSocket } from "node:tls";
import type { VirtualClock } from "../clock";
import { toBytes } from "../bytes";
import { head } from "../espruino/http-text";
import type { Server, ServerOutcome, ServerRequest } from "../network";
import type { Certificates } from "./certificates";
import type { RealTime } from "./real-time";

export interface HTTPSOptions {
  server: Server;
  certificates: Pick<Certificates, "authority" | "server">;
  /** The clock of the server's world and what drives it; both are only used, never stopped. */
  clock: VirtualClock;
  time: RealTime;
  /** 0 or nothing: any free port. */
  port?: number;
  host?: string;
  /** HTTP without TLS, for measures; nobody has a client certificate then. */
  isPlain?: boolean;
  /** A client that has not sent its whole request by then is cut off. */
  requestTimeoutMs?: number;
}

export interface HTTPSServer {
  port: number;
  /** Ends all connections, those under way too. */
  close(): Promise<void>;
}

/** One byte more than the gateway takes is enough to let it refuse. */
const BODY_BYTES_MAX = 65_537;
const HEADER_BYTES_MAX = 8_192;

/**
 * Serves a simulated server over real HTTPS and acts out what it decides. TLS 1.2 and later; the
 * one suite that the interpreter prefers is offered beside the usual ones. A client certificate is
 * asked for but not demanded: the interpreter has no renegotiation, so whether a path needs one is
 * decided after the request, by the server behind.
 */
export async function serveHttps(options: HTTPSOptions): Promise<HTTPSServer> {
  const { certificates, host = "127.0.0.1", requestTimeoutMs = 10_000 } = options;
  const serve = (request: IncomingMessage, response: NodeResponse) => receive(request, response, options);
  const https = options.isPlain === true ? createPlainServer(serve) : createServer({
    key: certificates.server.keyPem,
    cert: certificates.server.certificatePem,
    ca: certificates.authority.certificatePem,
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
    ciphers: "DEFAULT:DHE-RSA-AES128-GCM-SHA256",
    dhparam: "auto",
    handshakeTimeout: requestTimeoutMs,
    maxHeaderSize: HEADER_BYTES_MAX,
    headersTimeout: requestTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs),
  }, serve);
  // A client that breaks off is no error of ours.
  https.on("tlsClientError", (_error, socket) => socket.destroy());
  https.on("clientError", (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    https.once("error", reject);
    https.listen(options.port ?? 0, host, resolve);
  });
  return {
    port: (https.address() as AddressInfo).port,
    close: () => new Promise((resolve) => {
      https.close(() => resolve());
      https.closeAllConnections();
    }),
  };
}

function receive(request: IncomingMessage, response: NodeResponse, options: HTTPSOptions): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  let handedOver = false;
  request.on("error", () => request.destroy());
  response.on("error", () => response.destroy());
  request.on("data", (part: Buffer) => {
    if (handedOver) return;
    parts.push(part);
    bytes += part.length;
    if (bytes >= BODY_BYTES_MAX) handOver();
  });
  request.on("end", () => { if (!handedOver) handOver(); });

  function handOver(): void {
    handedOver = true;
    // The rest of an oversized request is not worth a connection.
    if (bytes >= BODY_BYTES_MAX) response.setHeader("Connection", "close");
    options.time.poke();
    const message = toServerRequest(request, Buffer.concat(parts));
    options.server(message, (outcome) => act(outcome, request, response, options));
    options.time.poke();
  }
}

function toServerRequest(request: IncomingMessage, body: Buffer): ServerRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  const proof = request.socket instanceof TLSSocket ? fingerprintOf(request.socket) : undefined;
  return {
    method: request.method ?? "",
    path: (request.url ?? "").split("?")[0]!,
    headers,
    body: new Uint8Array(body),
    ...(proof === undefined ? {} : { clientFingerprint: proof }),
  };
}

/**
 * TLS has checked that the client holds the key of this certificate, whoever issued it. An expired one
 * counts as none.
 */
function fingerprintOf(socket: TLSSocket): string | undefined {
  // The typings promise an Error here; it is the reason's name.
  const reason = socket.authorizationError as unknown as string | null;
  if (reason === "CERT_HAS_EXPIRED" || reason === "CERT_NOT_YET_VALID") return undefined;
  const certificate = socket.getPeerCertificate();
  return certificate?.fingerprint256?.replaceAll(":", "").toLowerCase();
}

function act(
  outcome: ServerOutcome, request: IncomingMessage, response: NodeResponse, options: HTTPSOptions,
): void {
  const { clock, time } = options;
  switch (outcome.kind) {
    case "answer": {
      const { status, headers, body } = outcome.response;
      const send = (): void => { response.writeHead(status, headers).end(body); };
      if (!outcome.delayMs) return send();
      clock.after(outcome.delayMs, send);
      time.poke();
      return;
    }
    case "silent":
      return;
    case "close":
    case "handshake":
      request.socket.destroy();
      return;
    case "partial": {
      const { status, headers, body } = outcome.response;
      response.writeHead(status, headers);
      response.write(body.subarray(0, outcome.bytes), () => request.socket.destroySoon());
      return;
    }
    case "slow":
      return trickle(Buffer.from(`${head(outcome.response)}${toBytes(outcome.response.body)}`, "latin1"), outcome.byteMs, request);
    case "endless":
      return pourEndlessly(outcome.response.body, response);
    case "endlessHead":
      return pourHead(request);
  }
}

/** Writes one byte at a time. */
function trickle(answer: Buffer, byteMs: number, request: IncomingMessage): void {
  const { socket } = request;
  let at = 0;
  const timer = setInterval(() => {
    if (at === answer.length) return void socket.destroySoon();
    socket.write(answer.subarray(at, ++at));
  }, byteMs);
  socket.on("close", () => clearInterval(timer));
}

/** Writes headers for as long as the client reads. */
function pourHead(request: IncomingMessage): void {
  const { socket } = request;
  const timer = setInterval(() => { if (!socket.writableNeedDrain) socket.write(`X-More: ${"x".repeat(1_000)}\r\n`); }, 2);
  socket.on("close", () => clearInterval(timer));
  socket.write("HTTP/1.1 200 OK\r\n");
}

/** Writes the body, then spaces for as long as the client reads. */
function pourEndlessly(body: Uint8Array, response: NodeResponse): void {
  const filler = Buffer.alloc(1_024, " ");
  const timer = setInterval(() => { if (!response.writableNeedDrain) response.write(filler); }, 2);
  response.on("close", () => clearInterval(timer));
  // Neither a length nor chunks: only the end of the connection could end it.
  response.useChunkedEncodingByDefault = false;
  response.writeHead(200, { "Content-Type": "text/xml; charset=utf-8", Connection: "close" });
  response.write(body);
}
