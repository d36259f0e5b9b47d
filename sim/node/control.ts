import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { COMMANDS, type Control } from "../gateway/control";
import type { RealTime } from "./real-time";

/** The same commands, each answered later; a command that fails rejects with its reason. */
export type RemoteControl = {
  [Name in keyof Control]: (
    ...given: Parameters<Control[Name]>
  ) => Promise<Awaited<ReturnType<Control[Name]>>>;
};

/** Commands that may take their time, such as making a certificate first. */
export type ServedControl = {
  [Name in keyof Control]: (
    ...given: Parameters<Control[Name]>
  ) => ReturnType<Control[Name]> | Promise<ReturnType<Control[Name]>>;
};

export interface ControlServer {
  port: number;
  close(): Promise<void>;
}

const BODY_BYTES_MAX = 262_144;

/**
 * Serves the control on 127.0.0.1 alone: `POST /<command>` with one JSON object gives JSON, or 400 with
 * `{"error": …}`. Pages of other origins are kept out by what a browser cannot forge: the Host header
 * (a name that was made to point here) and a content type that needs the server's leave.
 */
export async function serveControl(
  options: { control: ServedControl; port?: number; time?: Pick<RealTime, "poke"> },
): Promise<ControlServer> {
  const http = createServer((request, response) => {
    void answer(request, options.control, options.time).then(
      ({ status, value }) => send(response, status, value),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    port: (http.address() as AddressInfo).port,
    close: () => new Promise((resolve) => {
      http.close(() => resolve());
      http.closeAllConnections();
    }),
  };
}

/** The control behind an address such as `http://127.0.0.1:9000`. */
export function connectControl(address: string): RemoteControl {
  const remote: Record<string, (given?: object) => Promise<unknown>> = {};
  for (const name of COMMANDS) {
    remote[name] = async (given = {}) => {
      const headers = { "Content-Type": "application/json" };
      const body = JSON.stringify(given);
      const response = await fetch(`${address}/${name}`, { method: "POST", headers, body });
      const value = await response.json() as { error?: string };
      if (!response.ok) throw new Error(value.error ?? `control answers ${response.status}`);
      return value;
    };
  }
  return remote as unknown as RemoteControl;
}

interface Reply {
  status: number;
  value: unknown;
}

async function answer(
  request: IncomingMessage, control: ServedControl, time: Pick<RealTime, "poke"> | undefined,
): Promise<Reply> {
  const host = (request.headers.host ?? "").replace(/:[0-9]+$/, "");
  if (host !== "127.0.0.1" && host !== "localhost") return refuse(403, "only for this machine");
  const name = (request.url ?? "").slice(1) as keyof Control;
  if (request.method === "GET" && request.url === "/") return { status: 200, value: { commands: COMMANDS } };
  if (!COMMANDS.includes(name)) return refuse(404, `there is no command ${name.slice(0, 40)}; GET / lists them`);
  if (request.method !== "POST") return refuse(405, "commands are POSTed");
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\b/.test(type)) return refuse(415, "send application/json");
  const text = await read(request);
  if (text === undefined) return refuse(413, "too long");
  try {
    const given: unknown = text === "" ? {} : JSON.parse(text);
    const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
    if (!isObject) return refuse(400, "send one object");
    time?.poke();
    return { status: 200, value: await (control[name] as (given: object) => unknown)(given as object) };
  } catch (error) {
    return refuse(400, error instanceof Error ? error.message : String(error));
  } finally {
    // Whatever the command planned has to be waited for.
    time?.poke();
  }
}

function refuse(status: number, error: string): Reply {
  return { status, value: { error } };
}

async function read(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > BODY_BYTES_MAX) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value), "utf8");
  const headers = { "Content-Type": "application/json", "Content-Length": body.length, "Cache-Control": "no-store" };
  response.writeHead(status, headers).end(body);
}
