import { test } from "uvu";
import * as assert from "uvu/assert";
import { readMerchantFile } from "../../../scripts/provision/merchant-file";
import { settingsFor } from "../../../scripts/provision/settings";
import { faultOf } from "../../../firmware/runtime/settings";
import { merchantFile, withMerchant } from "./merchant";

const KEY = "0123456789abcdef0123456789ABCDEF";
const SECRET = "a-password-that-nobody-may-read";

test("the example in the documents is right", () => {
  const { merchant } = readMerchantFile("docs/merchant.example.yaml");
  assert.is(merchant.terminal, "P0001");
  assert.equal(merchant.gateway, { hosts: ["apihk.mch.weixin.qq.com"], port: 443 });
});

/** What somebody types wrongly, and the sentence for it. */
const WRONG: [what: string, change: (file: any) => void, sentence: RegExp][] = [
  ["a terminal in small letters", (file) => { file.terminal = "p1"; }, /terminal: 1 to 8 of 0-9 and A-Z/],
  ["a merchant number without quotes", (file) => { file.merchant.mchId = 1900000109; }, /merchant\.mchId: the merchant number, in quotes/],
  ["a field that nobody knows", (file) => { file.gateway.hots = []; }, /gateway\.hots: nobody knows this field/],
  ["a missing part", (file) => { delete file.order; }, /order: /],
  ["a missing field", (file) => { delete file.merchant.name; }, /merchant\.name: the name on the receipt is missing/],
  ["no host", (file) => { file.gateway.hosts = []; }, /gateway\.hosts: at least one host/],
  ["an address as a host", (file) => { file.gateway.hosts = ["https://x.y/z"]; }, /gateway\.hosts\.0: the name of a host, without https/],
  ["a port out of range", (file) => { file.gateway.port = 70_000; }, /gateway\.port: /],
  ["no address of the shop", (file) => { file.order.ip = "300.1.1.1"; }, /order\.ip: /],
  ["a name with a line end", (file) => { file.merchant.name = "a\nb"; }, /merchant\.name: .*no line can carry/],
  ["an unknown wire", (file) => { file.wires = { drawer: "/dev/x" }; }, /wires/],
  ["a zone beyond the map", (file) => { file.zoneMinutes = 900; }, /zoneMinutes: /],
];

for (const [what, change, sentence] of WRONG) {
  test(`${what} is told by its field`, () => withMerchant({ "merchant.yaml": merchantFile(change) }, (path) => {
    assert.throws(() => readMerchantFile(path), (error: Error) => {
      assert.match(error.message, sentence);
      return /Nothing was changed/.test(error.message);
    });
  }));
}

test("several faults are told at once, and a file that is no YAML is told with its line", () => withMerchant(
  { "merchant.yaml": merchantFile((file) => { file.terminal = ""; file.currency = "hk$"; }) }, (path) => {
    assert.throws(() => readMerchantFile(path), (error: Error) => /terminal:.*currency:/s.test(error.message));
    return withMerchant({ "merchant.yaml": "board: [linux\nx: }" }, (other) => {
      assert.throws(() => readMerchantFile(other), /line 1|line 2/);
    });
  }));

test("what the file says is what the terminal reads, in its encodings", () => withMerchant({
  "api-key.txt": `${KEY}\n`, "wifi.txt": "eight or more\n",
  "merchant.yaml": merchantFile((file) => {
    file.merchant.name = "海港咖啡";
    file.order.body = "海港-咖啡";
    file.wifi = { ssid: "shop", passwordFile: "wifi.txt" };
    file.wires = { scanner: "/dev/ttyUSB0" };
  }),
}, (path) => {
  const settings = settingsFor(readMerchantFile(path), "gbk");
  assert.is(faultOf((key) => settings[key]), "");
  assert.is(Buffer.from(settings.merchantName!, "latin1").toString("hex"), "baa3b8dbbfa7b7c8");
  assert.is(Buffer.from(settings.body!, "latin1").toString("utf8"), "海港-咖啡");
  assert.is(settings.apiKey, KEY);
  assert.is(settings["wifi.password"], "eight or more");
  assert.is(settings["wire.scanner"], "/dev/ttyUSB0");
  assert.ok(settings.secret!.length >= 32);
  assert.is.not(settings.secret, settingsFor(readMerchantFile(path), "gbk").secret);
}));

/** Files beside it that are wrong. No sentence may show what is in them. */
const SPOILT: [what: string, beside: Record<string, string>, change: (file: any) => void, sentence: RegExp][] = [
  ["a key that is too short", { "api-key.txt": SECRET }, () => undefined, /API key must have 32 characters, .* has 31/],
  ["a key file that is not there", {}, () => undefined, /the API key: the file api-key.txt cannot be read \(ENOENT\)/],
  ["a password that is too short", { "api-key.txt": KEY, "wifi.txt": "secret" },
    (file) => { file.wifi = { ssid: "shop", passwordFile: "wifi.txt" }; }, /password must have 8 to 63/],
  ["a name that the printer cannot print", { "api-key.txt": KEY }, (file) => { file.merchant.name = "Café ☕"; }, /no character for a part/],
];

for (const [what, beside, change, sentence] of SPOILT) {
  test(`${what} is told without its content`, () => withMerchant({ ...beside, "merchant.yaml": merchantFile(change) }, (path) => {
    assert.throws(() => settingsFor(readMerchantFile(path), "gbk"), (error: Error) => {
      for (const content of Object.values(beside)) assert.not(error.message.includes(content), error.message);
      return sentence.test(error.message);
    });
  }));
}

test.run();
