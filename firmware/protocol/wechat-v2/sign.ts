import type { Bytes } from "../../../hal/ports/bytes";
import type { Hash } from "../../../hal/ports/hash";
import { makeHmac } from "../hmac";
import type { Fields } from "./xml";

/** Signs and verifies messages of one merchant (protocol reference 2.1, HMAC-SHA256 alone). */
export interface Signer {
  /** `joined` is name=value with "&" in order of name, without the key: 64 of 0-9A-F. */
  sign(joined: Bytes): Bytes;
  /** Whether the document carries the signature of all its other fields, unknown ones included. */
  verify(fields: Fields): boolean;
}

/** The fields as they are signed: by name in byte order, without `sign`. It loses its place among the names. */
export function joinFields(fields: Fields): Bytes {
  const names = fields.names;
  const values = fields.values;
  const at = names.indexOf("sign");
  if (at >= 0) names.splice(at, 1);
  let joined = "";
  for (const name of names.sort()) joined += "&" + name + "=" + values[name];
  return joined.substr(1);
}

/** A signer for one API key. The comparison is blinded by a digest: its time tells nothing. */
export function makeSigner(hash: Hash, key: Bytes): Signer {
  const hmac = makeHmac(hash, key);
  const tail = "&key=" + key;
  function sign(joined: Bytes): Bytes {
    return hash.hex(hmac(joined === "" ? tail.substr(1) : joined + tail));
  }
  return {
    sign: sign,
    verify: function (fields) {
      const given = fields.values.sign;
      if (given === undefined || given.length !== 64) return false;
      return hmac(given) === hmac(sign(joinFields(fields)));
    },
  };
}
