import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { Command, Option } from "commander";
import { VirtualClock } from "../clock";
import { type Control, createControl } from "../gateway/control";
import { requireAdvance } from "../gateway/control-checks";
import { createGateway, type Gateway } from "../gateway/gateway";
import type { Region } from "../gateway/merchants";
import type { Manual } from "../gateway/protocol/fields";
import { type Certificates, createCertificates } from "./certificates";
import { serveControl, type ServedControl } from "./control";
import { deliverOnLoopback } from "./deliver";
import { CLIENT_FILES, writeClientFiles } from "./gateway-files";
import { describe, describeNotification, perform, SHELL_HELP } from "./gateway-shell";
import { serveHttps } from "./https-server";
import { portOf } from "./options";
import { startRealTime } from "./real-time";
import { advanceUnhurried, track } from "./unhurried";

interface Options {
  port: number;
  controlPort?: number;
  region: Region;
  manual: Manual;
  seed: string;
  directory: string;
}

/** 0.60 %, in hundredths of a percent. */
const FEE_RATE = 60;

/** Starts the stand-in gateway for any client and plays one payer's phone on standard input. */
async function main(): Promise<void> {
  const options = readOptions();
  const clock = new VirtualClock(Date.now());
  const { seed, region, manual } = options;
  const gateway = createGateway({ clock, seed, region, manual });
  const control = createControl({ gateway, clock, onExchange: (record) => console.log(describe(record)) });
  const directory = resolve(options.directory);
  const certificates = await createCertificates({ directory });
  const client = await certificates.client("merchant");
  const merchant = control.addMerchant({ certificateFingerprint: client.fingerprint, feeRate: FEE_RATE });
  const payer = control.addPayer({ wallet: region === "hk" ? "hongkong" : "mainland" });
  const time = startRealTime(clock, { keepAlive: true });
  const carry = deliverOnLoopback({ ca: certificates.authority.certificatePem });
  const courier = track((url, body, done) => carry(url, body, (answer) => {
    time.poke();
    done(answer);
    time.poke();
  }));
  gateway.notifications.deliver = courier.deliver;
  gateway.notifications.onSent = (record) => console.log(describeNotification(record));
  const { server } = gateway;
  const https = await serveHttps({ server, certificates, clock, time, port: options.port });
  writeClientFiles(directory, merchant, client, https.port);
  console.log(`gateway (${region}) at https://localhost:${https.port}`);
  const unhurried = {
    ...control,
    advance: async ({ ms }: { ms: number }) => {
      await advanceUnhurried(clock, requireAdvance(ms), courier.idle);
      return { nowMs: clock.nowMs };
    },
  };
  const served = { ...certifying(control, gateway, certificates), advance: unhurried.advance };
  const remote = options.controlPort === undefined ? undefined
    : await serveControl({ control: served, time, port: options.controlPort });
  if (remote !== undefined) console.log(`control at http://127.0.0.1:${remote.port}`);
  console.log(`files for a client in ${directory}:\n${CLIENT_FILES}\n${SHELL_HELP}`);
  const lines = createInterface({ input: process.stdin });
  // One line after the other, though some take their time.
  let last = Promise.resolve();
  lines.on("line", (line) => {
    if (line.trim() === "quit") return stop();
    last = last.then(async () => {
      time.poke();
      console.log(await perform(line, unhurried, payer.id, merchant.mchId));
      time.poke();
    });
  });
  // Standard input that is closed from the start must not end a server in the background.
  lines.on("close", () => { if (process.stdin.isTTY) stop(); });
  process.once("SIGTERM", stop);

  function stop(): void {
    time.stop();
    lines.close();
    // A pipe that stays open would keep the process.
    process.stdin.destroy();
    void https.close();
    void remote?.close();
  }
}

function readOptions(): Options {
  const region = new Option("--region <name>", "variant of the interface").choices(["hk", "mainland"]);
  const manual = new Option("--manual <language>", "whose list of required fields holds")
    .choices(["chinese", "english"]);
  return new Command("gateway")
    .description("A local stand-in for the WeChat Pay v2 gateway")
    .option("--port <number>", "port on 127.0.0.1; 0 takes a free one", portOf, 8443)
    .option("--control-port <number>", "serve the control over HTTP on 127.0.0.1; 0 takes a free port", portOf)
    .addOption(region.default("hk"))
    .addOption(manual.default("chinese"))
    .option("--seed <text>", "start of all that is drawn", "1")
    .option("--directory <path>", "where keys and certificates are kept", "dist/gateway")
    .parse().opts<Options>();
}

/** A merchant made from outside gets a certificate of this authority, and finds it and its key in the answer. */
function certifying(control: Control, gateway: Gateway, certificates: Certificates): ServedControl {
  return {
    ...control,
    addMerchant: async (options) => {
      const view = control.addMerchant(options);
      if (options.certificateFingerprint !== undefined) return view;
      const client = await certificates.client(view.mchId);
      const merchant = gateway.allMerchants().find(({ mchId }) => mchId === view.mchId)!;
      merchant.certificateFingerprint = client.fingerprint;
      return { ...view, clientCertificatePem: client.certificatePem, clientKeyPem: client.keyPem };
    },
  };
}

try {
  await main();
} catch (error) {
  // Such as a port that is taken.
  console.error(`gateway: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
