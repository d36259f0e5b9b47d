import { Agent, request } from "node:https";
import { VirtualClock } from "../../sim/clock";
import { createGateway, type Gateway } from "../../sim/gateway/gateway";
import type { Merchant } from "../../sim/gateway/merchants";
import type { Fields } from "../../sim/gateway/protocol/fields";
import { sign } from "../../sim/gateway/protocol/sign";
import { buildXml } from "../../sim/gateway/protocol/xml";
import { createCertificates } from "../../sim/node/certificates";
import { serveHttps } from "../../sim/node/https-server";
import type { Payer } from "../../sim/wallet/payer";

export interface Measured {
  payments: number;
  seconds: number;
}

const PATH = "/pay/micropay";
/** Virtual time between two payments: keeps each merchant within the documented 30 payments a second. */
const PAUSE_MS = 40;
const PAYERS = 100;

/** A gateway, one merchant and enough payers that nobody pays equal sums twice in a minute. */
class Counter {
  readonly clock = new VirtualClock();
  readonly gateway: Gateway = createGateway({ clock: this.clock });
  readonly merchant: Merchant = this.gateway.addMerchant();
  private readonly payers: Payer[];
  private count = 0;

  constructor() {
    const options = { password: "never", balance: 1_000_000_000 } as const;
    this.payers = Array.from({ length: PAYERS }, () => this.gateway.addPayer(options));
  }

  /** A whole signed request that charges the next payer; the clock has moved on. */
  nextRequest(): Buffer {
    const number = this.count++;
    this.clock.advance(PAUSE_MS);
    const fields: Fields = {
      appid: this.merchant.appid, mch_id: this.merchant.mchId, nonce_str: `n${number}`, sign_type: "HMAC-SHA256",
      body: "Harbour Cafe-Coffee", out_trade_no: `BENCH${number}`, total_fee: String(100 + number % 9_973),
      fee_type: "HKD", spbill_create_ip: "203.0.113.7", auth_code: this.payers[number % PAYERS]!.showCode(),
    };
    return Buffer.from(buildXml({ ...fields, sign: sign(fields, this.merchant.apiKey, "HMAC-SHA256") }), "utf8");
  }
}

/** Makes payments one after another with no socket: request signed and written, answer looked at. */
export function measureInProcess(payments: number): Measured {
  const counter = new Counter();
  const startedMs = performance.now();
  for (let number = 0; number < payments; number++) {
    const body = counter.nextRequest();
    counter.gateway.server({ method: "POST", path: PATH, headers: {}, body }, (outcome) => {
      if (outcome.kind !== "answer") throw new Error(`no answer but ${outcome.kind}`);
      expectPaid(Buffer.from(outcome.response.body).toString("utf8"));
    });
  }
  return finish(counter, payments, startedMs);
}

/** Makes payments over `connections` kept connections of TLS; client and gateway share this process. */
export async function measureHttps(payments: number, connections = 8): Promise<Measured> {
  const counter = new Counter();
  const certificates = await createCertificates();
  // The virtual clock is moved by the payments alone.
  const time = { poke: () => {}, stop: () => {} };
  const { server } = counter.gateway;
  const https = await serveHttps({ server, certificates, clock: counter.clock, time });
  const agent = new Agent({ keepAlive: true, maxSockets: connections, ca: certificates.authority.certificatePem });
  let left = payments;
  const startedMs = performance.now();
  const work = async (): Promise<void> => {
    while (left-- > 0) expectPaid(await post(agent, https.port, counter.nextRequest()));
  };
  await Promise.all(Array.from({ length: connections }, work));
  const measured = finish(counter, payments, startedMs);
  agent.destroy();
  await https.close();
  return measured;
}

function finish(counter: Counter, payments: number, startedMs: number): Measured {
  const seconds = (performance.now() - startedMs) / 1_000;
  const problems = counter.gateway.verify();
  if (problems.length > 0) throw new Error(problems.join("; "));
  const paid = counter.gateway.orders.all().filter((order) => order.state === "SUCCESS").length;
  if (paid !== payments) throw new Error(`${paid} of ${payments} payments were made`);
  return { payments, seconds };
}

function expectPaid(answer: string): void {
  if (!answer.includes("<result_code><![CDATA[SUCCESS]]>")) throw new Error(`not paid: ${answer}`);
}

function post(agent: Agent, port: number, body: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": "text/xml", "Content-Length": body.length };
    const outgoing = request({ agent, host: "127.0.0.1", port, path: PATH, method: "POST", headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => resolve(Buffer.concat(parts).toString("utf8")));
    });
    outgoing.on("error", reject).end(body);
  });
}
