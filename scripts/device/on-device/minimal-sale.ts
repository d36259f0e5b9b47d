// The yardstick of test:device: the least that makes one sale of 12.50 for every code that is scanned. The same exchange as
// the program's: as many bytes of the same fields and signature out, every field of the answer under its signature, the same
// bytes to the printer but for numbers and time. No keys, no display, no journal, no number or nonce of chance, no texts in
// two languages, no other printer, no limits of time, and nothing goes wrong. Nothing is made ready before the code,
// because that is what one writes first.

import { growMemory } from "../../../hal/io/espruino/memory";

// As on board linux: TLS needs room in one piece.
growMemory(200_000);
const storage = require("Storage");
const settings: Record<string, string> = {};
for (const row of ("" + storage.read("settings")).split("\n")) {
  const at = row.indexOf("=");
  if (at > 0) settings[row.substr(0, at)] = row.substr(at + 1);
}
const sha256 = require("crypto").SHA256;
const digits = E.toUint8Array("0123456789ABCDEF");
let inner = "";
let outer = "";
let sales = 0;
let line = "";

function setKey(key: string): void {
  for (let i = 0; i < 64; i++) {
    const code = i < key.length ? key.charCodeAt(i) : 0;
    inner += String.fromCharCode(code ^ 0x36);
    outer += String.fromCharCode(code ^ 0x5c);
  }
}

function sign(text: string): string {
  const mac = sha256(outer + E.toString(sha256(inner + text + "&key=" + settings.apiKey)));
  const hex = new Uint8Array(64);
  E.mapInPlace(new Uint8Array(mac), hex, digits, 4);
  return E.toString(hex);
}

function requestOf(number: string, code: string): string {
  const pairs = ["appid", settings.appid, "auth_code", code, "body", settings.body, "detail", settings.detail,
    "device_info", settings.terminal, "fee_type", settings.currency, "mch_id", settings.mchId, "nonce_str", number.padStart(32, "0"),
    "out_trade_no", number, "sign_type", "HMAC-SHA256", "spbill_create_ip", settings.ip, "total_fee", "1250", "version", "1.0"];
  let joined = "";
  let xml = "<xml>";
  for (let i = 0; i < pairs.length; i += 2) {
    joined += (i > 0 ? "&" : "") + pairs[i] + "=" + pairs[i + 1];
    xml += "<" + pairs[i] + "><![CDATA[" + pairs[i + 1] + "]]></" + pairs[i] + ">";
  }
  return xml + "<sign><![CDATA[" + sign(joined) + "]]></sign></xml>";
}

function valuesOf(body: string): Record<string, string> {
  const values: Record<string, string> = {};
  const names: string[] = [];
  let at = 5;
  for (;;) {
    const open = body.indexOf("<", at);
    const close = body.indexOf(">", open);
    const name = body.substring(open + 1, close);
    if (open < 0 || name === "/xml") break;
    const end = body.indexOf("</" + name + ">", close);
    const text = body.substring(close + 1, end);
    values[name] = text.substr(0, 9) === "<![CDATA[" ? text.substr(9, text.length - 12) : text;
    names.push(name);
    at = end + name.length + 3;
  }
  let joined = "";
  for (const name of names.sort()) {
    if (name !== "sign" && values[name] !== "") joined += (joined === "" ? "" : "&") + name + "=" + values[name];
  }
  return sign(joined) === values.sign ? values : {};
}

function row(left: string, right: string): string {
  return left + right.padStart(32 - left.length, " ") + "\n";
}

function finish(number: string, code: string, body: string): void {
  const values = valuesOf(body);
  const isPaid = values.result_code === "SUCCESS" && values.out_trade_no === number && values.total_fee === "1250";
  const time = new Date(Date.now() + 28_800_000).toISOString();
  const rule = "--------------------------------\n";
  Serial2.write("\x1b@\x1c&\x1ba\x01\x1d!\x11" + settings.merchantName + "\n\x1d!\x00WeChat Pay\n\x1ba\x00" + rule +
    "\x1ba\x01\x1d!\x11" + (isPaid ? "CHARGED" : "NOT CHARGED") + "\n\x1ba\x00\x1d!\x00" +
    row("Amount", settings.currency + " 12.50") + rule +
    row("Time", time.substr(0, 10) + " " + time.substr(11, 8)) + row("Terminal", settings.terminal as string) +
    row("Payment code", code.substr(0, 2) + ".." + code.substr(14)) + row("Order", number) +
    "WeChat order\n\x1ba\x02" + values.transaction_id +
    "\n\x1ba\x01\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1\x1d(k" + String.fromCharCode(number.length + 3) +
    "\x001P0" + number + "\x1d(k\x03\x001Q0\n\x1bd\x04\x1dVB\x00\x10\x04\x02\x10\x04\x03\x10\x04\x04");
}

function pay(code: string): void {
  sales++;
  const number = settings.terminal + Math.floor(Date.now()) + sales;
  const text = requestOf(number, code);
  const request = require("http").request({
    protocol: "https:", host: settings.host, port: settings.port, method: "POST", path: "/pay/micropay",
    headers: { "Content-Type": "text/xml", "Content-Length": text.length },
  }, function (response) {
    let body = "";
    response.on("data", function (data) {
      body += data;
      if (body.indexOf("</xml>") >= 0) finish(number, code, body);
    });
  });
  request.on("error", function () {});
  request.end(text);
}

setKey(settings.apiKey as string);
Serial2.setup(115200, { path: settings["wire.printer"] });
Serial1.setup(9600, { path: settings["wire.scanner"] });
Serial1.on("data", function (data) {
  line += data;
  if (line[line.length - 1] !== "\r") return;
  const code = line.trim();
  line = "";
  pay(code);
});
// The interpreter ends when nothing is left to wait for.
setInterval(function () {}, 60_000);
