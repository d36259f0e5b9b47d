import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { Command, Option } from "commander";
import { VirtualClock } from "../clock";
import { createGateway, type ExchangeRecord, type Gateway } from "../gateway/gateway";
import type { Merchant, Region } from "../gateway/merchants";
import type { Payer } from "../wallet/payer";
import { createCertificates, type KeyedCertificate } from "./certificates";
import { serveHttps } from "./https-server";
import { startRealTime } from "./real-time";

interface Options {
  port: string;
  region: Region;
  seed: string;
  directory: string;
}

const HELP = "keys for the payer's phone: code | always | never | limits | password | refuse | books | quit";

/** Starts the stand-in gateway for any client and plays one payer's phone on standard input. */
async function main(): Promise<void> {
  const region = new Option("--region <name>", "variant of the manual").choices(["hk", "mainland"]);
  const options = new Command("gateway")
    .description("A local stand-in for the WeChat Pay v2 gateway")
    .option("--port <number>", "port on 127.0.0.1; 0 takes a free one", "8443")
    .addOption(region.default("hk"))
    .option("--seed <text>", "start of all that is drawn", "1")
    .option("--directory <path>", "where keys and certificates are kept", "dist/gateway")
    .parse().opts<Options>();
  const clock = new VirtualClock(Date.now());
  const gateway = createGateway({ clock, seed: options.seed, region: options.region });
  const directory = resolve(options.directory);
  const certificates = await createCertificates({ directory });
  const client = await certificates.client("merchant");
  const merchant = gateway.addMerchant({ certificateFingerprint: client.fingerprint });
  const payer = gateway.addPayer({ wallet: options.region === "hk" ? "hongkong" : "mainland" });
  writeClientFiles(directory, merchant, client);
  gateway.onExchange = (record) => console.log(describe(record));
  const time = startRealTime(clock, { keepAlive: true });
  const { server } = gateway;
  const https = await serveHttps({ server, certificates, clock, time, port: Number(options.port) });
  console.log(`gateway (${options.region}) at https://localhost:${https.port}`);
  console.log(`files for a client in ${directory}:`);
  console.log("  merchant.json                      appid, mch_id and API key");
  console.log("  ca.crt                             the authority to trust");
  console.log("  client-merchant.crt, .key          certificate and key for /secapi, PEM");
  console.log("  client.crt, client.key             the same as DER");
  console.log(HELP);
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    time.poke();
    if (line.trim() === "quit") return stop();
    console.log(perform(line.trim(), gateway, merchant, payer));
    time.poke();
  });
  // Standard input that is closed from the start must not end a server in the background.
  lines.on("close", () => { if (process.stdin.isTTY) stop(); });

  function stop(): void {
    time.stop();
    lines.close();
    // A pipe that stays open would keep the process.
    process.stdin.destroy();
    void https.close();
  }
}

function perform(command: string, gateway: Gateway, merchant: Merchant, payer: Payer): string {
  switch (command) {
    case "code": return `payment code, good for a minute: ${payer.showCode()}`;
    case "always": case "never": case "limits":
      payer.password = command;
      return `password: ${command}`;
    case "password": case "refuse":
      if (payer.asked === undefined) return "the phone asks for nothing";
      if (command === "password") payer.typePassword();
      else payer.refuse();
      return "done";
    case "books": {
      const problems = gateway.verify();
      const sums = merchant.currencies.map((name) => `${gateway.merchantBalance(merchant, name)} ${name}`);
      const line = `merchant ${sums.join(", ")}; payer ${payer.balance} ${payer.currency}`;
      return [line, ...problems].join("\n");
    }
    default: return HELP;
  }
}

function writeClientFiles(directory: string, merchant: Merchant, client: KeyedCertificate): void {
  const { appid, mchId, apiKey } = merchant;
  mkdirSync(directory, { recursive: true });
  const write = (name: string, data: string | Uint8Array): void => {
    writeFileSync(join(directory, name), data, { mode: 0o600 });
  };
  write("merchant.json", JSON.stringify({ appid, mch_id: mchId, api_key: apiKey }, undefined, 2) + "\n");
  write("client.crt", client.certificateDer);
  write("client.key", client.keyDer);
}

/** One line for one exchange; the record is masked already. */
function describe(record: ExchangeRecord): string {
  const { request, answer } = record;
  const time = new Date(record.atMs).toISOString().slice(11, 23);
  const words = [
    time, record.method, record.path,
    request["out_trade_no"], request["total_fee"], request["auth_code"], "->",
    record.outcome === "answer" ? record.status : record.outcome,
    answer["return_code"] === "FAIL" ? `FAIL ${answer["return_msg"]}` : answer["result_code"],
    answer["err_code"], answer["trade_state"], record.fault === undefined ? undefined : `(${record.fault})`,
  ];
  return words.filter((word) => word !== undefined && word !== "").join(" ");
}

await main();
