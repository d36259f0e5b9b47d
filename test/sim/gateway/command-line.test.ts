import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { VirtualClock } from "../../../sim/clock";
import { createCertificates } from "../../../sim/node/certificates";
import { startRealTime } from "../../../sim/node/real-time";
import { fromXml, payment, signature, toXml } from "./client";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test("the command serves a client that has only what it printed and wrote", async () => {
  const directory = mkdtempSync(join(tmpdir(), "gateway-"));
  const words = ["--import", "tsx", "sim/node/gateway.ts", "--port", "0", "--directory", directory];
  const child = spawn(process.execPath, words, { cwd: root });
  const giveUp = setTimeout(() => child.kill("SIGKILL"), 15_000);
  let output = "";
  child.stdout.on("data", (part: Buffer) => { output += part.toString("utf8"); });
  const printed = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const match = pattern.exec(output);
      if (match !== null) return match[1] ?? match[0];
      if (child.exitCode !== null || child.killed) throw new Error(`ended early: ${output}`);
      await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    }
  };
  const port = Number(await printed(/https:\/\/localhost:([0-9]+)/));
  child.stdin.write("code\n");
  const code = await printed(/payment code.*: ([0-9]{18})\n/);
  const read = (name: string): string => readFileSync(join(directory, name), "utf8");
  const { appid, mch_id, api_key } = JSON.parse(read("merchant.json")) as Record<string, string>;
  const fields = { appid: appid!, mch_id: mch_id!, nonce_str: "n1", ...payment("T1", code) };
  const body = toXml({ ...fields, sign: signature(fields, api_key!) });
  const text = await new Promise<string>((resolve, reject) => {
    const options = { port, path: "/pay/micropay", method: "POST", ca: read("ca.crt"), agent: false };
    const outgoing = request(options, (response) => {
      response.on("data", (part: Buffer) => resolve(part.toString("utf8")));
    });
    outgoing.on("error", reject).end(body);
  });
  assert.is(fromXml(text)["result_code"], "SUCCESS");
  const line = await printed(/[0-9:.]+ POST \/pay\/micropay T1 1250 .*\n/);
  assert.not.ok(line.includes(code));
  assert.is(statSync(join(directory, "client.key")).mode & 0o077, 0);
  child.stdin.write("quit\n");
  if (child.exitCode === null) await once(child, "exit");
  clearTimeout(giveUp);
  assert.is(child.exitCode, 0);
  assert.not.ok(output.includes(api_key!));
  const again = await createCertificates({ directory });
  assert.is(again.authority.certificatePem, read("ca.crt"));
  rmSync(directory, { recursive: true });
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
