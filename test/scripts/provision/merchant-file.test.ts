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

const UPDATE = { host: "updates.example", path: "/till/", keyFile: "update.key" };

/** What somebody types wrongly, and the sentence for it. */
const WRONG: [what: string, change: (file: any) => void, sentence: RegExp][] = [
  ["a terminal in small letters", (file) => { file.terminal = "p1"; }, /terminal: 1 to 8 of 0-9 and A-Z/],
  ["a merchant number without quotes", (file) => { file.merchant.mchId = 1900000109; }, /merchant\.mchId: the merchant number, in quotes/],
  ["a field that nobody knows", (file) => { file.gateway.hots = []; }, /gateway\.hots: nobody knows this field/],
  ["a missing order", (file) => { delete file.order; }, /  order: a part with body, detail and ip\n/],
  ["a missing merchant", (file) => { delete file.merchant; }, /  merchant: a part with name, .*keyFile\n/],
  ["a missing gateway", (file) => { delete file.gateway; }, /  gateway: a part with hosts, a list/],
  ["a list in place of a part", (file) => { file.update = []; }, /  update: a part with host, path/],
  ["a board esp32 without a network", (file) => { file.board = "esp32"; }, /  wifi: a board esp32 has no other way to the gateway/],
  ["a board esp32s3 without a network", (file) => { file.board = "esp32s3"; }, /  wifi: a board esp32 has no other way/],
  ["hours that no clock has", (file) => { file.update = { ...UPDATE, hours: "23-40" }; }, /update\.hours: two different hours.*0 to 24/],
  ["hours without length", (file) => { file.update = { ...UPDATE, hours: "3-3" }; }, /update\.hours: two different hours/],
  ["hours in words", (file) => { file.update = { ...UPDATE, hours: "at night" }; }, /update\.hours: from-to, such as 3-5/],
  ["one host without brackets", (file) => { file.gateway.hosts = "a.b"; }, /gateway\.hosts: a list of hosts in brackets/],
  ["an amount in words", (file) => { file.amountMax = "much"; }, /amountMax: the largest amount .*: a whole number from 1 to/],
  ["no scene", (file) => { file.order.scene = "shop"; }, /order\.scene: scene_info, as WeChat Pay describes it/],
  ["an empty name of a file", (file) => { file.merchant.keyFile = ""; }, /merchant\.keyFile: .*no file is named/],
  ["a missing field", (file) => { delete file.merchant.name; }, /merchant\.name: the name on the receipt is missing/],
  ["no host", (file) => { file.gateway.hosts = []; }, /gateway\.hosts: at least one host/],
  ["an address as a host", (file) => { file.gateway.hosts = ["https://x.y/z"]; }, /gateway\.hosts\.0: the name of a host, without https/],
  ["a port out of range", (file) => { file.gateway.port = 70_000; }, /gateway\.port: the port: a whole number from 1 to 65535/],
  ["no address of the shop", (file) => { file.order.ip = "300.1.1.1"; }, /order\.ip: /],
  ["a name with a line end", (file) => { file.merchant.name = "a\nb"; }, /merchant\.name: .*no line can carry/],
  ["a voice that is too loud", (file) => { file.voice = 31; }, /voice: how loud .*: a whole number from 1 to 30/],
  ["a voice on a board without a wire for it", (file) => {
    [file.board, file.voice, file.wifi] = ["esp32", 20, { ssid: "shop" }];
  }, /voice: this board has no wire for a voice module/],
  ["an unknown wire", (file) => { file.wires = { drawer: "/dev/x" }; }, /wires\.drawer: nobody knows this field/],
  ["a zone beyond the map", (file) => { file.zoneMinutes = 900; }, /zoneMinutes: minutes ahead of UTC: a whole number/],
];

for (const [what, change, sentence] of WRONG) {
  test(`${what} is told by its field`, () => withMerchant({ "merchant.yaml": merchantFile(change) }, (path) => {
    assert.throws(() => readMerchantFile(path), (error: Error) => {
      assert.match(error.message, sentence);
      assert.not.match(error.message, /invalid|expected|received|undefined/i);
      return /Nothing was changed/.test(error.message);
    });
  }));
}

test("an empty file is told", () => withMerchant({ "merchant.yaml": "" }, (path) => {
  assert.throws(() => readMerchantFile(path), /the file: a merchant's file holds fields such as board/);
}));

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
    file.voice = 24;
    file.wires = { scanner: "/dev/ttyUSB0", voice: "/dev/ttyUSB4" };
  }),
}, (path) => {
  const settings = settingsFor(readMerchantFile(path), "gbk");
  assert.is(faultOf((key) => settings[key]), "");
  assert.is(Buffer.from(settings.merchantName!, "latin1").toString("hex"), "baa3b8dbbfa7b7c8");
  assert.is(Buffer.from(settings.body!, "latin1").toString("utf8"), "海港-咖啡");
  assert.is(settings.apiKey, KEY);
  assert.is(settings["wifi.password"], "eight or more");
  assert.is(settings["wire.scanner"], "/dev/ttyUSB0");
  assert.is(settings["wire.voice"], "/dev/ttyUSB4");
  assert.is(settings.voice, "24");
  assert.ok(settings.secret!.length >= 32);
  assert.is.not(settings.secret, settingsFor(readMerchantFile(path), "gbk").secret);
}));

/** Files beside it that are wrong. No sentence may show what is in them. */
const SPOILT: [what: string, beside: Record<string, string>, change: (file: any) => void, sentence: RegExp][] = [
  ["a key that is too short", { "api-key.txt": SECRET }, () => undefined, /API key must have 32 characters, .* has 31/],
  ["a key file that is not there", {}, () => undefined, /the API key: the file api-key.txt cannot be read \(ENOENT\)/],
  ["a password that is too short", { "api-key.txt": KEY, "wifi.txt": "secret" },
    (file) => { file.wifi = { ssid: "shop", passwordFile: "wifi.txt" }; }, /password must have 8 to 63/],
  ["a password of two lines", { "api-key.txt": KEY, "wifi.txt": "first line\napiKey=forged" },
    (file) => { file.wifi = { ssid: "shop", passwordFile: "wifi.txt" }; }, /the network's password .*more than one line/],
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
