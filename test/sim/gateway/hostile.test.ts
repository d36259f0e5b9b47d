import { request, type RequestOptions } from "node:https";
import { connect as connectPlain } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { CALLS } from "../../../sim/gateway/calls/table";
import { createCertificates, type KeyedCertificate } from "../../../sim/node/certificates";
import { serveHttps } from "../../../sim/node/https-server";
import { startRealTime } from "../../../sim/node/real-time";
import { fromXml, type Message, payment, Shop, signature, toXml } from "./client";

const PATH = "/pay/micropay";
const CODE = "150000111122223333";

/** Status and message of what the gateway says to bytes; a page that is no message has none. */
function say(shop: Shop, path: string, body: string | Uint8Array, method = "POST"): { status: number; message: Message } {
  const outcome = shop.send(path, body, { method, fingerprint: shop.fingerprint });
  if (outcome.kind !== "answer") throw new Error(`no answer but ${outcome.kind}`);
  const text = new TextDecoder().decode(outcome.response.body);
  const { status } = outcome.response;
  return { status, message: status === 200 ? fromXml(text) : {} };
}

/** Body of a signed request whose text a case may spoil. */
function good(shop: Shop, fields: Message = {}): string {
  return toXml(shop.request(payment("T1", CODE, fields)));
}

const xmlFaults: [string, (body: string) => string][] = [
  ["half a document", (body) => body.slice(0, body.length >> 1)],
  ["two documents", (body) => body + body],
  ["no document", () => "out_trade_no=T1&total_fee=1250"],
  ["JSON", () => "{\"out_trade_no\":\"T1\"}"],
  ["HTML", () => "<html><body>502</body></html>"],
  ["another root", (body) => body.replace("<xml>", "<root>").replace("</xml>", "</root>")],
  ["a name twice", (body) => body.replace("</xml>", "<total_fee>1</total_fee></xml>")],
  ["a DOCTYPE", (body) => `<!DOCTYPE xml>${body}`],
  ["a file as external entity", (body) => `<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]>${body.replace("</xml>", "<attach>&e;</attach></xml>")}`],
  ["an external DTD", (body) => `<!DOCTYPE xml SYSTEM "http://127.0.0.1:1/e.dtd">${body}`],
  ["entities within entities", (body) => `<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>${body}`],
  ["an entity nobody declared", (body) => body.replace("</xml>", "<attach>&nbsp;</attach></xml>")],
  ["a control character", (body) => body.replace("</xml>", "<attach>\u0001</attach></xml>")],
  ["a control character by number", (body) => body.replace("</xml>", "<attach>&#1;</attach></xml>")],
  ["an element within an element", (body) => body.replace("</xml>", "<attach><a>x</a></attach></xml>")],
  ["an attribute", (body) => body.replace("<xml>", "<xml a=\"b\">")],
  ["a processing instruction", (body) => body.replace("<xml>", "<?php echo 1 ?><xml>")],
  ["text between the elements", (body) => body.replace("</xml>", "and more</xml>")],
  ["a CDATA section that does not end", (body) => body.replace("</xml>", "<attach><![CDATA[x</attach></xml>")],
  ["a value that ends its CDATA section", (body) => body.replace("</xml>", "<attach><![CDATA[a]]>b]]></attach></xml>")],
  ["an ampersand alone", (body) => body.replace("</xml>", "<attach>fish & chips</attach></xml>")],
  ["257 elements", (body) => body.replace("</xml>", Array.from({ length: 257 }, (_, n) => `<a${n}>1</a${n}>`).join("") + "</xml>")],
  ["60 kB of depth", () => `<xml>${"<a>".repeat(20_000)}`],
  ["60 kB of elements", () => `<xml>${"<a/>".repeat(15_000)}</xml>`],
  ["60 kB of one name", () => `<xml><${"a".repeat(60_000)}>1</xml>`],
  ["60 kB of attributes", () => `<xml ${"a='' ".repeat(12_000)}></xml>`],
];

const byteFaults: [string, (body: Uint8Array) => Uint8Array][] = [
  ["Latin-1", (body) => replaceByte(body, 0x48, [0xe9])],
  ["GBK", (body) => replaceByte(body, 0x48, [0xd6, 0xd0])],
  ["UTF-16", (body) => Uint8Array.from([...body].flatMap((byte) => [byte, 0]).concat([0xff, 0xfe]))],
  ["an emoji", (body) => replaceByte(body, 0x48, [0xf0, 0x9f, 0x98, 0x80])],
  ["an overlong form", (body) => replaceByte(body, 0x48, [0xc0, 0xaf])],
  ["half a surrogate pair", (body) => replaceByte(body, 0x48, [0xed, 0xa0, 0x80])],
  ["a character cut in two", (body) => replaceByte(body, 0x48, [0xe4, 0xbb])],
];

function replaceByte(body: Uint8Array, old: number, bytes: number[]): Uint8Array {
  const at = body.indexOf(old);
  return Uint8Array.from([...body.slice(0, at), ...bytes, ...body.slice(at + 1)]);
}

for (const path of CALLS.keys()) {
  test(`${path} refuses whatever is no message, with the documented word for it, and changes nothing`, () => {
    const shop = new Shop();
    const body = good(shop);
    const bytes = new TextEncoder().encode(body);
    const refused = (what: string, code: string | RegExp, given: string | Uint8Array, method = "POST"): void => {
      const { status, message } = say(shop, path, given, method);
      assert.equal([status, message["return_code"], message["result_code"], message["sign"]], [200, "FAIL", undefined, undefined], what);
      assert.match(message["return_msg"]!, code, what);
    };
    refused("nothing", "POST_DATA_EMPTY", "");
    refused("GET", "REQUIRE_POST_METHOD", body, "GET");
    for (const [what, spoil] of xmlFaults) refused(what, "XML_FORMAT_ERROR", spoil(body));
    for (const [what, spoil] of byteFaults) refused(what, "NOT_UTF8", spoil(bytes));
    refused("another key", /SIGN ?ERROR/, toXml(shop.request(payment("T1", CODE), "x".repeat(32))));
    refused("an amount changed on the way", /SIGN ?ERROR/, body.replace("1250", "1"));
    refused("a field added on the way", /SIGN ?ERROR/, body.replace("</xml>", "<attach>x</attach></xml>"));
    refused("a merchant nobody knows", "MCHID_NOT_EXIST", good(shop, { mch_id: "1", mchid: "1" }));
    assert.equal(shop.gateway.orders.all(), []);
    assert.equal(shop.gateway.ledger.entries(), []);
  });
}

test("a megabyte, a million elements and a million levels are not even read", () => {
  const shop = new Shop();
  for (const body of ["x".repeat(1_000_000), `<xml>${"<a/>".repeat(1_000_000)}</xml>`, "<a>".repeat(1_000_000)]) {
    assert.is(say(shop, PATH, body).status, 413);
  }
});

test("what only looks strange is taken: entities, split CDATA, white space, unknown fields, a comment, a declaration", () => {
  const shop = new Shop();
  const code = shop.gateway.addPayer().showCode();
  const fields = shop.request(payment("T1", code, { attach: "a]]>b & <c> \u4ed8", new_field_2030: "x" }));
  const elements = Object.entries(fields).map(([name, value]) => {
    const text = value.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
    return `\n  <${name}>${text}</${name}>`;
  });
  const body = `<?xml version="1.0" encoding="UTF-8"?><xml><!-- hello -->${elements.join("")}\n</xml>\n`;
  const { message } = say(shop, PATH, body);
  assert.is(message["result_code"], "SUCCESS", JSON.stringify(message));
  assert.is(message["sign"], signature(message, shop.merchant.apiKey));
});

test("no change of a signed request is ever served, and none breaks the gateway", () => {
  const shop = new Shop();
  const code = shop.gateway.addPayer({ password: "never" }).showCode();
  const body = new TextEncoder().encode(toXml(shop.request(payment("T1", code))));
  const change = fc.record({ at: fc.nat(body.length - 1), with: fc.uint8Array({ maxLength: 3 }), drop: fc.nat(3) });
  fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
    let spoilt = [...body];
    for (const one of changes) spoilt.splice(Math.min(one.at, spoilt.length), one.drop, ...one.with);
    const { status, message } = say(shop, PATH, Uint8Array.from(spoilt));
    assert.is(status, 200);
    assert.ok(["FAIL", "SUCCESS"].includes(message["return_code"]!));
    if (message["return_code"] === "FAIL") assert.is(message["sign"], undefined);
    else assert.equal(decodedOf(spoilt), decodedOf([...body]), "only what means the same may pass");
  }), { seed: 20260105, numRuns: 1_000 });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...CALLS.keys()), (bytes, path) => {
    assert.is(say(shop, path, bytes).message["return_code"], "FAIL");
  }), { seed: 20260105, numRuns: 500 });
});

/** What a message says, however it is written. */
function decodedOf(bytes: number[]): Message {
  return { ...fromXml(new TextDecoder().decode(Uint8Array.from(bytes))) };
}

test("over HTTPS bounds hold, slow and broken senders are cut off, and others are served meanwhile", async () => {
  const shop = new Shop();
  const certificates = await createCertificates();
  const time = startRealTime(shop.clock, { keepAlive: true });
  const https = await serveHttps({ server: shop.gateway.server, certificates, clock: shop.clock, time, requestTimeoutMs: 500 });
  const { port } = https;
  const ca = certificates.authority.certificatePem;
  const open = (): TLSSocket => connect({ host: "127.0.0.1", port, ca });
  /** Writes the parts with pauses and waits for the end; gives what came back. */
  const drip = (socket: TLSSocket | ReturnType<typeof connectPlain>, parts: (string | Buffer)[]): Promise<string> => new Promise((resolve) => {
    let text = "";
    const queue = [...parts];
    const timer = setInterval(() => { if (queue.length > 0) socket.write(queue.shift()!); }, 20);
    socket.on("data", (part: Buffer) => { text += part.toString("latin1"); });
    socket.on("error", () => {});
    socket.on("close", () => { clearInterval(timer); resolve(text); });
  });
  const head = `POST ${PATH} HTTP/1.1\r\nHost: localhost\r\n`;
  try {
    const slow = Array.from({ length: 30 }, (_, n) => drip(open(), [...(n % 2 === 0 ? head : `${head}Content-Length: 900\r\n\r\n`), ..."x".repeat(200)]));
    const served = new Array<string>();
    for (let n = 0; n < 3; n++) served.push(await post(port, ca, toXml(shop.request({ out_trade_no: `T${n}` }))));
    for (const answer of served) assert.match(answer, "ORDERNOTEXIST");
    for (const answer of await Promise.all(slow)) assert.not.match(answer, "200 OK");
    const big = Buffer.alloc(1_000_000, "<a/>");
    const broken = await Promise.all([
      drip(open(), [`${head}Content-Length: 8000000\r\n\r\n`, big, big, big]),
      drip(open(), [`${head}Transfer-Encoding: chunked\r\n\r\n`, "f4240\r\n", big, "\r\n"]),
      drip(open(), [`${head}X-Long: ${"x".repeat(20_000)}\r\n\r\n`]),
      drip(open(), [`${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`]),
      drip(open(), ["\u0000\u0001\u0002 nonsense\r\n\r\n"]),
      drip(connectPlain(port, "127.0.0.1"), [`${head}Content-Length: 0\r\n\r\n`]),
      drip(connectPlain(port, "127.0.0.1"), [Buffer.from([0x16, 0x03, 0x01, 0xff, 0xff]), Buffer.alloc(300, 1)]),
    ]);
    for (const answer of broken) assert.not.match(answer, "200 OK");
    assert.match(broken[0]!, /^HTTP\/1.1 413|^$/);
    assert.match(await post(port, ca, toXml(shop.request({ out_trade_no: "T9" }))), "ORDERNOTEXIST");
  } finally {
    time.stop();
    await https.close();
  }
});

test("a client certificate that has expired is as good as none, and one of another merchant is refused", async () => {
  const shop = new Shop();
  const certificates = await createCertificates();
  const time = startRealTime(shop.clock, { keepAlive: true });
  const https = await serveHttps({ server: shop.gateway.server, certificates, clock: shop.clock, time });
  const ca = certificates.authority.certificatePem;
  const reverse = (client?: KeyedCertificate): Promise<string> => {
    const keys = client === undefined ? {} : { key: client.keyPem, cert: client.certificatePem };
    const body = toXml(shop.request({ out_trade_no: "T1" }));
    return post(https.port, ca, body, { path: "/secapi/pay/reverse", ...keys }).catch(() => "refused in TLS");
  };
  try {
    const expired = await certificates.client("expired", -1_000);
    const valid = await certificates.client("valid");
    shop.merchant.certificateFingerprint = expired.fingerprint;
    assert.is(await reverse(), "refused in TLS");
    assert.is(await reverse(expired), "refused in TLS");
    assert.match(await reverse(valid), "<return_code><![CDATA[FAIL]]>");
    shop.merchant.certificateFingerprint = valid.fingerprint;
    assert.match(await reverse(valid), "<result_code><![CDATA[SUCCESS]]>");
  } finally {
    time.stop();
    await https.close();
  }
});

function post(port: number, ca: string, body: string, more: RequestOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, ca, method: "POST", path: "/pay/orderquery", agent: false, ...more };
    const outgoing = request(options, (response) => {
      let text = "";
      response.on("data", (part: Buffer) => { text += part.toString("utf8"); });
      response.on("end", () => resolve(text));
    });
    outgoing.on("error", reject).end(body);
  });
}

test.run();
