import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { ServerResponse } from "../network";
import { type Answer, writeAnswer } from "./message";

/** The answer as it goes over the wire: a file as it is, everything else as a message. */
export function finish(answer: Answer, nowMs: number): ServerResponse {
  if (answer.file === undefined) return toResponse(writeAnswer(answer), nowMs);
  return toResponse(answer.file.body, nowMs, 200, answer.file.contentType ?? "application/octet-stream");
}

/** Puts a text or bytes into an HTTP answer. `Date` is the gateway's own clock. */
export function toResponse(
  content: string | Uint8Array, nowMs: number, status = 200, contentType = "text/xml; charset=utf-8",
): ServerResponse {
  const body = typeof content === "string" ? utf8ToBytes(content) : content;
  const headers = {
    "Content-Type": contentType,
    "Content-Length": String(body.length),
    Date: new Date(nowMs).toUTCString(),
  };
  return { status, headers, body };
}

/** A page such as a proxy or web server gives, which says nothing about the order. */
export function toPage(status: number, nowMs: number): ServerResponse {
  const text = `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
  return toResponse(text, nowMs, status, "text/html");
}
