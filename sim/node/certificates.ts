import "reflect-metadata"; // wanted by the certificate library, before it
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** A certificate and its RSA key, in the forms that servers, other clients and the terminal take. */
export interface KeyedCertificate {
  certificatePem: string;
  /** PKCS#8. */
  keyPem: string;
  certificateDer: Uint8Array<ArrayBuffer>;
  keyDer: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the DER certificate, lower-case hex: what the gateway knows a merchant by. */
  fingerprint: string;
}

/** A certificate authority with one server certificate for this machine. */
export interface Certificates {
  authority: KeyedCertificate;
  /** For localhost, 127.0.0.1 and ::1, and the names asked for. */
  server: KeyedCertificate;
  /**
   * Makes a merchant's client certificate, or gives the one already made under this name. It is good for
   * `lifeMs` from now; below 0 it has expired.
   */
  client(name: string, lifeMs?: number): Promise<KeyedCertificate>;
}

export interface CertificatesOptions {
  /** Where keys and certificates are kept between runs; without it they live in memory only. */
  directory?: string;
  /** Further host names of the server. */
  hosts?: string[];
}

// RSA, since the interpreter's TLS takes no other certificates.
const ALGORITHM = {
  name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]),
};
const LIFE_MS = 3650 * 86_400_000;

/** Makes the certificates, or reads those of an earlier run. Keys are readable by their owner alone. */
export async function createCertificates(options: CertificatesOptions = {}): Promise<Certificates> {
  const { directory, hosts = [] } = options;
  const authority = await keep(directory, "ca", () => issue("tinytill test authority", undefined, [
    new x509.BasicConstraintsExtension(true, 0, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
  ]));
  const names: x509.JsonGeneralName[] = [
    ...["localhost", ...hosts].map((value) => ({ type: "dns" as const, value })),
    { type: "ip", value: "127.0.0.1" },
    { type: "ip", value: "::1" },
  ];
  const server = await keep(directory, "server", () => issue("localhost", authority, [
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    // Without "key encipherment" a client may not use the plain RSA key exchange.
    new x509.KeyUsagesExtension(
      x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true,
    ),
    new x509.SubjectAlternativeNameExtension(names),
  ]));
  const clients = new Map<string, Promise<KeyedCertificate>>();
  return {
    authority,
    server,
    client(name, lifeMs) {
      let client = clients.get(name);
      if (client === undefined) {
        client = keep(directory, `client-${name}`, () => issue(name, authority, [
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        ], lifeMs));
        clients.set(name, client);
      }
      return client;
    },
  };
}

async function issue(
  commonName: string, issuer: KeyedCertificate | undefined, extensions: x509.Extension[], lifeMs = LIFE_MS,
): Promise<KeyedCertificate> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const signingKey = issuer === undefined
    ? keys.privateKey
    : await webcrypto.subtle.importKey("pkcs8", issuer.keyDer, ALGORITHM, false, ["sign"]);
  const subject = `CN=${commonName}, O=tinytill`;
  const nowMs = Date.now();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(12))).toString("hex"),
    subject,
    issuer: issuer === undefined ? subject : new x509.X509Certificate(issuer.certificateDer).subject,
    // A day of grace for clients whose clock is behind.
    notBefore: new Date(nowMs - 86_400_000),
    notAfter: new Date(nowMs + lifeMs),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ALGORITHM,
    extensions,
  });
  const keyDer = new Uint8Array(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  return forms(new Uint8Array(certificate.rawData), keyDer);
}

async function forms(
  certificateDer: Uint8Array<ArrayBuffer>, keyDer: Uint8Array<ArrayBuffer>,
): Promise<KeyedCertificate> {
  const digest = await webcrypto.subtle.digest("SHA-256", certificateDer);
  return {
    certificateDer,
    keyDer,
    certificatePem: x509.PemConverter.encode(certificateDer, "CERTIFICATE") + "\n",
    keyPem: x509.PemConverter.encode(keyDer, "PRIVATE KEY") + "\n",
    fingerprint: Buffer.from(digest).toString("hex"),
  };
}

async function keep(
  directory: string | undefined, name: string, make: () => Promise<KeyedCertificate>,
): Promise<KeyedCertificate> {
  if (directory === undefined) return make();
  const certificatePath = join(directory, `${name}.crt`);
  const keyPath = join(directory, `${name}.key`);
  if (existsSync(certificatePath) && existsSync(keyPath)) {
    const read = (path: string): Uint8Array<ArrayBuffer> => {
      return new Uint8Array(x509.PemConverter.decodeFirst(readFileSync(path, "utf8")));
    };
    return forms(read(certificatePath), read(keyPath));
  }
  const made = await make();
  mkdirSync(directory, { recursive: true });
  writeFileSync(certificatePath, made.certificatePem);
  writeFileSync(keyPath, made.keyPem, { mode: 0o600 });
  chmodSync(keyPath, 0o600);
  return made;
}
