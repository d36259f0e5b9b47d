import { FILE_MARK, JOURNAL_FILE } from "../firmware/journal/layout";
import { BOOT_FILE, BOOT_MARK } from "../firmware/update/choice";
import { CHANGES_FILE, CHANGES_MARK } from "../hal/drivers/settings/changes-file";
import { SETTINGS_FILE } from "../hal/drivers/settings/settings-file";
import { fromBytes } from "./bytes";
import type { Links } from "./phone/opening";

/** One file of a terminal's flash; erased bytes follow `data` up to `size`. */
export interface FlashFile {
  name: string;
  data: Uint8Array;
  size?: number;
}

/** Who the terminal works for, and where its parts and its gateway are. */
export interface Provisioning {
  appid: string;
  mchId: string;
  apiKey: string;
  /** Nearest first. */
  hosts: string[];
  port: number;
  /** The merchant's client certificate and its key, DER. */
  keyDer: Uint8Array;
  certificateDer: Uint8Array;
  /** Device file of each wire, by the part's name. */
  wires: Record<string, string>;
  /** Added to the settings or put in their place; texts for people in the board's encoding. */
  settings?: Record<string, string>;
  journalBytes?: number;
  /** Eight bytes of chance, other for every journal that is made. */
  journalId?: string;
}

/** Where the codes of orders lead to that are paid in the merchant's app or on its page. */
export const LINKS: Links = { app: "tillapp://pay/", page: "https://shop.simulated/pay/" };

/** Sixteen pages of 4 KB, and what is lost because files do not begin with a page. */
const JOURNAL_BYTES = 65_536 + 4_096;

/** Two pages of 4 KB, and what is lost because files do not begin with a page. */
const CHANGES_BYTES = 12_288;

/** The list of updates: three letters for each. */
const BOOT_BYTES = 1_024;

/** A journal that no terminal has written to. `id` is eight bytes of chance. */
export function emptyJournal(bytes = JOURNAL_BYTES, id = "SIMULATE"): FlashFile {
  return { name: JOURNAL_FILE, data: fromBytes(FILE_MARK + id), size: bytes };
}

/** Key and certificate of the merchant, and what is chance or size in a terminal's files. */
export type Belongings = Pick<Provisioning, "keyDer" | "certificateDer" | "journalBytes" | "journalId">;

/** What lies in flash beside the image: `settings` are its lines, made of bytes. */
export function terminalFiles(settings: Record<string, string>, own: Belongings): FlashFile[] {
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}\n`).join("");
  return [
    { name: SETTINGS_FILE, data: fromBytes(lines) },
    emptyJournal(own.journalBytes, own.journalId),
    { name: CHANGES_FILE, data: fromBytes(CHANGES_MARK), size: CHANGES_BYTES },
    { name: BOOT_FILE, data: fromBytes(BOOT_MARK), size: BOOT_BYTES },
    { name: "client.key", data: own.keyDer },
    { name: "client.crt", data: own.certificateDer },
  ];
}

/** What provisioning puts beside the image: settings, an empty journal, key and certificate. */
export function provision(who: Provisioning): FlashFile[] {
  const settings: Record<string, string> = {
    terminal: "P0001", secret: "a device secret that simulations share", language: "en", currency: "HKD",
    merchantName: "Harbour Cafe", appid: who.appid, mchId: who.mchId, apiKey: who.apiKey,
    host: who.hosts.join(","), port: String(who.port), ip: "203.0.113.7", body: "Harbour Cafe-Coffee",
    detail: JSON.stringify({ goods_detail: [{ goods_id: "1", goods_name: "Coffee", quantity: 1, price: 1 }] }),
    notifyUrl: "https://shop.simulated/notify", "link.APP": LINKS.app, "link.JSAPI": LINKS.page,
    scene: JSON.stringify({ h5_info: { type: "Wap", wap_url: "https://shop.simulated", wap_name: "Harbour Cafe" } }),
  };
  for (const [part, path] of Object.entries(who.wires)) settings[`wire.${part}`] = path;
  Object.assign(settings, who.settings);
  return terminalFiles(settings, who);
}
