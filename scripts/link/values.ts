/** A value as the console writes it down: JSON, as one text in quotes. Undefined for anything else, such as half of it. */
export function parseValue(text: string): unknown {
  if (!/^"[^]*"$/.test(text)) return undefined;
  try {
    return JSON.parse(unquote(text.slice(1, -1)));
  } catch {
    return undefined;
  }
}

const ESCAPES: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

function unquote(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[0-7]{1,3}|[^])/g, (_, code: string) => {
    if (/^[xu]./.test(code)) return String.fromCharCode(parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(parseInt(code, 8));
    return ESCAPES[code] ?? code;
  });
}

/** A text of bytes as the console reads it in an expression: printable ASCII whatever it holds. */
export function quote(text: string): string {
  const escaped = text.replace(/["\\]/g, "\\$&")
    .replace(/[^\x20-\x7e]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return `"${escaped}"`;
}
