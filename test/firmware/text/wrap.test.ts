import * as fc from "fast-check";
import iconv from "iconv-lite";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { wrap } from "../../../firmware/text/wrap";

const gbk = (text: string) => iconv.encode(text, "gbk").toString("latin1");
const back = (bytes: string) => iconv.decode(Buffer.from(bytes, "latin1"), "gbk");

test("rows end at spaces", () => assert.equal(wrap("Scan the customer's code", 10), ["Scan the", "customer's", "code"]));

test("a long word is cut", () => assert.equal(wrap("abcdefgh", 3), ["abc", "def", "gh"]));

test("Chinese breaks between characters, never inside one", () => {
  assert.equal(wrap(gbk("请扫描顾客的付款码"), 7).map(back), ["请扫描", "顾客的", "付款码"]);
});

test("keys and what they do stay together", () => {
  assert.equal(wrap("OK: print   1: close the shift   2: last close again", 40),
    ["OK: print   1: close the shift", "2: last close again"]);
  assert.equal(wrap(gbk("确认：打印　1：结班　2：重打上次结班　取消：返回"), 40).map(back),
    ["确认：打印　1：结班　2：重打上次结班", "取消：返回"]);
  // The second byte of one character and the first of the next are no wide space.
  assert.equal(wrap(gbk("啊　啊啊啊"), 7).map(back), ["啊", "啊啊啊"]);
  assert.equal(wrap("\xb0\xa1\xa1\xa2\xb0\xa1", 4), ["\xb0\xa1\xa1\xa2", "\xb0\xa1"]);
});

test("no row is too long and nothing but white space is lost", () => {
  const part = fc.constantFrom("a", "bc", " ", "付", "款", "12.50", "，");
  fc.assert(fc.property(fc.array(part, { maxLength: 60 }), fc.integer({ min: 2, max: 40 }), (parts, columns) => {
    const rows = wrap(gbk(parts.join("")), columns);
    const bare = (text: string) => text.replaceAll(" ", "");
    return rows.every((row) => row.length <= columns) && bare(back(rows.join(""))) === bare(parts.join(""));
  }));
});

test.run();
