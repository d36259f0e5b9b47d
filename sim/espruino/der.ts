/** One ASN.1 value: its tag and where its content stands. */
interface DERValue {
  tag: number;
  start: number;
  end: number;
}

const INTEGER = 2;
const OCTET_STRING = 4;
const SEQUENCE = 0x30;

/** True when the bytes are one whole DER sequence, which keys and certificates are. */
export function isSequence(bytes: Uint8Array): boolean {
  const value = readValue(bytes, 0);
  return value !== undefined && value.tag === SEQUENCE && value.end === bytes.length;
}

/** The modulus of an RSA private key, PKCS#1 or PKCS#8 (RFC 8017, RFC 5958), or undefined. */
export function rsaModulus(key: Uint8Array): Uint8Array | undefined {
  const [version, second, third] = children(key);
  if (version?.tag !== INTEGER || !second) return undefined;
  if (second.tag === INTEGER) return key.subarray(second.start, second.end);
  if (second.tag !== SEQUENCE || third?.tag !== OCTET_STRING) return undefined;
  return rsaModulus(key.subarray(third.start, third.end));
}

/** Whether the certificate holds this modulus: its key and the private key belong together. */
export function certificateHolds(certificate: Uint8Array, modulus: Uint8Array): boolean {
  const last = certificate.length - modulus.length;
  for (
    let at = certificate.indexOf(modulus[0]!);
    at >= 0 && at <= last;
    at = certificate.indexOf(modulus[0]!, at + 1)
  ) {
    let same = 1;
    while (same < modulus.length && certificate[at + same] === modulus[same]) same++;
    if (same === modulus.length) return true;
  }
  return false;
}

function children(bytes: Uint8Array): DERValue[] {
  const outer = readValue(bytes, 0);
  const found: DERValue[] = [];
  if (!outer || outer.tag !== SEQUENCE) return found;
  for (let at = outer.start; at < outer.end && found.length < 3;) {
    const value = readValue(bytes, at);
    if (!value) break;
    found.push(value);
    at = value.end;
  }
  return found;
}

function readValue(bytes: Uint8Array, at: number): DERValue | undefined {
  const tag = bytes[at];
  let length = bytes[at + 1];
  if (tag === undefined || length === undefined) return undefined;
  let start = at + 2;
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 3) return undefined;
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[start++] ?? 0);
  }
  return start + length <= bytes.length ? { tag, start, end: start + length } : undefined;
}
