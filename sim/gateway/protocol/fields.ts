/** A message of the interface: decoded text by element name. A received one has no prototype. */
export type Fields = Record<string, string>;

/** What a field of a request must be; lengths count UTF-8 bytes. */
export interface FieldRule {
  name: string;
  /** `english`: required by the English manual only. */
  required: boolean | "english";
  bytesMax: number;
  /** `amount` is an integer above 0; `time` is yyyyMMddHHmmss. Without a kind any text will do. */
  kind?: "amount" | "integer" | "time" | "json";
  /** The whole value must match. */
  pattern?: RegExp;
}

/** Why a request was refused, in the gateway's own words. */
export interface FieldProblem {
  code: "LACK_PARAMS" | "PARAM_ERROR";
  field: string;
}

/** Which of the two manuals is taken at its word where they differ on what is required. */
export type Manual = "english" | "chinese";

const KINDS: Record<NonNullable<FieldRule["kind"]>, (value: string) => boolean> = {
  amount: (value) => /^[1-9][0-9]{0,9}$/.test(value),
  integer: (value) => /^(0|[1-9][0-9]{0,9})$/.test(value),
  time: (value) => /^[0-9]{14}$/.test(value),
  json: isJSONObject,
};

/** Finds the first field that breaks its rule, in the order of the table; empty counts as missing. */
export function findProblem(
  fields: Fields, rules: readonly FieldRule[], manual: Manual,
): FieldProblem | undefined {
  for (const rule of rules) {
    const value = fields[rule.name];
    if (value === undefined || value === "") {
      if (rule.required !== true && rule.required !== manual) continue;
      return { code: "LACK_PARAMS", field: rule.name };
    }
    const wrong = byteLength(value) > rule.bytesMax
      || (rule.kind !== undefined && !KINDS[rule.kind](value))
      || (rule.pattern !== undefined && !rule.pattern.test(value));
    if (wrong) return { code: "PARAM_ERROR", field: rule.name };
  }
  return undefined;
}

function isJSONObject(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}

function byteLength(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Half a surrogate pair counts two, so the pair counts its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}
