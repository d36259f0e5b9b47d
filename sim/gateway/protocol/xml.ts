import { SaxesParser } from "saxes";
import type { Fields } from "./fields";

/** More elements than any call of the interface has. */
const FIELDS_MAX = 256;

/**
 * Reads one flat document: root `xml`, children with text only. Returns undefined for everything
 * else: not well formed, a DOCTYPE, attributes, nesting, a name twice, text between elements, too
 * many elements. The parser stops at the first problem, so the work is bounded by what was wrong.
 */
export function parseXml(text: string): Fields | undefined {
  const fields = Object.create(null) as Fields;
  const parser = new SaxesParser();
  let depth = 0;
  let count = 0;
  let name = "";
  let value = "";
  parser.on("error", refuse);
  parser.on("doctype", refuse);
  parser.on("processinginstruction", refuse);
  parser.on("attribute", refuse);
  parser.on("opentag", (tag) => {
    depth++;
    if (depth === 1) return tag.name === "xml" ? undefined : refuse();
    if (depth > 2 || tag.name in fields || ++count > FIELDS_MAX) return refuse();
    name = tag.name;
    value = "";
  });
  parser.on("text", take);
  parser.on("cdata", take);
  parser.on("closetag", () => {
    if (depth === 2) fields[name] = value;
    depth--;
  });
  try {
    parser.write(text).close();
  } catch (problem) {
    if (problem instanceof Refused) return undefined;
    throw problem;
  }
  return fields;

  function take(part: string): void {
    if (depth === 2) value += part;
    else if (part.trim() !== "") refuse();
  }
}

/** Writes one document in the gateway's manner: text in CDATA, whole numbers bare; flat but for the groups. */
export function buildXml(fields: Fields, groups: Record<string, Fields> = {}): string {
  let xml = "<xml>";
  for (const name of Object.keys(fields)) xml += buildElement(name, fields[name]!);
  for (const name of Object.keys(groups)) {
    const elements = Object.entries(groups[name]!).filter(([, value]) => value !== "");
    xml += `<${name}>${elements.map((element) => buildElement(...element)).join("")}</${name}>`;
  }
  return xml + "</xml>";
}

/** Writes one element; a value that holds the end of a CDATA section is split over two. */
export function buildElement(name: string, value: string): string {
  if (/^[0-9]{1,12}$/.test(value)) return `<${name}>${value}</${name}>`;
  return `<${name}><![CDATA[${value.split("]]>").join("]]]]><![CDATA[>")}]]></${name}>`;
}

class Refused extends Error {}

function refuse(): never {
  throw new Refused("not a flat document");
}
