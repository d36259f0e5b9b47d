import { parseXml as trueParse } from "../../sim/gateway/protocol/xml";
import type { Fields } from "../../sim/gateway/protocol/fields";
import { remember } from "../../sim/proof/remember";

export { buildElement, buildXml } from "../../sim/gateway/protocol/xml";

const parse = remember((text) => {
  const fields = trueParse(text);
  return { fields: fields === undefined ? undefined : Object.freeze(fields) };
});

/** The gateway's parser, which reads each text once. */
export function parseXml(text: string): Fields | undefined {
  return parse(text).fields;
}
