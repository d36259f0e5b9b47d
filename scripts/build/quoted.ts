/** A text of bytes as a string literal in printable ASCII. */
export function quoted(bytes: string): string {
  return `"${bytes.replace(/[^ -~]|["\\]/g, escaped)}"`;
}

function escaped(character: string): string {
  const short = { "\n": "\\n", "\r": "\\r", "\\": "\\\\", '"': '\\"' }[character];
  return short ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
