import { createHmac, hash } from 'node:crypto';
import type { Fingerprint } from './mask.ts';

/** The key under which an event is kept once: the first 16 bytes of SHA-256(source, NUL, id), as 32 hexadecimal digits. */
export function eventDigest(source: string, id: string): string {
  return hash('sha256', `${source}\0${id}`, 'hex').slice(0, 32);
}

/** The same, written as a UUID. */
export function eventKey(source: string, id: string): string {
  const hex = eventDigest(source, id);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** Characters of base64url kept: 72 bits, so that among a million masked ids two meet with probability 10^-10. */
const fingerprintLength = 12;

/** Fingerprints by HMAC-SHA256 with the key. */
export function fingerprintWith(key: Uint8Array): Fingerprint {
  return text => createHmac('sha256', key).update(text, 'utf8').digest('base64url').slice(0, fingerprintLength);
}
