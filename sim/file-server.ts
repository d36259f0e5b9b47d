import type { Server, ServerRequest, ServerResponse } from "./network";

const RANGE = /^bytes=(\d+)-(\d+)$/;

/** A web server for files by their path, which gives parts of them as web servers do (RFC 9110, section 14). */
export function createFileServer(files: Map<string, Uint8Array>): Server {
  return (request, reply) => reply({ kind: "answer", response: answerTo(request, files), delayMs: 30 });
}

function answerTo(request: ServerRequest, files: Map<string, Uint8Array>): ServerResponse {
  const file = files.get(request.path);
  if (file === undefined || request.method !== "GET") return answer(404, new Uint8Array(0));
  const range = RANGE.exec(request.headers.range ?? "");
  if (range === null) return answer(200, file);
  const from = Number(range[1]);
  const to = Math.min(Number(range[2]) + 1, file.length);
  if (from >= to) return answer(416, new Uint8Array(0));
  return answer(206, file.subarray(from, to), { "content-range": `bytes ${from}-${to - 1}/${file.length}` });
}

function answer(status: number, body: Uint8Array, headers: Record<string, string> = {}): ServerResponse {
  return { status, headers: { ...headers, "content-length": String(body.length) }, body };
}
