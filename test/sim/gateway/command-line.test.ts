import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readMerchantFile } from "../../../scripts/provision/merchant-file";
import { settingsFor } from "../../../scripts/provision/settings";
import { VirtualClock } from "../../../sim/clock";
import { createCertificates } from "../../../sim/node/certificates";
import { startRealTime } from "../../../sim/node/real-time";
import { fromXml, payment, signature, toXml } from "./client";
import { serveGateway } from "./served";

test("the command serves a client that has only what it printed and wrote", async () => {
  const served = await serveGateway();
  served.type("code");
  const code = await served.printed(/payment code.*: ([0-9]{18})\n/);
  const { appid, mch_id, api_key } = JSON.parse(served.file("merchant.json")) as Record<string, string>;
  const fields = { appid: appid!, mch_id: mch_id!, nonce_str: "n1", ...payment("T1", code) };
  const body = toXml({ ...fields, sign: signature(fields, api_key!) });
  const text = await new Promise<string>((resolve, reject) => {
    const options = { method: "POST", ca: served.file("ca.crt"), agent: false };
    const outgoing = request(`${served.address}/pay/micropay`, options, (response) => {
      response.on("data", (part: Buffer) => resolve(part.toString("utf8")));
    });
    outgoing.on("error", reject).end(body);
  });
  assert.is(fromXml(text)["result_code"], "SUCCESS");
  const line = await served.printed(/[0-9:.]+ POST \/pay\/micropay T1 1250 .*\n/);
  assert.not.ok(line.includes(code));
  served.type("world");
  await served.printed(/"merchants":\[/);
  served.type("advance {\"ms\":5}");
  await served.printed(/"nowMs":[0-9]+\}/);
  served.type("books");
  await served.printed(/merchant\/[0-9]+ 12[0-9]{2} HKD/);
  for (const nonsense of ["", "advance", "advance {", "constructor", "refuse"]) served.type(nonsense);
  await served.printed(/the phone asks for nothing/);
  for (const name of ["client.key", "api-key.txt"]) assert.is(served.mode(name) & 0o077, 0);
  const file = readMerchantFile(join(served.directory, "merchant.yaml"));
  assert.is(settingsFor(file, "gbk")["apiKey"], api_key);
  assert.is(served.address, `https://${file.merchant.gateway.hosts[0]}:${file.merchant.gateway.port}`);
  const authority = served.file("ca.crt");
  const again = await createCertificates({ directory: served.directory });
  assert.is(again.authority.certificatePem, authority);
  assert.is(await served.quit(), 0);
  assert.not.ok(served.output().includes(api_key!));
});

test("a merchant made over the wire gets what it needs to call the money back", async () => {
  const served = await serveGateway(["--region", "mainland"]);
  const made = await served.control.addMerchant({ name: "Tea House" });
  const fields = { appid: made.appid, mch_id: made.mchId, nonce_str: "n1", out_trade_no: "T1" };
  const body = toXml({ ...fields, sign: signature(fields, made.apiKey) });
  const answer = await new Promise<string>((resolve, reject) => {
    const keys = { ca: served.file("ca.crt"), cert: made.clientCertificatePem!, key: made.clientKeyPem! };
    const outgoing = request(`${served.address}/secapi/pay/reverse`, { method: "POST", agent: false, ...keys }, (response) => {
      response.on("data", (part: Buffer) => resolve(part.toString("utf8")));
    });
    outgoing.on("error", reject).end(body);
  });
  assert.is(fromXml(answer)["recall"], "N");
  assert.is(await served.quit(), 0);
});

test("real time moves a virtual clock at its factor until it is stopped", async () => {
  const clock = new VirtualClock(0);
  const time = startRealTime(clock, { factor: 1_000, keepAlive: true });
  await new Promise<void>((resolve) => {
    clock.after(20_000, resolve);
    time.poke();
  });
  assert.ok(clock.nowMs >= 20_000);
  time.stop();
  const stoppedMs = clock.nowMs;
  time.poke();
  assert.is(clock.nowMs, stoppedMs);
});

test("a skipped day waits for the merchant: what was acknowledged is told once", async () => {
  const served = await serveGateway();
  const notices: string[] = [];
  const merchant = createServer((request, response) => {
    request.resume().on("end", () => {
      notices.push(request.url ?? "");
      response.end(toXml({ return_code: "SUCCESS" }));
    });
  });
  await new Promise<void>((resolve) => { merchant.listen(0, "127.0.0.1", resolve); });
  const { appid, mch_id, api_key } = JSON.parse(served.file("merchant.json")) as Record<string, string>;
  const keys = { ca: served.file("ca.crt"), cert: served.file("client-merchant.crt"), key: served.file("client-merchant.key") };
  const call = async (path: string, fields: Record<string, string>): Promise<Record<string, string>> => {
    const all = { appid: appid!, mch_id: mch_id!, nonce_str: "n1", ...fields };
    const body = toXml({ ...all, sign: signature(all, api_key!) });
    return new Promise((resolve, reject) => {
      const outgoing = request(`${served.address}${path}`, { method: "POST", agent: false, ...keys }, (response) => {
        response.on("data", (part: Buffer) => resolve(fromXml(part.toString("utf8"))));
      });
      outgoing.on("error", reject).end(body);
    });
  };
  try {
    const notify_url = `http://127.0.0.1:${(merchant.address() as AddressInfo).port}/refunded`;
    const payer = (await served.control.addPayer({ password: "never" })).id;
    for (const [at, skip] of [
      async () => void await served.control.advance({ ms: 86_400_000 }),
      async () => {
        served.type("advance {\"ms\":86400000}");
        await served.printed(/refund notification 1 of R1 .*[^]*"nowMs":[0-9]+\}/);
      },
    ].entries()) {
      const { code } = await served.control.showCode({ payer });
      assert.is((await call("/pay/micropay", payment(`T${at}`, code)))["result_code"], "SUCCESS");
      const refund = { out_trade_no: `T${at}`, out_refund_no: `R${at}`, total_fee: "1250", refund_fee: "1250", notify_url };
      assert.is((await call("/secapi/pay/refund", refund))["result_code"], "SUCCESS");
      await skip();
    }
    const seen = (await served.control.notifications()).map(({ about, outcome }) => `${about} ${outcome}`);
    assert.equal(seen, ["R0 acknowledged", "R1 acknowledged"]);
    assert.is(notices.length, 2);
  } finally {
    merchant.close();
    merchant.closeAllConnections();
    await served.quit();
  }
});

test("a port that is none, or taken, is told in one line", async () => {
  const served = await serveGateway();
  const port = new URL(served.address).port;
  for (const [wrong, reason] of [["abc", /--port.*abc.*A number from 0 to 65535/], [port, /^gateway: .*EADDRINUSE/]] as const) {
    const words = ["--import", "tsx", "sim/node/gateway.ts", "--port", wrong, "--directory", served.directory];
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8", timeout: 30_000 });
    assert.is(status, 1);
    assert.match(stderr, reason);
    assert.is(stderr.trim().split("\n").length, 1);
  }
  await served.quit();
});

test.run();
