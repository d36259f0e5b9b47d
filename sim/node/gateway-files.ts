import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MerchantView } from "../gateway/control-views";
import type { KeyedCertificate } from "./certificates";

/** What `writeClientFiles` leaves in the directory, with what certificates keep there themselves. */
export const CLIENT_FILES = [
  "  merchant.json                      appid, mch_id and API key",
  "  ca.crt                             the authority to trust",
  "  client-merchant.crt, .key          certificate and key for /secapi, PEM",
  "  client.crt, client.key             the same as DER",
].join("\n");

/** Writes what a client needs to be this merchant, readable by the owner alone. */
export function writeClientFiles(directory: string, merchant: MerchantView, client: KeyedCertificate): void {
  const { appid, mchId, apiKey } = merchant;
  mkdirSync(directory, { recursive: true });
  const write = (name: string, data: string | Uint8Array): void => {
    writeFileSync(join(directory, name), data, { mode: 0o600 });
  };
  write("merchant.json", JSON.stringify({ appid, mch_id: mchId, api_key: apiKey }, undefined, 2) + "\n");
  write("client.crt", client.certificateDer);
  write("client.key", client.keyDer);
}
