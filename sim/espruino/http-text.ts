import { fromBytes } from "../bytes";
import type { ServerRequest, ServerResponse } from "../network";

const REASONS: Record<number, string> = {
  200: "OK",
  204: "No Content",
  206: "Partial Content",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** Status line and headers as a server sends them; an endless body has no length. */
export function head(response: ServerResponse, endless = false): string {
  const { status, headers, body } = response;
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  let text = `HTTP/1.1 ${status} ${REASONS[status] ?? "Unknown"}\r\n`;
  for (const [name, value] of Object.entries(headers)) {
    if (!endless || name.toLowerCase() !== "content-length") text += `${name}: ${value}\r\n`;
  }
  if (!endless && !names.includes("content-length")) text += `Content-Length: ${body.length}\r\n`;
  if (!names.includes("connection")) text += "Connection: close\r\n";
  return `${text}\r\n`;
}

/** What a server says to a request that it cannot read. */
export function refusal(): ServerResponse {
  return { status: 400, headers: {}, body: new Uint8Array(0) };
}

/** The request when it is whole, undefined while it is not; a body of unknown length no server accepts. */
export function parseRequest(text: string): ServerRequest | "unframed" | undefined {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const [first, ...lines] = text.substring(0, headEnd).split("\r\n");
  const [method, path] = first!.split(" ");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.substring(0, colon).toLowerCase();
    const value = line.substring(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  let body = text.substring(headEnd + 4);
  if (/chunked/i.test(headers["transfer-encoding"] ?? "")) {
    if (!body.endsWith("0\r\n\r\n")) return undefined;
    body = joinChunks(body);
  } else if (headers["content-length"] !== undefined) {
    const length = Number(headers["content-length"]);
    if (body.length < length) return undefined;
    body = body.substring(0, length);
  } else if (body !== "") return "unframed";
  return { method: method!, path: path!, headers, body: fromBytes(body) };
}

function joinChunks(text: string): string {
  let body = "";
  for (let at = 0; ;) {
    const lineEnd = text.indexOf("\r\n", at);
    const length = parseInt(text.substring(at, lineEnd), 16);
    if (!(length > 0)) return body;
    body += text.substring(lineEnd + 2, lineEnd + 2 + length);
    at = lineEnd + 4 + length;
  }
}
