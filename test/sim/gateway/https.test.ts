import { request, type RequestOptions } from "node:https";
import { connect } from "node:tls";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { VirtualClock } from "../../../sim/clock";
import type { Server, ServerOutcome, ServerRequest } from "../../../sim/network";
import { type Certificates, createCertificates, type KeyedCertificate } from "../../../sim/node/certificates";
import { type HTTPSServer, serveHttps } from "../../../sim/node/https-server";
import { type RealTime, startRealTime } from "../../../sim/node/real-time";
import { fromXml, payment, Shop, toXml } from "./client";

interface Context {
  certificates: Certificates;
  client: KeyedCertificate;
  time: RealTime;
  https: HTTPSServer;
  server: Server;
}

interface Result {
  status: number;
  body: string;
  /** How it ended when it did not end well. */
  error?: string;
}

const test = suite<Context>("https");

test.before(async (context) => {
  const clock = new VirtualClock();
  context.certificates = await createCertificates();
  context.client = await context.certificates.client("merchant");
  context.time = startRealTime(clock, { factor: 100, keepAlive: true });
  context.https = await serveHttps({
    server: (message, reply) => context.server(message, reply),
    certificates: context.certificates, clock, time: context.time, requestTimeoutMs: 1_000,
  });
});

test.after(async (context) => {
  context.time.stop();
  await context.https.close();
});

/** Sends one request, trusting the authority alone. `stopAfter` hangs up after so many bytes. */
function exchange(
  context: Context, options: RequestOptions, body: string | Buffer, stopAfter = Infinity,
): Promise<Result> {
  return new Promise((resolve) => {
    const result: Result = { status: 0, body: "" };
    const ca = context.certificates.authority.certificatePem;
    const { port } = context.https;
    const outgoing = request({ host: "127.0.0.1", port, ca, method: "POST", agent: false, ...options });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      resolve({ ...result, error: error.code ?? error.message });
    });
    outgoing.on("response", (response) => {
      result.status = response.statusCode ?? 0;
      response.on("data", (part: Buffer) => {
        result.body += part.toString("utf8");
        if (result.body.length >= stopAfter) outgoing.destroy();
      });
      response.on("error", () => resolve({ ...result, error: "aborted" }));
      response.on("end", () => resolve(result));
    });
    outgoing.end(body);
  });
}

function answering(text: string): ServerOutcome {
  const body = new TextEncoder().encode(text);
  const headers = { "Content-Length": String(body.length) };
  return { kind: "answer", response: { status: 200, headers, body } };
}

test("the gateway is served: a payment, and a revoke with the merchant's certificate", async (context) => {
  const shop = new Shop();
  shop.merchant.certificateFingerprint = context.client.fingerprint;
  context.server = shop.gateway.server;
  const code = shop.gateway.addPayer().showCode();
  const paid = await exchange(context, { path: "/pay/micropay" }, toXml(shop.request(payment("T1", code))));
  assert.is(fromXml(paid.body)["result_code"], "SUCCESS");
  shop.clock.advance(15_000);
  const body = toXml(shop.request({ out_trade_no: "T1" }));
  const path = "/secapi/pay/reverse";
  assert.is((await exchange(context, { path }, body)).error, "ECONNRESET");
  const own = { path, key: context.client.keyPem, cert: context.client.certificatePem };
  assert.is(fromXml((await exchange(context, own, body)).body)["recall"], "N");
  const stranger = await createCertificates();
  const { keyPem, certificatePem } = stranger.authority;
  const foreign = await exchange(context, { path, key: keyPem, cert: certificatePem }, body);
  assert.is(fromXml(foreign.body)["return_code"], "FAIL");
  assert.is(shop.query("T1")["trade_state"], "REVOKED");
});

test("the server sees method, path, lower-case headers and the bytes", async (context) => {
  let seen: ServerRequest | undefined;
  context.server = (message, reply) => {
    seen = message;
    reply(answering("ok"));
  };
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
  await exchange(context, { path: "/a/b?c=d", headers: { "X-Thing": "Y" } }, bytes);
  assert.equal([seen!.method, seen!.path, seen!.headers["x-thing"]], ["POST", "/a/b", "Y"]);
  assert.equal([...seen!.body], [...bytes]);
  assert.is(seen!.clientFingerprint, undefined);
});

test("every outcome is acted out on the socket", async (context) => {
  const whole = answering("0123456789") as Extract<ServerOutcome, { kind: "answer" }>;
  const run = (outcome: ServerOutcome, stopAfter?: number): Promise<Result> => {
    context.server = (_message, reply) => reply(outcome);
    return exchange(context, { path: "/" }, "x", stopAfter);
  };
  assert.equal(await run({ ...whole, delayMs: 1_000 }), { status: 200, body: "0123456789" });
  const partial = await run({ kind: "partial", response: whole.response, bytes: 4 });
  assert.equal(partial, { status: 200, body: "0123", error: "aborted" });
  assert.is((await run({ kind: "close" })).error, "ECONNRESET");
  assert.is((await run({ kind: "handshake" })).error, "ECONNRESET");
  const endless = await run({ kind: "endless", response: whole.response }, 50_000);
  assert.ok(endless.body.startsWith("0123456789   "));
  context.server = () => {};
  const silent = exchange(context, { path: "/", timeout: 50 }, "x");
  const later = new Promise((resolve) => setTimeout(resolve, 100, "nothing yet"));
  assert.is(await Promise.race([silent, later]), "nothing yet");
});

test("a megabyte is handed on only as far as it takes to refuse it", async (context) => {
  const shop = new Shop();
  context.server = shop.gateway.server;
  const result = await exchange(context, { path: "/pay/micropay" }, "x".repeat(1_000_000));
  assert.ok(result.status === 413 || result.error !== undefined, JSON.stringify(result));
  assert.is((await exchange(context, { path: "/pay/micropay" }, "x")).status, 200);
});

test("a client that sends too slowly is cut off", async (context) => {
  const { port } = context.https;
  const socket = connect({ port, host: "127.0.0.1", ca: context.certificates.authority.certificatePem });
  socket.on("error", () => {});
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this");
  await new Promise((resolve) => socket.on("close", resolve).resume());
});

test("the interpreter's suites are spoken: TLS 1.2 with DHE and with plain RSA", async (context) => {
  context.server = (_message, reply) => reply(answering("ok"));
  for (const ciphers of ["DHE-RSA-AES128-GCM-SHA256", "AES128-SHA256"]) {
    const result = await exchange(context, { path: "/", ciphers, maxVersion: "TLSv1.2" }, "x");
    assert.is(result.body, "ok", ciphers);
  }
});

test.run();
