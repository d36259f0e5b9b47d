import { decodeUtf8 as trueDecode } from "../../sim/gateway/protocol/utf8";

/** Bytes that were read once keep what they say. */
interface Read extends Uint8Array {
  says?: { text: string | undefined };
}

/** The gateway's decoder, which reads the same bytes once. */
export function decodeUtf8(bytes: Read): string | undefined {
  return (bytes.says ??= { text: trueDecode(bytes) }).text;
}
