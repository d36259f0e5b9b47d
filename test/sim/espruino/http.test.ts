import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { VirtualClock } from "../../../sim/clock";
import { Network, type Server } from "../../../sim/network";
import { createCertificates } from "../../../sim/node/certificates";
import { serveHttps } from "../../../sim/node/https-server";
import { startRealTime } from "../../../sim/node/real-time";
import { findInterpreters, marked, runReal, runStandIn } from "./support";

const PATHS = [
  "/answer",
  "/small",
  "/length",
  "/status",
  "/mutual",
  "/close",
  "/partial",
  "/endless",
  "/silent",
];

const certificates = await createCertificates();
const client = await certificates.client("merchant");
const interpreters = findInterpreters();

function pattern(length: number): Uint8Array {
  return new Uint8Array(length).map((_, index) => index * 7);
}

function makeServer(bodies: string[]): Server {
  return (request, reply) => {
    bodies.push(
      `${request.method} ${request.path} ${Array.from(request.body).join(" ")} ${request.headers["x-test"]}`,
    );
    const headers = { "X-Answer": request.clientFingerprint === client.fingerprint ? "known" : "unknown" };
    const response = { status: 200, headers, body: pattern(2000) };
    const measured = { ...response, headers: { ...headers, "Content-Length": "2000" } };
    switch (request.path) {
      case "/small":
        return reply({ kind: "answer", response: { ...response, body: pattern(10) } });
      case "/length":
        return reply({ kind: "answer", response: measured });
      case "/status":
        return reply({ kind: "answer", response: { ...response, status: 503 } });
      case "/close":
        return reply({ kind: "close" });
      case "/partial":
        return reply({ kind: "partial", response: measured, bytes: 700 });
      case "/endless":
        return reply({ kind: "endless", response });
      case "/silent":
        return reply({ kind: "silent" });
      default:
        return reply({ kind: "answer", response });
    }
  };
}

function script(port: number): string {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  return readFileSync(join("test", "sim", "espruino", "scripts", "http.js"), "latin1")
    .replaceAll("DEAD_PORT", "1")
    .replaceAll("PORT", String(port))
    .replace('"KEY"', JSON.stringify(base64(client.keyDer)))
    .replace('"CERT"', JSON.stringify(base64(client.certificateDer)))
    .replace("= PATHS", `= ${JSON.stringify(PATHS)}`);
}

/** Whether a goodbye is seen, and how much of an endless body, is chance on a real line. */
function settled(lines: string[]): string[] {
  return marked(lines).map((line) =>
    line
      .replace(" error-30848(unknown error)", "")
      .replace(/ close(true|false)/, " close")
      .replace(/^(> .endless:.*) \d+ bytes \d+$/, "$1")
      .replace(/(bad \w+ throws) \w+/, "$1"),
  );
}

const expected = [
  "> /answer: string200 unknown end close 2000 bytes 111",
  "> /small: waitstrue string200 unknown end close 10 bytes 24",
  "> /length: string200 unknown end close 2000 bytes 111",
  "> /status: string503 unknown end close 2000 bytes 111",
  "> /mutual: string200 known end close 2000 bytes 111",
  "> /close: error-15(no response) 0 bytes 227",
  "> /partial: string200 unknown end close 700 bytes 248",
  "> /endless: string200 end close",
  "> /silent: waitstrue left0 abort 0 bytes 227",
  "> refused throws InternalError",
  "> refused tls throws InternalError",
  "> bad key throws",
  "> bad certificate throws",
  "> ended",
];
const requests = PATHS.map((path) => `POST ${path} 104 101 0 108 254 ab`);

test("exchanges end in the stand-in as in the interpreter", () => {
  const network = new Network();
  const bodies: string[] = [];
  network.listen("127.0.0.1", 7777, makeServer(bodies));
  const { lines, interpreter } = runStandIn(script(7777), { network, advanceMs: 60_000 });
  assert.equal(settled(lines), expected);
  assert.equal(bodies, requests);
  assert.equal(interpreter.uncaught, []);
});

test("the stand-in shows the two kinds of end that a whole answer and a cut one have", () => {
  const network = new Network();
  network.listen("127.0.0.1", 7777, makeServer([]));
  const { lines } = runStandIn(script(7777), { network, advanceMs: 60_000 });
  assert.is(lines[0], "> /answer: string200 unknown end error-30848(unknown error) closetrue 2000 bytes 111");
  assert.is(lines[6], "> /partial: string200 unknown end closefalse 700 bytes 248");
});

for (const path of interpreters) {
  test(`exchanges end so in ${path}`, async () => {
    const clock = new VirtualClock();
    const time = startRealTime(clock);
    const bodies: string[] = [];
    const https = await serveHttps({ server: makeServer(bodies), certificates, clock, time });
    try {
      const { lines } = await runReal(path, script(https.port), undefined, 30_000);
      assert.equal(settled(lines), expected);
      assert.equal(bodies, requests);
    } finally {
      await https.close();
      time.stop();
    }
  });
}

test("a real interpreter takes part where there is one", () => {
  assert.is(PATHS.length, 9);
  if (interpreters.length === 0)
    console.log("skipped: HTTPS of a real interpreter (none in ESPRUINO or on the PATH)");
});

const HANDSHAKE = `
  process.on("uncaughtException", function (e) { print("> uncaught " + e); });
  var rq = require("http").request({ host: "pay.test", port: 443, path: "/", method: "GET", protocol: "https:",
    headers: {} KEYS }, function () { print("> answered"); });
  rq.on("error", function (e) { print("> error " + e.code); });
  rq.end();`;

test("a refused handshake is an error of the request and an uncaught exception", () => {
  const network = new Network();
  network.listen("pay.test", 443, (_, reply) => reply({ kind: "handshake" }));
  const { lines } = runStandIn(HANDSHAKE.replace("KEYS", ""), { network });
  assert.equal(marked(lines), [
    "> error -15",
    "> uncaught InternalError: mbedtls_ssl_handshake returned -0x7780",
  ]);
});

test("a key that does not belong to the certificate never reaches the server", async () => {
  const other = await certificates.client("other");
  const network = new Network();
  let asked = 0;
  network.listen("pay.test", 443, () => {
    asked++;
  });
  const text = (bytes: Uint8Array): string => `atob("${Buffer.from(bytes).toString("base64")}")`;
  const keys = `, key: ${text(other.keyDer)}, cert: ${text(client.certificateDer)}`;
  const { lines } = runStandIn(HANDSHAKE.replace("KEYS", keys), { network });
  assert.is(marked(lines)[0], "> error -15");
  assert.is(asked, 0);
});

test("with the cable out a connection is refused, and an answer under way is lost", () => {
  const network = new Network();
  let asked = 0;
  network.listen("pay.test", 443, (_, reply) => {
    asked++;
    reply({ kind: "answer", response: { status: 200, headers: {}, body: pattern(5) }, delayMs: 1000 });
  });
  const standIn = runStandIn(HANDSHAKE.replace("KEYS", ""), { network, advanceMs: 500 });
  network.plugged = false;
  standIn.clock.advance(60_000);
  assert.is(asked, 1);
  assert.equal(marked(standIn.lines), []);
  standIn.interpreter.run(
    "try { rq = require('http').request({ host: 'pay.test' }); rq.end(); } catch (e) { print('> ' + e); }",
  );
  assert.equal(marked(standIn.lines), ["> InternalError: Unable to create socket"]);
});

test("a body of unannounced length is refused by the server", () => {
  const network = new Network();
  network.listen("pay.test", 80, () => assert.unreachable("no server takes it"));
  const { lines } = runStandIn(
    `
    var rq = require("http").request({ host: "pay.test", path: "/", method: "POST" }, function (res) {
      print("> " + res.statusCode);
    });
    rq.end("body");`,
    { network },
  );
  assert.equal(marked(lines), ["> 400"]);
});

test.run();
