import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** A key by its name: 32 bytes. Secrets carry the name, so that keys can be rotated while old secrets still open. */
export type SecretKey = { readonly name: string; readonly bytes: Buffer };

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Reads `name:base64` entries, newest first. @throws when an entry is not 32 bytes; the message names the key, never its bytes. */
export function parseSecretKeys(entries: readonly string[]): SecretKey[] {
  return entries.map((entry) => {
    const [name = "", base64 = ""] = entry.split(":");
    const bytes = Buffer.from(base64, "base64");
    if (bytes.length !== 32)
      throw new Error(
        `Encryption key "${name}" has ${bytes.length} bytes, and AES-256 needs 32. Make one with: openssl rand -base64 32`,
      );
    return { name, bytes };
  });
}

/**
 * Seals a secret with the newest key: AES-256-GCM, a fresh nonce, bound to its owner (additional data), so that one
 * shop's secret does not open in another shop's row. Form: name length, name, nonce, tag, ciphertext.
 */
export function seal(keys: readonly SecretKey[], owner: string, secret: Buffer): Buffer {
  const [key] = keys;
  if (!key) throw new Error("There is no encryption key. Set ENCRYPTION_KEYS.");
  const name = Buffer.from(key.name);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, iv).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([Buffer.from([name.length]), name, iv, cipher.getAuthTag(), sealed]);
}

/** Opens what `seal` made for the same owner. @throws when the key is unknown, or the bytes or the owner are not the ones sealed */
export function unseal(keys: readonly SecretKey[], owner: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  const start = 1 + (bytes[0] ?? 0);
  const name = bytes.subarray(1, start).toString();
  const key = keys.find((each) => each.name === name);
  if (!key)
    throw new Error(
      `A secret of ${owner} was sealed with key "${name}", which ENCRYPTION_KEYS does not hold. Add it behind the newest key.`,
    );
  const iv = bytes.subarray(start, start + IV_BYTES);
  const tag = bytes.subarray(start + IV_BYTES, start + IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, iv).setAAD(Buffer.from(owner)).setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(start + IV_BYTES + TAG_BYTES)), decipher.final()]);
}
