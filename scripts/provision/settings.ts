import { randomBytes } from "node:crypto";
import iconv from "iconv-lite";
import type { Bytes } from "../../hal/ports/bytes";
import { faultOf } from "../../firmware/runtime/settings";
import { toBytes } from "../../sim/bytes";
import { LinkError } from "../link/link-error";
import type { MerchantFile } from "./merchant-file";

const SECRET_BYTES = 32;
const API_KEY_BYTES = 32;

/**
 * The settings of a terminal, in the encodings that board and gateway take, with a fresh device secret. Throws
 * LinkError, without any secret, when the terminal itself would refuse them.
 * @param encoding of the board's texts, as iconv-lite names it
 */
export function settingsFor(file: MerchantFile, encoding: string): Record<string, Bytes> {
  const { board: _, merchant, order, gateway, wifi, update, wires = {}, ...terminal } = file.merchant;
  const utf8 = (value: string) => toBytes(Buffer.from(value, "utf8"));
  const secretOf = (name: string, what: string) => {
    const secret = toBytes(file.open(name, what)).replace(/[\r\n]+$/, "");
    if (!/[\x00-\x1f\x7f]/.test(secret)) return secret;
    throw new LinkError(`The file with ${what} has more than one line, or characters that no line can carry.`,
      "Nothing was changed. It holds that alone, as plain text.");
  };
  const apiKey = secretOf(merchant.apiKeyFile, "the API key");
  if (apiKey.length !== API_KEY_BYTES) {
    throw new LinkError(`The API key must have ${API_KEY_BYTES} characters, and the file's first line has ${apiKey.length}.`,
      "Nothing was changed. Copy it from the merchant platform, alone on one line.");
  }
  const all: Record<string, Bytes | undefined> = {
    terminal: terminal.terminal, secret: randomBytes(SECRET_BYTES).toString("base64"), language: terminal.language,
    currency: terminal.currency, zoneMinutes: String(terminal.zoneMinutes), tamper: terminal.tamper ? "on" : undefined,
    voice: terminal.voice === undefined ? undefined : String(terminal.voice),
    amountMaxMinor: terminal.amountMax === undefined ? undefined : String(terminal.amountMax),
    merchantName: encoded(merchant.name, encoding), appid: merchant.appid, mchId: merchant.mchId, apiKey,
    host: gateway.hosts.join(","), port: String(gateway.port), ip: order.ip, body: utf8(order.body),
    detail: utf8(JSON.stringify(order.detail)), scene: order.scene && utf8(JSON.stringify(order.scene)),
    notifyUrl: order.notifyUrl, "link.APP": order.links?.app, "link.JSAPI": order.links?.jsapi, "link.MWEB": order.links?.mweb,
    "wifi.ssid": wifi && utf8(wifi.ssid),
    "wifi.password": wifi && (wifi.passwordFile === undefined ? "" : wifiPassword(secretOf(wifi.passwordFile, "the network's password"))),
    "update.host": update?.host, "update.port": update && String(update.port), "update.path": update?.path,
    "update.key": update && updateKey(secretOf(update.keyFile, "the update key")), "update.hours": update?.hours,
  };
  for (const [part, path] of Object.entries<string>(wires)) all[`wire.${part}`] = path;
  const settings: Record<string, Bytes> = {};
  for (const [key, value] of Object.entries(all)) if (value !== undefined) settings[key] = value;
  const fault = faultOf((key) => settings[key]);
  if (fault === "") return settings;
  throw new LinkError(`The terminal would not take the setting ${fault}.`,
    "Nothing was changed. Its rule stands in docs/PROVISIONING.md.");
}

function encoded(value: string, encoding: string): Bytes {
  const bytes = iconv.encode(value, encoding);
  if (iconv.decode(bytes, encoding) === value) return toBytes(bytes);
  throw new LinkError(`The receipt's printer has no character for a part of the name "${value}".`,
    `Nothing was changed. Write merchant.name in characters of ${encoding}.`);
}

function wifiPassword(password: Bytes): Bytes {
  if (password === "" || (password.length >= 8 && password.length <= 63)) return password;
  throw new LinkError("The network's password must have 8 to 63 characters.",
    "Nothing was changed. Write it alone on one line of its file.");
}

function updateKey(key: Bytes): Bytes {
  if (key.length >= SECRET_BYTES) return key;
  throw new LinkError(`The update key must have at least ${SECRET_BYTES} characters.`,
    "Nothing was changed. Make one: openssl rand -hex 32.");
}
