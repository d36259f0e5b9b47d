import { sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { Foreign, Machine } from "./machine";

const DIGESTS = { SHA1: sha1, SHA224: sha224, SHA256: sha256, SHA384: sha384, SHA512: sha512 };

/** `require("crypto")`: the digests and PBKDF2; all give an ArrayBuffer. */
export function defineCrypto(machine: Machine): void {
  machine.defineModule("crypto", () => {
    const members: Record<string, unknown> = { PBKDF2: machine.native(derive), AES: refusing(machine) };
    for (const [name, digest] of Object.entries(DIGESTS)) {
      members[name] = machine.native((data: Foreign) =>
        data === undefined ? undefined : machine.arrayBuffer(digest(machine.collect(data))),
      );
    }
    return machine.library(members);
  });

  function derive(password: Foreign, salt: Foreign, options: Foreign): Foreign {
    const digest = DIGESTS[(options?.hasher ?? "SHA1") as keyof typeof DIGESTS];
    if (!digest) throw machine.error("Error", `Unknown hasher ${options.hasher}`);
    const count = Number(options?.iterations) || 1;
    const length = (Number(options?.keySize) || 4) * 4;
    return machine.arrayBuffer(
      pbkdf2(digest as typeof sha256, machine.collect(password), machine.collect(salt), {
        c: count,
        dkLen: length,
      }),
    );
  }
}

function refusing(machine: Machine): Foreign {
  const refuse = machine.native(() => {
    throw machine.error("Error", "AES is not in the stand-in");
  });
  return machine.library({ encrypt: refuse, decrypt: refuse, ccmEncrypt: refuse, ccmDecrypt: refuse });
}

/** SHA-256 of a certificate's DER bytes in lower-case hexadecimal. */
export function fingerprint(certificate: Uint8Array): string {
  return Array.from(sha256(certificate), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
