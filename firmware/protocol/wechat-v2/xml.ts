import type { Bytes } from "../../../hal/ports/bytes";

/** The children of one flat document, without empty ones, which no signature holds: names, and decoded texts by name. */
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

/** Plain text and CDATA sections by turns; undefined where a section has no end or something else stands between them. */
function textOf(xml: Bytes): Bytes | undefined {
  if (xml.indexOf("<") < 0 && xml.indexOf("&") < 0) return xml;
  let text = "";
  let at = 0;
  for (;;) {
    const open = xml.indexOf("<", at);
    const plain = open < 0 ? xml.substr(at) : xml.substring(at, open);
    const decoded = plain.indexOf("&") < 0 ? plain : decodeEntities(plain);
    if (decoded === undefined) return undefined;
    text += decoded;
    if (open < 0) return text;
    const close = xml.indexOf("]]>", open);
    // The search also finds a "]]" at the very end.
    if (xml.substr(open, 9) !== CDATA || close < 0 || close + 3 > xml.length) return undefined;
    text += xml.substring(open + 9, close);
    at = close + 3;
  }
}

/** Where the root's content begins, or -1: white space and one declaration may stand before it. */
function rootAt(xml: Bytes): number {
  let start = 0;
  if (xml.substr(0, 5) === "<?xml") start = xml.indexOf("?>") + 2;
  const root = xml.indexOf("<xml>");
  if (root < 0 || root + 5 > xml.length || start === 1 || xml.substring(start, root).trim() !== "") return -1;
  return root + 5;
}

/** Where the next tag begins; behind the document where something else comes first. */
function skipSpace(xml: Bytes, start: number): number {
  const open = xml.indexOf("<", start);
  return open >= 0 && xml.substring(start, open).trim() === "" ? open : xml.length;
}

/** No place in a document: it is broken, or was read to its end. */
const BROKEN = -1;
const END = -2;

/** Reads what is not one section with text in it: the root's end tag too. Gives the place behind the element, or none. */
function readOther(xml: Bytes, close: number, name: string, fields: Fields): number {
  if (name === "/xml") return xml.substr(close + 1).trim() === "" ? END : BROKEN;
  // No name of the gateway begins like those of the interpreter's own.
  if (close < 0 || name[0] === "_") return BROKEN;
  const endTag = "</" + name + ">";
  let end = close;
  let text: Bytes | undefined;
  // A section may hold what looks like the end tag.
  while (text === undefined) {
    end = xml.indexOf(endTag, end + 1);
    if (end < 0) return BROKEN;
    text = textOf(xml.substring(close + 1, end));
  }
  if (text !== "") {
    fields.names.push(name);
    fields.values[name] = text;
  }
  return end + endTag.length;
}

/** Whether each field is there once and has a name of its kind. */
function isSound(fields: Fields): boolean {
  const names = fields.names;
  const values = fields.values;
  return Object.keys(values).length === names.length && values[""] === undefined && !NO_NAME.test(names.join(""));
}

/**
 * Reads a flat document: root `xml`, children with text alone, at most `childrenMax`. Undefined for
 * everything else: a DOCTYPE, depth, attributes, a duplicate, a cut or a foreign document (protocol
 * reference 2.5). Bytes in, bytes out; the encoding is not looked at.
 */
export function parseFlat(xml: Bytes, childrenMax: number): Fields | undefined {
  const names: string[] = [];
  const values: Record<string, Bytes> = {};
  const fields = { names: names, values: values };
  let at = rootAt(xml);
  // The interpreter throws for a character before the first.
  if (at < 0) return undefined;
  // Gateways have a line for each child, or none.
  const behind = xml[at] === "\n" ? ">\n" : ">";
  // The root's end tag is read like a child.
  for (let count = 0; at >= 0 && count <= childrenMax; count++) {
    if (xml[at] !== "<") at = skipSpace(xml, at);
    const close = xml.indexOf(">", at);
    const name = xml.substring(at + 1, close);
    const end = xml[close + 1] === "<" ? xml.indexOf("]]></" + name + behind, close) : -1;
    const text = xml.substring(close + 10, end);
    // One section with text is what answers are made of.
    if (end > close + 10 && name[0] !== "_" && xml.substr(close + 1, 9) === CDATA && text.indexOf("]]>") < 0) {
      names.push(name);
      values[name] = text;
      at = end + close - at + 4 + behind.length;
    } else at = readOther(xml, close, name, fields);
  }
  return at === END && isSound(fields) ? fields : undefined;
}
