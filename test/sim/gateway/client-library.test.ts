import { createServer, type Server } from "node:http";
import { Agent } from "node:https";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
// A published client of the interface that knows nothing of this gateway.
import { Aes, Hash, Transformer, Wechatpay } from "wechatpay-axios-plugin";
import { type Served, serveGateway } from "./served";

type Message = Record<string, string>;
/** One call of the library: fields in, the answer's fields out; the library has checked the signature. */
type Call = (path: string, fields: Message, options?: object) => Promise<Message>;

interface Context {
  served: Served;
  call: Call;
  /** Bodies of the notifications that arrived, in order. */
  notices: string[];
  merchant: Server;
  secret: string;
  notifyUrl: string;
}

const MINUTE_MS = 60_000;
const SECURE = { security: true };

const test = suite<Context>("client library");

test.before(async (context) => {
  const served = await serveGateway();
  const { appid, mch_id, api_key } = JSON.parse(served.file("merchant.json")) as Record<string, string>;
  const ca = served.file("ca.crt");
  const [cert, key] = [served.file("client-merchant.crt"), served.file("client-merchant.key")];
  const client = new Wechatpay({
    mchid: mch_id!, secret: api_key!, merchant: { cert, key, ca },
    // What the library wants for the newer interface, which is not used.
    serial: "none", privateKey: key, certs: { nobody: cert },
    baseURL: served.address, httpsAgent: new Agent({ ca }),
  });
  context.served = served;
  context.secret = api_key!;
  context.call = async (path, fields, options) => {
    const all = { appid: appid!, mch_id: mch_id!, ...fields };
    const answer = await client.chain(`v2/${path}`).post<Message>(all, options);
    return answer.data;
  };
  context.notices = [];
  context.merchant = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => { body += part.toString("utf8"); });
    request.on("end", () => {
      context.notices.push(body);
      response.end(Transformer.toXml({ return_code: "SUCCESS", return_msg: "OK" }));
    });
  });
  await new Promise<void>((resolve) => { context.merchant.listen(0, "127.0.0.1", resolve); });
  context.notifyUrl = `http://127.0.0.1:${(context.merchant.address() as AddressInfo).port}/notify`;
});

test.after(async (context) => {
  context.merchant.close();
  context.merchant.closeAllConnections();
  await context.served.quit();
});

function terms(outTradeNo: string, more: Message = {}): Message {
  return {
    body: "Harbour Cafe-Coffee", out_trade_no: outTradeNo, total_fee: "1250", fee_type: "HKD",
    spbill_create_ip: "203.0.113.7", ...more,
  };
}

async function pay({ served, call }: Context, outTradeNo: string): Promise<Message> {
  const payer = await served.control.addPayer({ password: "never" });
  const { code } = await served.control.showCode({ payer: payer.id });
  return call("pay/micropay", terms(outTradeNo, { auth_code: code }));
}

async function orderNative({ call, notifyUrl }: Context, outTradeNo: string): Promise<Message> {
  return call("pay/unifiedorder", terms(outTradeNo, { trade_type: "NATIVE", product_id: "1", notify_url: notifyUrl }));
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test("micropay and orderquery, signed with either algorithm", async (context) => {
  const { call } = context;
  const paid = await pay(context, "LIB1");
  assert.equal([paid["result_code"], paid["total_fee"], paid["sign"]!.length], ["SUCCESS", "1250", 32]);
  const query = await call("pay/orderquery", { transaction_id: paid["transaction_id"]!, sign_type: Hash.ALGO_HMAC_SHA256 });
  assert.equal([query["trade_state"], query["out_trade_no"], query["sign"]!.length], ["SUCCESS", "LIB1", 64]);
});

test("a NATIVE order is scanned, paid, and told by a notification that the library verifies", async (context) => {
  const { served: { control }, call, notices, secret } = context;
  const made = await orderNative(context, "LIB2");
  const payer = await control.addPayer({});
  assert.is((await control.scan({ payer: payer.id, text: made["code_url"]! })).why, null);
  await control.typePassword({ payer: payer.id });
  assert.is((await call("pay/orderquery", { out_trade_no: "LIB2" }))["trade_state"], "SUCCESS");
  await until(() => notices.length === 1);
  const notice = Transformer.toObject(notices[0]!) as Message;
  assert.equal([notice["out_trade_no"], notice["total_fee"]], ["LIB2", "1250"]);
  assert.is(Hash.sign(Hash.ALGO_MD5, notice, Hash.keyObjectFrom(secret)), notice["sign"]);
});

test("closeorder, after the five minutes", async (context) => {
  const { served: { control }, call } = context;
  await orderNative(context, "LIB3");
  await control.advance({ ms: 5 * MINUTE_MS });
  assert.is((await call("pay/closeorder", { out_trade_no: "LIB3" }))["result_code"], "SUCCESS");
  assert.is((await call("pay/orderquery", { out_trade_no: "LIB3" }))["trade_state"], "CLOSED");
});

test("refund and refundquery, with the notification that the library decrypts", async (context) => {
  const { served: { control }, call, notices, secret, notifyUrl } = context;
  await pay(context, "LIB4");
  const seen = notices.length;
  const refund = { out_trade_no: "LIB4", out_refund_no: "LIB4-R1", total_fee: "1250", refund_fee: "250", notify_url: notifyUrl };
  assert.is((await call("secapi/pay/refund", refund, SECURE))["refund_fee"], "250");
  const status = async (): Promise<string> => {
    return (await call("pay/refundquery", { out_refund_no: "LIB4-R1" }))["refund_status_0"]!;
  };
  assert.is(await status(), "PROCESSING");
  await control.advance({ ms: 20 * MINUTE_MS });
  assert.is(await status(), "SUCCESS");
  await until(() => notices.length > seen);
  const { req_info } = Transformer.toObject(notices.at(-1)!) as Message;
  const inner = Transformer.toObject(Aes.AesEcb.decrypt(req_info!, Hash.md5(secret))) as Message;
  assert.equal([inner["out_refund_no"], inner["refund_status"], inner["refund_fee"]], ["LIB4-R1", "SUCCESS", "250"]);
});

test("reverse wants the certificate and gives the money back", async (context) => {
  const { served: { control }, call } = context;
  await pay(context, "LIB5");
  await control.advance({ ms: 15_000 });
  const without = await call("secapi/pay/reverse", { out_trade_no: "LIB5" }).catch(() => undefined);
  assert.is(without, undefined);
  assert.is((await call("secapi/pay/reverse", { out_trade_no: "LIB5" }, SECURE))["recall"], "N");
  assert.is((await call("pay/orderquery", { out_trade_no: "LIB5" }))["trade_state"], "REVOKED");
});

test("downloadbill of the day, as text and as GZIP", async (context) => {
  const { served: { control }, call } = context;
  const paid = await pay(context, "LIB6");
  await control.advance({ ms: 34 * 60 * MINUTE_MS });
  const bill = { bill_date: paid["time_end"]!.slice(0, 8), bill_type: "ALL" };
  // The library's own transforms read XML, which a bill is not.
  const raw = { responseType: "arraybuffer", transformResponse: [] };
  const bytes = await call("pay/downloadbill", bill, raw) as unknown as Buffer;
  const text = bytes.toString("utf8");
  assert.match(text, /^\uFEFF?\u4ea4\u6613\u65f6\u95f4,/);
  assert.ok(text.includes("`LIB6,") && text.includes("`12.50,"));
  const packed = await call("pay/downloadbill", { ...bill, tar_type: "GZIP" }, raw) as unknown as Buffer;
  assert.is(gunzipSync(packed).toString("utf8"), text);
  const refused = await call("pay/downloadbill", { bill_date: "20200101" })
    .catch((error: { response: { data: Message } }) => error.response.data);
  assert.is(refused["return_msg"], "No Bill Exist");
});

test("all the while the books balance, and nothing secret was printed", async ({ served, secret }) => {
  assert.equal((await served.control.books()).problems, []);
  await served.printed(/POST \/secapi\/pay\/refund LIB4 LIB4-R1/);
  assert.not.ok(served.output().includes(secret));
  assert.not.match(served.output(), /[^0-9]1[0-6][0-9]{16}[^0-9]/);
});

test.run();
