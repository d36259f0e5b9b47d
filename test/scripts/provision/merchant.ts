import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

/** A merchant's file that is right; `change` spoils it. */
export function merchantFile(change: (file: any) => void = () => undefined): string {
  const file = {
    board: "linux", terminal: "P0001", language: "en", currency: "HKD",
    merchant: {
      name: "Harbour Cafe", appid: "wx0123456789abcdef", mchId: "1900000109",
      apiKeyFile: "api-key.txt", certificateFile: "client.crt", keyFile: "client.key",
    },
    order: { body: "Harbour Cafe-Coffee", detail: { goods_detail: [] }, ip: "203.0.113.7" },
    gateway: { hosts: ["127.0.0.1"], port: 443 },
  };
  change(file);
  return stringify(file);
}

/** A folder with a merchant's file and whatever stands beside it; gone afterwards. */
export async function withMerchant(
  files: Record<string, string>, use: (path: string, folder: string) => Promise<void> | void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tinytill-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    await use(join(folder, "merchant.yaml"), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
