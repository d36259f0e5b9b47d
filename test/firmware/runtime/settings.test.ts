import { test } from "uvu";
import * as assert from "uvu/assert";
import { faultOf, settingsOf } from "../../../firmware/runtime/settings";

const good: Record<string, string> = {
  terminal: "P0001", secret: "s".repeat(32), currency: "HKD", appid: "wx0123456789abcdef", mchId: "1900000109",
  apiKey: "k".repeat(32), host: "a.example,b.example", body: "Cafe-Coffee", detail: "{}", ip: "203.0.113.7",
};

test("good settings work, and what is left out has its documented value", () => {
  assert.is(faultOf((key) => good[key]), "");
  const settings = settingsOf((key) => good[key]);
  assert.is(settings.amountMaxMinor, 1_000_000);
  assert.is(settings.zoneMinutes, 480);
  assert.is(settings.wechat.port, 443);
  assert.equal(settings.wechat.hosts, ["a.example", "b.example"]);
});

for (const key of Object.keys(good)) {
  test(`without ${key} the terminal says so`, () => {
    assert.is(faultOf((name) => (name === key ? undefined : good[name])), key);
    assert.is(faultOf((name) => (name === key ? "" : good[name])), key);
  });
}

const bad: [key: string, value: string][] = [
  ["terminal", "A|B"], ["terminal", "P00000001"], ["terminal", "p1"], ["terminal", "\xd6\xd0"], ["secret", "short"],
  ["apiKey", "short"], ["apiKey", "k".repeat(33)], ["currency", "hkd"], ["currency", "HONG KONG"], ["host", "a,,b"],
  ["host", "a\r"], ["body", "a]]>b"], ["body", "a\x01"], ["merchantName", "a\x1b@"], ["port", "0"], ["port", "443abc"],
  ["port", "65536"], ["amountMaxMinor", "-5"], ["amountMaxMinor", "99999999999"], ["amountMaxMinor", "12.5"],
  ["zoneMinutes", "99999"], ["zoneMinutes", ""], ["zoneMinutes", "-721"], ["zoneMinutes", "-"], ["zoneMinutes", "1-0"],
  ["body", " Cafe"], ["body", "Cafe "], ["body", "x".repeat(128)], ["body", "\xf0\x9f\x8d\xb5"], ["body", "a\x7f"],
  ["mchId", " 1900000109"], ["mchId", "19a"], ["appid", "wx 1<"], ["appid", "w".repeat(33)], ["secret", " ".repeat(32)],
  ["currency", "KWD"], ["currency", "XTS"], ["currency", "EUR GBP"], ["currency", " HK"], ["host", "a b"], ["host", "a, b"],
  ["host", "https://a"], ["detail", "not json"], ["detail", "[]"], ["detail", "{\"a\":}"], ["detail", `{"a":"${"x".repeat(6_000)}"}`],
  ["ip", "nonsense"], ["ip", "203.0.113"], ["ip", "203.0.113.256"], ["ip", "203.0.113.-7"], ["ip", "a:b"], ["ip", "fe80::g"],
  ["language", "klingon"], ["merchantName", "x".repeat(65)], ["scene", "page"], ["notifyUrl", "shop.example"],
  ["notifyUrl", "https://shop.example/n?a=b"], ["notifyUrl", "https://shop.example/a b"], ["link.APP", "shop app://"],
];
for (const [key, value] of bad) {
  test(`${key}=${JSON.stringify(value)} is refused`, () =>
    assert.is(faultOf((name) => (name === key ? value : good[name])), key));
}

const fine: [key: string, value: string][] = [
  ["zoneMinutes", "-300"], ["zoneMinutes", "0"], ["zoneMinutes", "840"], ["ip", "2001:db8::7"], ["ip", "::ffff:203.0.113.7"],
  ["body", "x".repeat(127)], ["body", "\xe8\x8c\xb6"], ["currency", "JPY"], ["merchantName", "\xd6\xd0 & <Co>"],
  ["detail", "{\"goods_detail\":[]}"], ["notifyUrl", "https://shop.example/n"], ["link.APP", "shopapp://pay/?id="],
  ["scene", ""], ["language", "zh"], ["language", ""], ["host", "127.0.0.1"],
];
for (const [key, value] of fine) {
  test(`${key}=${JSON.stringify(value)} is taken`, () => assert.is(faultOf((name) => (name === key ? value : good[name])), ""));
}

test.run();
