import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { boardData } from "../build/board-data";
import { boardNames } from "../build/types";
import { LinkError } from "../link/link-error";

const text = (bytesMax: number, what: string) => z.string(`${what} is missing or no text`)
  .min(1, `${what} is empty`)
  .refine((value) => Buffer.byteLength(value) <= bytesMax, `${what} is longer than ${bytesMax} bytes`)
  .refine((value) => !/[\x00-\x1f\x7f]|^ | $|\]\]>/.test(value), `${what} holds a character that no line can carry`);
const pattern = (expression: RegExp, rule: string) => z.string(rule).regex(expression, rule);
const file = (what: string) => z.string(`${what}: the name of a file, seen from this one`).min(1, `${what}: no file is named`);
const whole = (least: number, most: number, what: string) => {
  const rule = `${what}: a whole number from ${least} to ${most}`;
  return z.int(rule).min(least, rule).max(most, rule);
};
const port = whole(1, 65_535, "the port").default(443);
const plan = (what: string) => z.looseObject({}, `${what}, as WeChat Pay describes it`);
const wire = pattern(/^\/\S+$/, "a device file such as /dev/ttyUSB0").optional();
const link = text(256, "the address");
const hasVoice = (board: string) => boardNames(process.cwd()).includes(board) && boardData(board).facts.voice === true;

/** Whether a terminal ever finds its update in these hours (firmware/update/night.ts). */
function isNight(hours: string): boolean {
  const [from = -1, to = -1] = hours.split("-").map(Number);
  return from !== to && Math.max(from, to) <= 24;
}

/** What a merchant's file may hold. Nothing in it is secret: secrets lie in files of their own, which it names. */
export const MERCHANT = z.strictObject({
  board: pattern(/^[a-z0-9-]+$/, "the board's name in hal/boards, such as esp32"),
  terminal: pattern(/^[0-9A-Z]{1,8}$/, "1 to 8 of 0-9 and A-Z: the first part of every order number, other for every terminal"),
  language: z.enum(["en", "zh"], "en or zh"),
  currency: pattern(/^[A-Z]{3}$/, "three capital letters, such as HKD"),
  zoneMinutes: whole(-720, 840, "minutes ahead of UTC").default(480),
  amountMax: whole(1, 999_999_999, "the largest amount of one sale, in minor units").optional(),
  tamper: z.boolean("true once the case is closed, else false").default(false),
  voice: whole(1, 30, "how loud the voice module speaks, where there is one").optional(),
  merchant: z.strictObject({
    name: text(64, "the name on the receipt"),
    appid: pattern(/^[0-9A-Za-z]{1,32}$/, "the appid as WeChat Pay gave it: letters and digits"),
    mchId: pattern(/^[0-9]{1,32}$/, "the merchant number, in quotes: digits"),
    apiKeyFile: file("the API key"),
    certificateFile: file("the client certificate (apiclient_cert.pem)"),
    keyFile: file("the client key (apiclient_key.pem)"),
  }, "a part with name, appid, mchId, apiKeyFile, certificateFile and keyFile"),
  order: z.strictObject({
    body: text(127, "what the customer reads on the phone"),
    detail: plan("goods_detail and so on"),
    ip: z.union([z.ipv4(), z.ipv6()], "the shop's public address"),
    notifyUrl: z.url("an address that begins with http").max(256, "longer than 256 characters").optional(),
    scene: plan("scene_info").optional(),
    links: z.strictObject({ app: link.optional(), jsapi: link.optional(), mweb: link.optional() }, "a part with app, jsapi and mweb")
      .optional(),
  }, "a part with body, detail and ip"),
  gateway: z.strictObject({
    hosts: z.array(pattern(/^[0-9A-Za-z.-]+$/, "the name of a host, without https:// and path"), "a list of hosts in brackets")
      .min(1, "at least one host").max(4, "four hosts at most"),
    port,
  }, "a part with hosts, a list: [apihk.mch.weixin.qq.com]"),
  wifi: z.strictObject({ ssid: text(31, "the network's name"), passwordFile: file("the network's password").optional() },
    "a part with ssid and passwordFile").optional(),
  update: z.strictObject({
    host: pattern(/^[0-9A-Za-z.-]+$/, "the name of a host"), port,
    path: pattern(/^\/.*\/$/, "a folder, with a slash before and behind"), keyFile: file("the update key"),
    hours: pattern(/^\d{1,2}-\d{1,2}$/, "from-to, such as 3-5").refine(isNight, "two different hours of the clock, 0 to 24, such as 23-4")
      .optional(),
  }, "a part with host, path, keyFile and hours").optional(),
  wires: z.strictObject({ scanner: wire, printer: wire, keypad: wire, display: wire, voice: wire },
    "a part with scanner, printer, keypad, display and voice").optional(),
}, "a merchant's file holds fields such as board, terminal and merchant").refine(
  ({ board, wifi }) => wifi !== undefined || !board.startsWith("esp32"),
  { path: ["wifi"], message: "a board esp32 has no other way to the gateway: a part with ssid and passwordFile" }).refine(
  ({ board, voice }) => voice === undefined || hasVoice(board),
  { path: ["voice"], message: "this board has no wire for a voice module; docs/HARDWARE.md says which have one" });
export type Merchant = z.output<typeof MERCHANT>;

/** A merchant's file that was read, and the way to the files it names. */
export interface MerchantFile {
  merchant: Merchant;
  /** The bytes of a file that is named in it. Throws LinkError; its content is in no message. */
  open(name: string, what: string): Buffer;
}

/** Reads and checks a merchant's file. Throws LinkError with one sentence for each field that is wrong. */
export function readMerchantFile(path: string): MerchantFile {
  const document = parseDocument(readText(path));
  const [syntax] = document.errors;
  if (syntax !== undefined) throw wrong(path, [syntax.message.split("\n")[0]!]);
  const parsed = MERCHANT.safeParse(document.toJS());
  if (!parsed.success) throw wrong(path, parsed.error.issues.flatMap(sentencesOf));
  return {
    merchant: parsed.data,
    open(name, what) {
      try {
        return readFileSync(resolve(dirname(path), name));
      } catch (error) {
        throw new LinkError(`${what}: the file ${name} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
          `File names count from the folder of ${path}.`);
      }
    },
  };
}

function sentencesOf(issue: z.core.$ZodIssue): string[] {
  const where = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `${[...issue.path, key].join(".")}: nobody knows this field`);
  }
  return [`${where === "" ? "the file" : where}: ${issue.message}`];
}

function wrong(path: string, sentences: string[]): LinkError {
  return new LinkError(`${path} is not right:\n  ${sentences.join("\n  ")}`,
    "Nothing was changed. docs/PROVISIONING.md tells the fields, docs/merchant.example.yaml shows them.");
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new LinkError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      "Copy docs/merchant.example.yaml and fill it in.");
  }
}
