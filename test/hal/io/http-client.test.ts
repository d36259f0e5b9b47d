import { test } from "uvu";
import * as assert from "uvu/assert";
import { describeInterpreter, findInterpreters } from "../../../scripts/device/interpreters";
import { VirtualClock } from "../../../sim/clock";
import { Network, type Server, type ServerOutcome, type ServerRequest } from "../../../sim/network";
import { createCertificates } from "../../../sim/node/certificates";
import { serveHttps } from "../../../sim/node/https-server";
import { startRealTime } from "../../../sim/node/real-time";
import type { FlashFile } from "../../../sim/provisioning";
import { makeStandIn } from "../../sim/espruino/support";
import { runInInterpreter, runInStandIn } from "./run-in-interpreter";

const found = findInterpreters();
const certificates = await createCertificates();
const client = await certificates.client("merchant");
const DATE = "Tue, 06 Jan 2026 08:49:37 GMT";
const files: FlashFile[] = [
  { name: "client.key", data: client.keyDer },
  { name: "client.crt", data: client.certificateDer },
];

const answer = (text: string, headers: Record<string, string> = {}) => ({
  status: 200, headers: { "Content-Length": String(text.length), ...headers }, body: Buffer.from(text),
});
const BLOB = "0123456789abcdef";

/** What the server does with each path. */
const outcomes: Record<string, (request: ServerRequest) => ServerOutcome> = {
  "/answer": () => ({ kind: "answer", response: answer("whole") }),
  "/who": (request) => ({ kind: "answer", response: answer(request.clientFingerprint ?? "nobody") }),
  "/error": () => ({ kind: "answer", response: { ...answer("no"), status: 502 } }),
  "/empty": () => ({ kind: "answer", response: answer("") }),
  "/date": () => ({ kind: "answer", response: answer("now", { dAtE: DATE }) }),
  "/half": () => ({ kind: "partial", response: answer("0123456789"), bytes: 4 }),
  "/close": () => ({ kind: "close" }),
  "/silent": () => ({ kind: "silent" }),
  "/slow": () => ({ kind: "slow", response: answer("slow"), byteMs: 2 }),
  "/slower": () => ({ kind: "slow", response: answer("slow"), byteMs: 20 }),
  "/long": () => ({ kind: "answer", response: answer("x".repeat(3_000)) }),
  "/endlessHead": () => ({ kind: "endlessHead" }),
  "/part": (request) => {
    const [from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "")!.slice(1).map(Number) as [number, number];
    assert.is(request.method, "GET");
    return { kind: "answer", response: { ...answer(BLOB.slice(from, to + 1)), status: 206 } };
  },
};

const whole = (body: string, status = 200) => ({ kind: "answer", status, body });
const failed = (why: string) => ({ kind: "failed", why });

/** Path, whether the certificate is shown, and what the client makes of it. */
const exchanges: [string, 0 | 1, unknown][] = [
  ["/answer", 0, whole("whole")],
  ["/who", 0, whole("nobody")],
  ["/who", 1, whole(client.fingerprint)],
  ["/error", 0, whole("no", 502)],
  ["/empty", 0, whole("")],
  ["/date", 0, { ...whole("now"), date: DATE }],
  ["/half", 0, failed("truncated")],
  ["/close", 0, failed("closed")],
  ["/silent", 0, failed("timeout")],
  ["/slow", 0, whole("slow")],
  ["/slower", 0, failed("timeout")],
  ["/long", 0, failed("tooLong")],
  ["/endlessHead", 0, failed("tooLong")],
  ["/part", 0, whole("456789", 206)],
  ["refused", 0, failed("unsent")],
  ["/answer", 0, whole("whole")],
];

const imports = `
  import { openHTTPClient } from "./http-client";
  import { growMemory } from "./memory";`;

function script(host: string, port: number): string {
  return `
    growMemory(200000);
    var client = openHTTPClient({ pieceBytes: 24000, connectMs: 2000, answerMs: 500 });
    var list = ${JSON.stringify(exchanges)};
    var at = 0;
    function request(path, certificate, onDone) {
      var inside = true;
      var options = { host: "${host}", port: path === "refused" ? 1 : ${port}, path: path, body: "\\x00\\xffbody",
        clientCertificate: certificate === 1, timeoutMs: 3000, bodyBytesMax: 2000 };
      if (path === "/part") { options.range = { offset: 4, length: 6 }; options.body = ""; }
      client.request(options, function (result) {
        if (result.date && path !== "/date") delete result.date;
        tell(inside ? "inside" : result);
        onDone();
      });
      inside = false;
    }
    function next() {
      if (at < list.length) { at++; request(list[at - 1][0], list[at - 1][1], next); return; }
      request("/answer", 0, function () {});
      request("/who", 0, function () {});
    }
    next();`;
}

const expected = [...exchanges.map(([, , result]) => result), whole("whole"), whole("nobody")];
const server: Server = (request, reply) => {
  if (request.method === "POST") assert.is(Buffer.from(request.body).toString("latin1"), "\x00\xffbody");
  reply(outcomes[request.path]!(request));
};
const plain = (told: unknown[]): unknown[] => JSON.parse(JSON.stringify(told)) as unknown[];

test("the stand-in: every end of an HTTPS exchange is told once, and for what it is", async () => {
  const network = new Network();
  network.listen("gateway", 443, server);
  assert.equal(plain(await runInStandIn(makeStandIn({ network }), imports, script("gateway", 443), files)), expected);
});

test("the stand-in: a server that is not reached in time has seen nothing", async () => {
  const network = new Network();
  network.listen("gateway", 443, server);
  // The handshake takes four times as long as one way through the network.
  const told = await runInStandIn(makeStandIn({ network, latencyMs: 700 }), imports, script("gateway", 443), files);
  assert.equal(plain(told).slice(0, 2), [failed("unsent"), failed("unsent")]);
});

for (const path of found.paths) {
  const interpreter = await describeInterpreter(path);

  test(`${interpreter.name}: every end of an HTTPS exchange is told once, and for what it is`, async () => {
    const clock = new VirtualClock(Date.now());
    const time = startRealTime(clock);
    const https = await serveHttps({ certificates, clock, time, server });
    try {
      assert.equal(await runInInterpreter(interpreter, imports, script("127.0.0.1", https.port), files), expected);
    } finally {
      await https.close();
      time.stop();
    }
  });
}
if (found.paths.length === 0) console.log(`skipped: HTTPS in a real interpreter: ${found.reason}`);

test.run();
