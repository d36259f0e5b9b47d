import type { Bytes } from "../../ports/bytes";
import type { HTTPClient, HTTPRequest, HTTPResult } from "../../ports/http-client";

/** What the interpreter has no limits for. A board gives others where its parts are other. */
export interface HTTPLimits {
  /** What a TLS connection takes of the interpreter's memory in one piece, twice; 0 where TLS has memory of its own. */
  pieceBytes: number;
  /** Name, connection and handshake, until the first byte of the request was taken. */
  connectMs: number;
  /** From there until the whole head of the answer is here. */
  answerMs: number;
}

/** How often an exchange that has no answer yet is looked at. */
const LOOK_MS = 100;

/** A head longer than this is no answer of a gateway. The interpreter itself would collect it without end. */
const HEAD_BYTES_MAX = 4096;

/** One request on its way. */
interface Exchange {
  request: HTTPRequest;
  onDone: (result: HTTPResult) => void;
  timer: number;
  /** Looks at the exchange until the answer begins; 0 before its turn and after. */
  look: number;
  /** Looks since its turn or since the first byte was taken. */
  looks: number;
  /** A byte of the request was taken. */
  sent: boolean;
  ended: boolean;
  /** Absent until the exchange has its turn. */
  sending: EspruinoRequest | undefined;
  /** Bytes of head and body that were given to the connection. */
  sendBytes: number;
  /** -1 until the head of the answer is here. */
  status: number;
  /** What Content-Length says; -1 without one. */
  length: number;
  date: Bytes | undefined;
  body: Bytes;
}

/** Header names come as the server spelled them; `name` is in small letters. */
function header(headers: { [name: string]: string }, name: string): Bytes | undefined {
  for (const spelled in headers) if (spelled.toLowerCase() === name) return headers[spelled];
  return undefined;
}

/** -1 when the server gave none. */
function contentLength(headers: { [name: string]: string }): number {
  const length = parseInt(header(headers, "content-length") || "", 10);
  return length >= 0 ? length : -1;
}

function optionsOf(request: HTTPRequest): EspruinoRequestOptions {
  const range = request.range;
  return {
    protocol: "https:",
    host: request.host,
    port: request.port,
    method: range ? "GET" : "POST",
    path: request.path,
    headers: range ? { Range: "bytes=" + range.offset + "-" + (range.offset + range.length - 1) }
      : { "Content-Type": "text/xml", "Content-Length": request.body.length },
  };
}

/**
 * Certain only while the request is whole in the place where it waits: the interpreter cuts off what
 * it has handed to TLS, and after `clsNow` it sends nothing more.
 */
function isUnsent(exchange: Exchange): boolean {
  if (!exchange.sending) return true;
  const waiting = exchange.sending.dSnd;
  return exchange.sendBytes > 0 && waiting !== undefined && waiting.length === exchange.sendBytes;
}

/** Memory is put in order when nobody waits: so long after an exchange. */
const TIDY_DELAY_MS = 400;

function isOnePiece(bytes: Uint8Array): boolean {
  return E.getAddressOf(bytes, true) !== 0;
}

function hasRoom(pieceBytes: number): boolean {
  const first = new Uint8Array(pieceBytes);
  return isOnePiece(first) && isOnePiece(new Uint8Array(pieceBytes));
}

/** Puts free memory together unless there is room: without it there is no connection. Can take 0.1 s and more. */
function makeRoom(pieceBytes: number) {
  if (pieceBytes > 0 && !hasRoom(pieceBytes)) E.defrag();
}

/**
 * HTTPS by the interpreter's `http` module. It authenticates no server, has no time-outs and takes an
 * answer cut short for a whole one; the last two are mended here. One connection at a time, since each
 * takes some 3,500 variables: a second request waits for the first, its time running. The interpreter stands
 * still while it looks a name up and connects (on Linux and ESP32), so a host that swallows packets can
 * outlast every limit; the limits count from when it moves again.
 * The merchant's key and certificate are the Storage files `client.key` and `client.crt`, as DER.
 */
export function openHTTPClient(limits: HTTPLimits): HTTPClient {
  const pieceBytes = limits.pieceBytes;
  const http = require("http");
  const files = require("Storage");
  const queue: Exchange[] = [];
  let busy = false;
  let tidying = 0;
  // There was room when memory was put in order last, and no connection took it since: looking for it takes a while.
  let roomy = false;

  function tidy() {
    // The interpreter gives numbers of timers again: one that has fired must not be cleared.
    tidying = 0;
    if (busy) return;
    makeRoom(pieceBytes);
    roomy = true;
  }

  function stopLooking(exchange: Exchange) {
    if (exchange.look) clearInterval(exchange.look);
    exchange.look = 0;
  }

  function finish(exchange: Exchange, result: HTTPResult) {
    if (exchange.ended) return;
    exchange.ended = true;
    clearTimeout(exchange.timer);
    stopLooking(exchange);
    if (exchange.sending) {
      exchange.sending.clsNow = true;
      // The connection's memory is free after an idle pass: that lies between the two timers.
      setTimeout(function () { setTimeout(next, 0); }, 0);
    }
    exchange.onDone(result);
  }

  function fail(exchange: Exchange, why: "timeout" | "closed" | "truncated" | "tooLong") {
    finish(exchange, { kind: "failed", why: isUnsent(exchange) ? "unsent" : why });
  }

  function answer(exchange: Exchange, body: Bytes) {
    finish(exchange, { kind: "answer", status: exchange.status, body: body, date: exchange.date });
  }

  /** The interpreter has neither a time-out nor a limit for a head: nothing else ends a connection that stands still. */
  function look(exchange: Exchange) {
    const sending = exchange.sending as EspruinoRequest;
    const waiting = isUnsent(exchange);
    exchange.looks++;
    if (!waiting && !exchange.sent) {
      exchange.sent = true;
      exchange.looks = 0;
    }
    if (exchange.looks * LOOK_MS >= (waiting ? limits.connectMs : limits.answerMs)) fail(exchange, "timeout");
    else if (sending.dRcv !== undefined && sending.dRcv.length > HEAD_BYTES_MAX) fail(exchange, "tooLong");
  }

  /** The connection is at its end, with or without an error: no more will come. */
  function closed(exchange: Exchange) {
    if (exchange.ended) return;
    if (exchange.status < 0) fail(exchange, "closed");
    else if (exchange.length >= 0) fail(exchange, "truncated");
    else answer(exchange, exchange.body);
  }

  /** The body is given on as bytes in one piece, where the interpreter reaches the last as quickly as the first. */
  function received(exchange: Exchange, data: Bytes) {
    if (exchange.ended) return;
    const body = exchange.body ? exchange.body + data : data;
    exchange.body = body;
    if (body.length > exchange.request.bodyBytesMax) fail(exchange, "tooLong");
    else if (exchange.length >= 0 && body.length >= exchange.length) {
      answer(exchange, E.toString(E.toUint8Array(body.length > exchange.length ? body.substr(0, exchange.length) : body)));
    }
  }

  function answered(exchange: Exchange, response: EspruinoResponse) {
    if (exchange.ended) return;
    exchange.status = parseInt(response.statusCode, 10);
    exchange.length = contentLength(response.headers);
    exchange.date = header(response.headers, "date");
    stopLooking(exchange);
    response.on("data", function (data) { received(exchange, data); });
    response.on("close", function () { closed(exchange); });
    if (exchange.length > exchange.request.bodyBytesMax) fail(exchange, "tooLong");
    else if (exchange.length === 0) received(exchange, "");
  }

  function send(exchange: Exchange) {
    const request = exchange.request;
    const options = optionsOf(request);
    if (request.clientCertificate) {
      options.key = files.read("client.key");
      options.cert = files.read("client.crt");
    }
    const sending: EspruinoRequest = http.request(options, function (response) { answered(exchange, response); });
    exchange.sending = sending;
    sending.on("error", function () { closed(exchange); });
    if (request.range) sending.end();
    else sending.end(request.body);
    exchange.sendBytes = sending.dSnd === undefined ? 0 : sending.dSnd.length;
    exchange.look = setInterval(function () { look(exchange); }, LOOK_MS);
  }

  function next() {
    while (queue.length && queue[0].ended) queue.shift();
    busy = queue.length > 0;
    if (!busy) {
      if (tidying) clearTimeout(tidying);
      tidying = setTimeout(tidy, TIDY_DELAY_MS);
      return;
    }
    if (!roomy) makeRoom(pieceBytes);
    roomy = false;
    const exchange = queue.shift() as Exchange;
    try {
      send(exchange);
    } catch (error) {
      // Refused, name unknown or key unreadable: there was no connection to send on.
      clearTimeout(exchange.timer);
      if (!exchange.sending) setTimeout(next, 0);
      exchange.timer = setTimeout(function () { finish(exchange, { kind: "failed", why: "unsent" }); }, 0);
    }
  }

  return {
    request: function (request: HTTPRequest, onDone: (result: HTTPResult) => void) {
      const exchange: Exchange = {
        request: request, onDone: onDone, timer: 0, look: 0, looks: 0, sent: false, ended: false, sending: undefined,
        sendBytes: 0, status: -1, length: -1, date: undefined, body: "",
      };
      exchange.timer = setTimeout(function () { fail(exchange, "timeout"); }, request.timeoutMs);
      queue.push(exchange);
      // Not at once: when the program has just been read there is no memory for a connection yet.
      if (!busy) setTimeout(next, 0);
      busy = true;
    },
  };
}
