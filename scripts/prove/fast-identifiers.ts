export { Openids } from "../../sim/gateway/identifiers";
import { openidOf as trueOpenidOf } from "../../sim/gateway/identifiers";
import { remember } from "../../sim/proof/remember";

const known = remember((text) => trueOpenidOf(text.slice(0, text.indexOf("/")), text.slice(text.indexOf("/") + 1)));

/** The same, digested once for each payer and appid. */
export function openidOf(payerId: string, appid: string): string {
  return known(`${payerId}/${appid}`);
}
