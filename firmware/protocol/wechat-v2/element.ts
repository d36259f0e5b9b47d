import type { Bytes } from "../../../hal/ports/bytes";

/** One child. The text holds no "]]>": settings are checked for it and everything else is letters and digits. */
export function element(name: string, text: Bytes): Bytes {
  return "<" + name + "><![CDATA[" + text + "]]></" + name + ">";
}
