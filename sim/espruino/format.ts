type Any = any;

/** A value as `print` shows it; numbers have at most 11 decimals. */
export function formatValue(value: Any): string {
  return typeof value === "string" ? value : format(value, 0);
}

function format(value: Any, depth: number): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      return formatNumber(value);
    case "function":
      return `function (${parameters(value)}) {}`;
    case "object":
      return value === null ? "null" : formatObject(value, depth);
    default:
      return String(value);
  }
}

/** A number as the interpreter prints it: whole numbers whole, others with at most 11 decimals. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return Object.is(value, -0) ? "0" : String(value);
  const text = String(value);
  if (text.includes("e")) return text;
  const point = text.indexOf(".");
  if (text.length - point - 1 <= 11) return text;
  return text.substring(0, point + 12).replace(/0+$/, "");
}

function formatObject(value: Any, depth: number): string {
  if (depth > 8) return " ... ";
  const tag = Object.prototype.toString.call(value);
  if (tag === "[object Date]") return `Date(${value.getTime()})`;
  if (tag === "[object RegExp]") return String(value);
  if (ArrayBuffer.isView(value))
    return `new ${value.constructor.name}([${Array.from(value as Uint8Array).join(", ")}])`;
  if (Array.isArray(value))
    return value.length === 0 ? "[  ]" : `[${value.map((each) => format(each, depth + 1)).join(", ")}]`;
  const members = Object.keys(value).map((key) => `${quote(key)}: ${format(value[key], depth + 1)}`);
  return members.length === 0 ? "{  }" : `{ ${members.join(", ")} }`;
}

function parameters(callable: Any): string {
  return /^[^(]*\(([^)]*)\)/.exec(Function.prototype.toString.call(callable))?.[1] ?? "";
}

function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\xff]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
