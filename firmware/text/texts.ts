import type { Bytes } from "../../hal/ports/bytes";
import type { Language } from "../domain/language";
import { adviceOf } from "../domain/outcomes";
import { textNamed, textOf } from "./catalogue";

export { textOf };

/** A sentence with `{name}` in it replaced. */
export function fill(text: Bytes, name: string, value: Bytes): Bytes {
  const at = text.indexOf("{" + name + "}");
  return at < 0 ? text : text.substr(0, at) + value + text.substr(at + name.length + 2);
}

function whyText(language: Language, reason: string): Bytes {
  const own = textNamed(language, "why_" + reason);
  if (own !== undefined) return own;
  const advice = adviceOf(reason);
  const why = fill(textOf(language, "why"), "code", reason);
  return advice === "" ? why : textOf(language, advice) + " " + why;
}

/** Why an order ended as it did and what to do: a sentence where there is one, else the gateway's own code. */
export function reasonText(language: Language, reason: string): Bytes {
  return reason === "" ? "" : whyText(language, reason);
}

/** The same of a refund, where a code may ask for something else. */
export function refundReasonText(language: Language, reason: string): Bytes {
  return reason === "" ? "" : textNamed(language, "refund_" + reason) || whyText(language, reason);
}
