import { test } from "uvu";
import * as assert from "uvu/assert";
import { kindOfCode } from "../../../firmware/domain/payment-code";

for (const prefix of ["10", "11", "12", "13", "14", "15", "16"]) {
  test(`18 digits from ${prefix} are a payment code`, () => assert.is(kindOfCode(prefix + "1234567890123456"), "payment"));
}
for (const [code, kind] of [
  ["091234567890123456", "unknown"], ["171234567890123456", "unknown"], ["13456789012345678", "unknown"],
  ["1345678901234567890", "unknown"], ["13456789012345678x", "unknown"], ["", "unknown"], ["HTTPS://EXAMPLE", "unknown"],
  ["2512345678901234", "otherWallet"], ["301234567890123456789012", "otherWallet"], ["281234567890123456", "otherWallet"],
] as const) {
  test(`"${code}" is ${kind}`, () => assert.is(kindOfCode(code), kind));
}

test.run();
