import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { LinkError } from "../link/link-error";

/** A key and its certificate in the form that the interpreter's TLS takes. */
export interface Credentials {
  keyDer: Uint8Array;
  certificateDer: Uint8Array;
  expires: Date;
}

const BITS_MIN = 2048;
const SOON_MS = 30 * 86_400_000;
const ADVICE = "Nothing was changed. Take apiclient_cert.pem and apiclient_key.pem of one download of the merchant's certificate.";

/** Checks that key and certificate belong together and that the board can use them. Throws LinkError, without their content. */
export function readCredentials(keyPem: Buffer, certificatePem: Buffer, now = new Date()): Credentials {
  const key = readKey(keyPem);
  const certificate = readCertificate(certificatePem);
  if (key.asymmetricKeyType !== "rsa" || certificate.publicKey.asymmetricKeyType !== "rsa") {
    throw new LinkError("The client key is no RSA key; the interpreter's TLS takes no other.", ADVICE);
  }
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < BITS_MIN) {
    throw new LinkError(`The client key has less than ${BITS_MIN} bits.`, ADVICE);
  }
  if (!certificate.checkPrivateKey(key)) throw new LinkError("The client key and the certificate do not belong together.", ADVICE);
  const expires = new Date(certificate.validTo);
  if (expires < now) {
    throw new LinkError(`The client certificate expired on ${day(expires)}.`, "Nothing was changed. Fetch a new one from WeChat Pay.");
  }
  if (new Date(certificate.validFrom) > now) {
    throw new LinkError(`The client certificate begins on ${day(new Date(certificate.validFrom))}.`, "Is this computer's clock right?");
  }
  return { keyDer: key.export({ type: "pkcs8", format: "der" }), certificateDer: certificate.raw, expires };
}

/** A sentence where the certificate ends soon, else "". */
export function warningOf(credentials: Credentials, now = new Date()): string {
  const { expires } = credentials;
  return expires.getTime() - now.getTime() > SOON_MS ? "" : `the certificate ends on ${day(expires)}: fetch a new one`;
}

function readKey(pem: Buffer): KeyObject {
  if (/ENCRYPTED/.test(pem.toString("latin1"))) {
    throw new LinkError("The client key is encrypted with a password.",
      "Nothing was changed. Decrypt it: openssl rsa -in KEY -out PLAIN.");
  }
  try {
    return createPrivateKey(pem);
  } catch {
    throw new LinkError("The client key is no key in PEM form.", ADVICE);
  }
}

function readCertificate(pem: Buffer): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new LinkError("The client certificate is no certificate in PEM form.", ADVICE);
  }
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
