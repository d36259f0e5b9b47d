import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MerchantView } from "../gateway/control-views";
import type { KeyedCertificate } from "./certificates";

/** What `writeClientFiles` leaves in the directory, with what certificates keep there themselves. */
export const CLIENT_FILES = [
  "  merchant.json                      appid, mch_id and API key",
  "  merchant.yaml, api-key.txt         the same for npm run provision, of a terminal with board linux",
  "  ca.crt                             the authority to trust",
  "  client-merchant.crt, .key          certificate and key for /secapi, PEM",
  "  client.crt, client.key             the same as DER",
].join("\n");

/** Writes what a client needs to be this merchant of the gateway at `port`, readable by the owner alone. */
export function writeClientFiles(directory: string, merchant: MerchantView, client: KeyedCertificate, port: number): void {
  const { appid, mchId, apiKey } = merchant;
  mkdirSync(directory, { recursive: true });
  const write = (name: string, data: string | Uint8Array): void => {
    writeFileSync(join(directory, name), data, { mode: 0o600 });
  };
  write("merchant.json", JSON.stringify({ appid, mch_id: mchId, api_key: apiKey }, undefined, 2) + "\n");
  write("api-key.txt", `${apiKey}\n`);
  write("merchant.yaml", merchantFile(merchant, port));
  write("client.crt", client.certificateDer);
  write("client.key", client.keyDer);
}

/** A merchant's file (docs/merchant.example.yaml) for a terminal on this machine. */
function merchantFile({ appid, mchId, name, currencies }: MerchantView, port: number): string {
  // JSON is YAML, too.
  return `${JSON.stringify({
    board: "linux", terminal: "T0001", language: "en", currency: currencies[0],
    merchant: {
      name, appid, mchId, apiKeyFile: "api-key.txt", certificateFile: "client-merchant.crt", keyFile: "client-merchant.key",
    },
    order: {
      body: name, ip: "127.0.0.1",
      detail: { goods_detail: [{ goods_id: "1", goods_name: "Coffee", quantity: 1, price: 1 }] },
    },
    gateway: { hosts: ["localhost"], port },
  }, undefined, 2)}\n`;
}
