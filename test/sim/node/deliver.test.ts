import { createServer as createHttp, type RequestListener, type Server } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Certificates, createCertificates } from "../../../sim/node/certificates";
import { deliverOnLoopback } from "../../../sim/node/deliver";

interface Context {
  certificates: Certificates;
  /** What the merchant does with a notification. */
  merchant: RequestListener;
  plain: Server;
  secure: Server;
}

const test = suite<Context>("deliver");

test.before(async (context) => {
  context.certificates = await createCertificates();
  const { keyPem, certificatePem } = context.certificates.server;
  context.plain = createHttp((request, response) => context.merchant(request, response));
  context.secure = createHttps({ key: keyPem, cert: certificatePem }, (request, response) => context.merchant(request, response));
  for (const server of [context.plain, context.secure]) {
    await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  }
});

test.after((context) => {
  for (const server of [context.plain, context.secure]) {
    server.close();
    server.closeAllConnections();
  }
});

function carry({ certificates }: Context, url: string, timeoutMs = 1_000): Promise<string | undefined> {
  const deliver = deliverOnLoopback({ ca: certificates.authority.certificatePem, timeoutMs });
  return new Promise((resolve) => deliver(url, "<xml/>", resolve));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

test("a notification is POSTed as it is and the merchant's answer comes back, with and without TLS", async (context) => {
  const seen: string[] = [];
  context.merchant = (request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers["content-type"]} ${request.headers.host?.split(":")[0]}`);
    request.on("data", (part) => seen.push(String(part)));
    request.on("end", () => response.end("<ok/>"));
  };
  assert.is(await carry(context, `http://127.0.0.1:${portOf(context.plain)}/paid`), "<ok/>");
  assert.is(await carry(context, `https://localhost:${portOf(context.secure)}/paid`), "<ok/>");
  assert.equal(seen, ["POST /paid text/xml 127.0.0.1", "<xml/>", "POST /paid text/xml localhost", "<xml/>"]);
});

test("what is no acknowledgement is none", async (context) => {
  const address = `http://127.0.0.1:${portOf(context.plain)}/`;
  const cases: RequestListener[] = [
    (_request, response) => response.writeHead(500).end("<ok/>"),
    (_request, response) => response.writeHead(302, { Location: "/other" }).end(),
    (request) => request.socket.destroy(),
    (_request, response) => response.end("x".repeat(100_000)),
  ];
  for (const merchant of cases) {
    context.merchant = merchant;
    assert.is(await carry(context, address), undefined);
  }
  context.merchant = () => {};
  assert.is(await carry(context, address, 50), undefined, "silence");
  const stranger = (await createCertificates()).authority.certificatePem;
  const distrusting = deliverOnLoopback({ ca: stranger });
  const url = `https://localhost:${portOf(context.secure)}/`;
  assert.is(await new Promise((resolve) => distrusting(url, "", resolve)), undefined, "another authority");
});

test("nothing leaves this machine", async (context) => {
  for (const url of ["http://192.0.2.1/", "https://[2001:db8::1]/", "ftp://127.0.0.1/", "no address"]) {
    assert.is(await carry(context, url, 60_000), undefined);
  }
});

test.run();
