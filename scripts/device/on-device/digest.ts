import { makeHmac } from "../../../firmware/protocol/hmac";
import { openHash } from "../../../hal/io/espruino/hash";

/** Signs and digests a text of a request's length many times over and prints both times, in milliseconds. */
const ROUNDS = 400;

const hash = openHash();
const hmac = makeHmac(hash, "0123456789abcdef0123456789abcdef");
const digest = require("crypto").SHA256;
let request = "";
while (request.length < 440) request += "name=value&";
// What a digest of this length costs without anything of ours: the padded key goes before the text.
const inner = hash.sha256("") + hash.sha256("") + request;
const outer = inner.substr(0, 96);

function timeHmac(): number {
  const start = getTime();
  for (let i = 0; i < ROUNDS; i++) hmac(request);
  return (getTime() - start) * 1000;
}

function timeDigests(): number {
  const start = getTime();
  for (let i = 0; i < ROUNDS; i++) {
    digest(inner);
    digest(outer);
  }
  return (getTime() - start) * 1000;
}

for (let i = 0; i < 7; i++) print("digest " + timeHmac() + " " + timeDigests());
