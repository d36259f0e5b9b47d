import type { Bytes } from "../../hal/ports/bytes";
import type { Hash } from "../../hal/ports/hash";
import type { Random } from "../../hal/ports/random";

/**
 * A generator keyed with the device's secret. The interpreter's own sources give the same sequence
 * after every start (interpreter facts 0.3), so the key makes tokens unpredictable and the number of
 * the start, which the journal keeps, and a running count make them unique. `salt` is anything that
 * differs between two starts of one number, such as the wall time: after the journal was lost, too.
 */
export function keyedRandom(hash: Hash, secret: Bytes, boots: number, salt: Bytes): Random {
  const key = hash.sha256(secret + "|" + boots + "|" + salt);
  let count = 0;
  return {
    token: function (length) {
      count++;
      return hash.hex(hash.sha256(key + count)).substr(0, length);
    },
  };
}
