import { toBytes } from "../bytes";

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text +=
      BASE64[group >> 18]! +
      BASE64[(group >> 12) & 63]! +
      (i + 1 < bytes.length ? BASE64[(group >> 6) & 63]! : "=") +
      (i + 2 < bytes.length ? BASE64[group & 63]! : "=");
  }
  return text;
}

/** Skips what is not base64, as the interpreter does. */
export function fromBase64(text: string): string {
  const out: number[] = [];
  let bits = 0;
  let count = 0;
  for (const character of text) {
    const value = BASE64.indexOf(character);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xff_ffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push((bits >> count) & 255);
    }
  }
  return toBytes(Uint8Array.from(out));
}
