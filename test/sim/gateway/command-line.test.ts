import { request } from "node:https";
import { test } from "uvu";
import * as assert from "uvu/assert";
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
  assert.is(served.mode("client.key") & 0o077, 0);
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

test.run();
