import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { LinkError } from "../link/link-error";

const text = (bytesMax: number, what: string) => z.string(`${what} is missing or no text`)
  .min(1, `${what} is empty`)
  .refine((value) => Buffer.byteLength(value) <= bytesMax, `${what} is longer than ${bytesMax} bytes`)
  .refine((value) => !/[\x00-\x1f\x7f]|^ | $|\]\]>/.test(value), `${what} holds a character that no line can carry`);
const pattern = (expression: RegExp, rule: string) => z.string(rule).regex(expression, rule);
const file = (what: string) => z.string(`${what}: the name of a file, seen from this one`).min(1);

/** What a merchant's file may hold. Nothing in it is secret: secrets lie in files of their own, which it names. */
export const MERCHANT = z.strictObject({
  board: pattern(/^[a-z0-9-]+$/, "the board's name in hal/boards, such as esp32"),
  terminal: pattern(/^[0-9A-Z]{1,8}$/, "1 to 8 of 0-9 and A-Z: the first part of every order number, other for every terminal"),
  language: z.enum(["en", "zh"], "en or zh"),
  currency: pattern(/^[A-Z]{3}$/, "three capital letters, such as HKD"),
  zoneMinutes: z.int().min(-720).max(840).default(480),
  amountMax: z.int("the largest amount of one sale, in minor units, such as 1000000").min(1).max(999_999_999).optional(),
  tamper: z.boolean("true once the case is closed, else false").default(false),
  merchant: z.strictObject({
    name: text(64, "the name on the receipt"),
    appid: pattern(/^[0-9A-Za-z]{1,32}$/, "the appid as WeChat Pay gave it: letters and digits"),
    mchId: pattern(/^[0-9]{1,32}$/, "the merchant number, in quotes: digits"),
    apiKeyFile: file("the API key"),
    certificateFile: file("the client certificate (apiclient_cert.pem)"),
    keyFile: file("the client key (apiclient_key.pem)"),
  }),
  order: z.strictObject({
    body: text(127, "what the customer reads on the phone"),
    detail: z.looseObject({}, "goods_detail and so on, as WeChat Pay describes it"),
    ip: z.union([z.ipv4(), z.ipv6()], "the shop's public address"),
    notifyUrl: z.url("an address that begins with http").max(256).optional(),
    scene: z.looseObject({}).optional(),
    links: z.strictObject({ app: text(256, "link").optional(), jsapi: text(256, "link").optional(), mweb: text(256, "link").optional() })
      .optional(),
  }),
  gateway: z.strictObject({
    hosts: z.array(pattern(/^[0-9A-Za-z.-]+$/, "the name of a host, without https:// and path")).min(1, "at least one host").max(4),
    port: z.int().min(1).max(65_535).default(443),
  }),
  wifi: z.strictObject({ ssid: text(31, "the network's name"), passwordFile: file("the network's password").optional() }).optional(),
  update: z.strictObject({
    host: pattern(/^[0-9A-Za-z.-]+$/, "the name of a host"), port: z.int().min(1).max(65_535).default(443),
    path: pattern(/^\/.*\/$/, "a folder, with a slash before and behind"), keyFile: file("the update key"),
    hours: pattern(/^\d{1,2}-\d{1,2}$/, "from-to, such as 3-5").optional(),
  }).optional(),
  wires: z.partialRecord(z.enum(["scanner", "printer", "keypad", "display"], "scanner, printer, keypad or display"),
    pattern(/^\/\S+$/, "a device file such as /dev/ttyUSB0")).optional(),
});
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
