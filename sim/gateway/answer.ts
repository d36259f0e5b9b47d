import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { ServerResponse } from "../network";
import type { Fields } from "./protocol/fields";
import { sign, type SignAlgorithm } from "./protocol/sign";
import { buildXml } from "./protocol/xml";

/** Key and algorithm that the answer to a request is signed with. */
export interface Signing {
  key: string;
  algorithm: SignAlgorithm;
}

/** An answer before it is signed and written. Refusals on the communication level have no `signing`. */
export interface Answer {
  fields: Fields;
  signing?: Signing;
  /** Nested elements, outside the signature. */
  groups?: Record<string, Fields>;
  /** Sent in place of a message. */
  file?: { body: Uint8Array; contentType?: string };
}

/** The answer as text: empty fields left out, the signature last. */
export function writeAnswer(answer: Answer): string {
  const fields: Fields = {};
  for (const name of Object.keys(answer.fields)) {
    if (answer.fields[name] !== "") fields[name] = answer.fields[name]!;
  }
  const { signing } = answer;
  if (signing !== undefined) fields["sign"] = sign(fields, signing.key, signing.algorithm);
  return buildXml(fields, answer.groups);
}

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
