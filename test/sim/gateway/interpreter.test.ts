import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { createCertificates, type KeyedCertificate } from "../../../sim/node/certificates";
import { serveHttps } from "../../../sim/node/https-server";
import { startRealTime } from "../../../sim/node/real-time";
import { fromXml, payment, Shop, toXml } from "./client";

/** Interpreters to try: the ones named in ESPRUINO, else the one on the PATH. */
function findInterpreters(): string[] {
  const named = (process.env["ESPRUINO"] ?? "").split(":").filter((path) => path !== "");
  if (named.length > 0) return named.filter((path) => existsSync(path));
  const found = spawnSync("which", ["espruino-linux"], { encoding: "utf8" });
  return found.status === 0 ? [found.stdout.trim()] : [];
}

/** A script that POSTs each body to its path and prints what came. */
function scriptFor(port: number, posts: { path: string; body: string; client?: KeyedCertificate }[]): string {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  const list = posts.map(({ path, body, client }) => ({
    path,
    body: base64(Buffer.from(body)),
    ...(client && { key: base64(client.keyDer), cert: base64(client.certificateDer) }),
  }));
  return `
    var posts = ${JSON.stringify(list)};
    var hold = setInterval(function () {}, 1000);
    process.on("uncaughtException", function () {});
    function next() {
      var post = posts.shift();
      if (!post) { print("END"); clearInterval(hold); quit(); return; }
      var body = atob(post.body), got = "", told = false;
      function tell(text) { if (told) return; told = true; print("GOT " + btoa(text)); setTimeout(next, 10); }
      var options = url.parse("https://127.0.0.1:${port}" + post.path);
      options.method = "POST";
      options.headers = { "Content-Length": body.length };
      if (post.key) { options.key = atob(post.key); options.cert = atob(post.cert); }
      var request = require("http").request(options, function (response) {
        response.on("data", function (data) { got += data; });
        response.on("close", function () { tell(got); });
      });
      request.on("error", function (error) { if (!got) tell("error " + error.code); });
      request.end(body);
    }
    next();
  `;
}

/** Runs a script to its end; gives what it told of each exchange. */
function run(interpreter: string, script: string): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), "gateway-"));
  writeFileSync(join(directory, "script.js"), script);
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(interpreter, ["script.js"], { cwd: directory });
    const giveUp = setTimeout(() => child.kill("SIGKILL"), 20_000);
    child.stdout.on("data", (part: Buffer) => { output += part.toString("latin1"); });
    child.on("close", () => {
      clearTimeout(giveUp);
      rmSync(directory, { recursive: true });
      const told = [...output.matchAll(/GOT ([A-Za-z0-9+/=]*)/g)];
      resolve(told.map((match) => Buffer.from(match[1]!, "base64").toString("utf8")));
    });
  });
}

const interpreters = findInterpreters();
if (interpreters.length === 0) {
  console.log("skipped: no interpreter in ESPRUINO, no espruino-linux on the PATH");
}

for (const interpreter of interpreters) {
  test(`${interpreter} pays over TLS, and revokes only with the client certificate`, async () => {
    const shop = new Shop();
    const certificates = await createCertificates();
    const client = await certificates.client("merchant");
    shop.merchant.certificateFingerprint = client.fingerprint;
    const time = startRealTime(shop.clock, { keepAlive: true });
    const https = await serveHttps({ server: shop.gateway.server, certificates, clock: shop.clock, time });
    const code = shop.gateway.addPayer().showCode();
    const micropay = { path: "/pay/micropay", body: toXml(shop.request(payment("T1", code))) };
    const reverse = { path: "/secapi/pay/reverse", body: toXml(shop.request({ out_trade_no: "NEVER" })) };
    const posts = [micropay, { ...reverse, client }, reverse, micropay];
    const told = await run(interpreter, scriptFor(https.port, posts));
    time.stop();
    await https.close();
    assert.is(told.length, 4, told.join("\n"));
    assert.is(fromXml(told[0]!)["result_code"], "SUCCESS");
    assert.is(fromXml(told[1]!)["recall"], "N");
    assert.match(told[2]!, /^error /);
    assert.is(fromXml(told[3]!)["err_code"], "ORDERPAID");
    assert.is(shop.gateway.merchantBalance(shop.merchant), 1_250);
  });
}

test.run();
