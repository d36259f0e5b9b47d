import type { Fields } from "./protocol/fields";

const SECRET = ["sign", "sandbox_signkey", "req_info"];

/** A copy of a message that people may see: no signature, no payer id, of a payment code six digits. */
export function mask(fields: Fields): Fields {
  const masked: Fields = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name]!;
    if (SECRET.includes(name)) masked[name] = "***";
    else if (name === "auth_code") masked[name] = maskCode(value);
    else if (name === "openid") masked[name] = `${value.slice(0, 2)}***`;
    else masked[name] = value;
  }
  return masked;
}

/** The same for a message as it crossed the wire: what its fields hide is hidden in the text. */
export function maskText(text: string, fields: Fields): string {
  const masked = mask(fields);
  let shown = text;
  for (const name of Object.keys(fields)) {
    if (fields[name] !== masked[name] && fields[name] !== "") shown = shown.replaceAll(fields[name]!, masked[name]!);
  }
  return shown;
}

function maskCode(code: string): string {
  return code.length < 12 ? "***" : `${code.slice(0, 2)}***${code.slice(-4)}`;
}
