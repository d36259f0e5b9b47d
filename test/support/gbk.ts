import iconv from "iconv-lite";
import type { Bytes } from "../../hal/ports/bytes";

/** The bytes of a text in the encoding of Chinese panels and printers. */
export function gbk(text: string): Bytes {
  return iconv.encode(text, "gbk").toString("latin1");
}
