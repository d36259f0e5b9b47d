import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { ANSWER_MS, type Deliver } from "../gateway/notifications";

export interface DeliverOptions {
  /** Certificates (PEM) that a merchant's HTTPS address may be signed by. */
  ca: string;
  /** A merchant who has not answered by then has not acknowledged. */
  timeoutMs?: number;
}

const ANSWER_BYTES_MAX = 16_384;

/**
 * Carries notifications over HTTP and HTTPS to addresses of this machine and to nowhere else. `done`
 * hears the body of an answer with status 200, and undefined of everything else: refused, too slow,
 * too long, redirected, not on loopback.
 */
export function deliverOnLoopback(options: DeliverOptions): Deliver {
  const { ca, timeoutMs = ANSWER_MS } = options;
  return (url, body, done) => {
    void post(url, body, ca, timeoutMs).then(done, () => done(undefined));
  };
}

async function post(url: string, body: string, ca: string, timeoutMs: number): Promise<string | undefined> {
  const { protocol, host, hostname, port, pathname, search } = new URL(url);
  const address = await loopbackAddress(hostname.replace(/^\[|\]$/g, ""));
  if (address === undefined || (protocol !== "http:" && protocol !== "https:")) return undefined;
  const request = protocol === "https:" ? requestHttps : requestHttp;
  const bytes = Buffer.from(body, "utf8");
  return new Promise((resolve, reject) => {
    const outgoing = request({
      method: "POST", host: address, path: pathname + search, ca, agent: false,
      port: port === "" ? undefined : Number(port),
      servername: isIP(hostname) === 0 ? hostname : "",
      signal: AbortSignal.timeout(timeoutMs),
      headers: { Host: host, "Content-Type": "text/xml", "Content-Length": bytes.length },
    }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
        if (text.length > ANSWER_BYTES_MAX) outgoing.destroy();
      });
      response.on("error", reject);
      response.on("close", () => resolve(response.complete && response.statusCode === 200 ? text : undefined));
    });
    outgoing.on("error", reject);
    outgoing.end(bytes);
  });
}

/** The address itself is dialled, so a name cannot mean loopback now and elsewhere a moment later. */
async function loopbackAddress(name: string): Promise<string | undefined> {
  const addresses = isIP(name) === 0 ? (await lookup(name, { all: true })).map((one) => one.address) : [name];
  if (!addresses.every((address) => address === "::1" || address.startsWith("127."))) return undefined;
  // Most local servers listen there alone.
  return addresses.find((address) => address.startsWith("127.")) ?? addresses[0];
}
