/**
 * Decodes UTF-8 of one to three bytes a character, which is all that the interface takes (no emoji).
 * Gives undefined for anything else: stray or missing bytes, overlong forms, surrogates, four-byte forms.
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const units: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const first = bytes[at]!;
    if (first < 0x80) {
      units.push(first);
      continue;
    }
    const more = first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : 0;
    if (more === 0) return undefined;
    let code = first & (more === 1 ? 0x1f : 0x0f);
    for (let left = more; left > 0; left--) {
      const next = bytes[++at];
      if (next === undefined || (next & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (next & 0x3f);
    }
    if (more === 2 && (code < 0x800 || (code >= 0xd800 && code < 0xe000))) return undefined;
    units.push(code);
  }
  let text = "";
  for (let at = 0; at < units.length; at += 4096) text += String.fromCharCode(...units.slice(at, at + 4096));
  return text;
}
