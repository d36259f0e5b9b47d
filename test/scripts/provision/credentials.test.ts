import { generateKeyPairSync } from "node:crypto";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCredentials, warningOf } from "../../../scripts/provision/credentials";
import { createCertificates } from "../../../sim/node/certificates";

const certificates = await createCertificates();
const mine = await certificates.client("mine");
const other = await certificates.client("other");
const expired = await certificates.client("expired", -1_000);
const DAY_MS = 86_400_000;
const ending = await certificates.client("ending", 10 * DAY_MS);
const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }) as string;
const short = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey.export({ type: "pkcs8", format: "pem" }) as string;
const locked = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
  .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }) as string;

test("a pair that belongs together comes out as DER", () => {
  const read = readCredentials(Buffer.from(mine.keyPem), Buffer.from(mine.certificatePem));
  assert.equal(new Uint8Array(read.keyDer), new Uint8Array(mine.keyDer));
  assert.equal(new Uint8Array(read.certificateDer), new Uint8Array(mine.certificateDer));
  assert.is(warningOf(read), "");
});

test("an end that is near is a warning", () => {
  assert.match(warningOf(readCredentials(Buffer.from(ending.keyPem), Buffer.from(ending.certificatePem))), /ends on \d{4}-\d\d-\d\d/);
});

const WRONG: [what: string, key: string, certificate: string, sentence: RegExp][] = [
  ["another certificate's key", other.keyPem, mine.certificatePem, /do not belong together/],
  ["a key that is no PEM", "nonsense", mine.certificatePem, /no key in PEM/],
  ["a certificate that is no PEM", mine.keyPem, "nonsense", /no certificate in PEM/],
  ["key and certificate exchanged", mine.certificatePem, mine.keyPem, /no (key|certificate) in PEM/],
  ["a key of an elliptic curve", elliptic, mine.certificatePem, /no RSA key/],
  ["a short key", short, mine.certificatePem, /less than 2048 bits/],
  ["a locked key", locked, mine.certificatePem, /encrypted with a password.*openssl/s],
  ["an expired certificate", expired.keyPem, expired.certificatePem, /expired on \d{4}-/],
];

for (const [what, key, certificate, sentence] of WRONG) {
  test(`${what} is refused, and no message shows it`, () => {
    assert.throws(() => readCredentials(Buffer.from(key), Buffer.from(certificate)), (error: Error) => {
      assert.not(error.message.includes(key.split("\n")[1] ?? key), error.message);
      return sentence.test(error.message);
    });
  });
}

test.run();
