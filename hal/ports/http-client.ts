import type { Bytes } from "./bytes";

export interface HTTPRequest {
  host: string;
  port: number;
  path: string;
  body: Bytes;
  /** Asks for these bytes of the file at `path` (GET, status 206) instead of sending `body`; a server may answer with all. */
  range?: { offset: number; length: number };
  /** Show the merchant's certificate (mutual TLS). */
  clientCertificate: boolean;
  /** From the call to the last byte of the answer, milliseconds. */
  timeoutMs: number;
  /** A body longer than this is cut off and reported as `tooLong`. */
  bodyBytesMax: number;
}

/**
 * How an exchange ended. `unsent` is said only when it is certain that no byte of the request left
 * the terminal; every other failure leaves open whether the server has the request. `date` is the header
 * of that name as the server wrote it, absent without one.
 */
export type HTTPResult =
  | { kind: "answer"; status: number; body: Bytes; date?: Bytes }
  | { kind: "failed"; why: "unsent" | "timeout" | "closed" | "truncated" | "tooLong" };

/**
 * One exchange over TLS at a time: a POST, or with `range` a GET. `onDone` is called exactly once, never from
 * inside `request`, and always within `timeoutMs`. TLS does not authenticate the server here: the answer must prove itself.
 */
export interface HTTPClient {
  request(request: HTTPRequest, onDone: (result: HTTPResult) => void): void;
}
