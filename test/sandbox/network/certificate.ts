import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "selfsigned";

/** The certificate of the stand-in's server-to-server leg, and where its public half lies for NODE_EXTRA_CA_CERTS. */
export type Certificate = { readonly key: string; readonly cert: string; readonly certPath: string };

const NAMES = [
  "*.myshopify.com",
  "admin.shopify.com",
  "cdn.shopify.com",
  "storage.googleapis.com",
  "localhost",
];
const DAY = 86_400_000;

/** Reads the self-signed certificate in `folder`, or makes one when there is none, it ends within a week, or lacks a name. */
export async function certificateIn(folder: string): Promise<Certificate> {
  const certPath = join(folder, "stand-in.pem");
  const keyPath = join(folder, "stand-in.key");
  if (existsSync(certPath) && existsSync(keyPath)) {
    const cert = readFileSync(certPath, "utf8");
    const lasts = new X509Certificate(cert).validToDate.getTime() - Date.now();
    const isForAll = NAMES.every((name) => new X509Certificate(cert).subjectAltName?.includes(`DNS:${name}`));
    if (lasts > 7 * DAY && isForAll) return { key: readFileSync(keyPath, "utf8"), cert, certPath };
  }
  const made = await generate([{ name: "commonName", value: "Tributary sandbox" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - DAY),
    notAfterDate: new Date(Date.now() + 365 * DAY),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", digitalSignature: true, keyCertSign: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: NAMES.map((value) => ({ type: 2 as const, value })) },
    ],
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(keyPath, made.private, { mode: 0o600 });
  writeFileSync(certPath, made.cert);
  return { key: made.private, cert: made.cert, certPath };
}
