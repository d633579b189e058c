import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** HMAC-SHA256 (RFC 2104) of a text under a shop's key, 64 hex digits: the same e-mail is one buyer, and unreadable without the key. */
export function keyedHash(key: Uint8Array, text: string): string {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(text)));
}

/** SHA-256 (FIPS 180-4) of a text, 64 hex digits: tells whether two bodies are the same. */
export function contentHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
