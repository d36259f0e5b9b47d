import type { Bytes } from "../../../hal/ports/bytes";

/** The children of one flat document: names as they came, decoded texts by name. */
export interface Fields {
  names: string[];
  values: Record<string, Bytes>;
}

const ENTITIES: Record<string, Bytes> = { lt: "<", gt: ">", amp: "&", quot: "\"", apos: "'" };

function decodeEntities(text: Bytes): Bytes | undefined {
  const parts = text.split("&");
  let out = parts[0] as string;
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i] as string;
    const end = part.indexOf(";");
    const char = ENTITIES[part.substr(0, end)];
    if (end < 2 || end > 4 || char === undefined) return undefined;
    out += char + part.substr(end + 1);
  }
  return out;
}

/** A character that no name of the gateway has. */
const NO_NAME = /[^0-9A-Za-z_]/;
const CDATA = "<![CDATA[";

interface Text {
  text: Bytes;
  end: number;
}

/** Text and CDATA sections up to the next tag; undefined where the document is broken. */
function readText(xml: Bytes, start: number): Text | undefined {
  let text = "";
  let at = start;
  if (xml.substr(at, 9) === CDATA) {
    // One section and nothing else: what answers are made of.
    const end = xml.indexOf("]]>", at);
    if (xml.substr(end + 3, 2) === "</") return { text: xml.substring(at + 9, end), end: end + 3 };
  }
  for (;;) {
    const open = xml.indexOf("<", at);
    if (open < 0) return undefined;
    if (open > at) {
      const plain = xml.substring(at, open);
      const decoded = plain.indexOf("&") < 0 ? plain : decodeEntities(plain);
      if (decoded === undefined) return undefined;
      text += decoded;
    }
    if (xml.substr(open, 9) !== CDATA) return { text: text, end: open };
    const close = xml.indexOf("]]>", open);
    // The search also finds a "]]" at the very end.
    if (close < 0 || close + 3 > xml.length) return undefined;
    text += xml.substring(open + 9, close);
    at = close + 3;
  }
}

function isName(name: string): boolean {
  return name !== "" && name.length < 64 && name.substr(0, 2) !== "__" && !NO_NAME.test(name);
}

/** Where the root's content begins, or -1: white space and one declaration may stand before it. */
function rootAt(xml: Bytes): number {
  let start = 0;
  if (xml.substr(0, 5) === "<?xml") start = xml.indexOf("?>") + 2;
  const root = xml.indexOf("<xml>");
  if (root < 0 || root + 5 > xml.length || start === 1 || xml.substring(start, root).trim() !== "") return -1;
  return root + 5;
}

/**
 * Reads a flat document: root `xml`, children with text alone, at most `childrenMax`. Undefined for
 * everything else: a DOCTYPE, depth, attributes, a duplicate, a cut or a foreign document (protocol
 * reference 2.5). Bytes in, bytes out; the encoding is not looked at.
 */
export function parseFlat(xml: Bytes, childrenMax: number): Fields | undefined {
  const names: string[] = [];
  const values: Record<string, Bytes> = {};
  let at = rootAt(xml);
  while (at >= 0) {
    const open = xml.indexOf("<", at);
    const close = xml.indexOf(">", open);
    if (open < 0 || close < 0 || (open > at && xml.substring(at, open).trim() !== "")) return undefined;
    const name = xml.substring(open + 1, close);
    if (name === "/xml") return xml.substr(close + 1).trim() === "" ? { names: names, values: values } : undefined;
    if (!isName(name) || names.indexOf(name) >= 0 || names.length >= childrenMax) return undefined;
    const read = readText(xml, close + 1);
    if (read === undefined || xml.substr(read.end, name.length + 3) !== "</" + name + ">") return undefined;
    names.push(name);
    values[name] = read.text;
    at = read.end + name.length + 3;
  }
  return undefined;
}
