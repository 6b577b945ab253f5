import { hash, randomFillSync } from 'node:crypto';
import type { Moment } from '../domain/time.ts';

const saltBytes = 16;
/** Random bytes are drawn in blocks: one call for many salts. */
const block = Buffer.alloc(saltBytes * 4096);
let used = block.length;

/** 16 random bytes in hexadecimal. Without it, erased content could be guessed back from its hash. */
export function newSalt(): string {
  if (used === block.length) {
    randomFillSync(block);
    used = 0;
  }
  used += saltBytes;
  return block.toString('hex', used - saltBytes, used);
}

/**
 * Leaf hash of a fact in the shape of RFC 6962: SHA-256 over 0x00 and the canonical JSON (RFC 8785) of body, moment of knowing
 * and salt. `body` must be canonical already. Hexadecimal.
 */
export function leafHash(body: string, knownAt: Moment, salt: string): string {
  return hash('sha256', `\u0000{"body":${body},"known_us":${knownAt},"salt":"${salt}"}`, 'hex');
}
