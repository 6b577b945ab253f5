/**
 * 64-bit hash of a text as 16 hexadecimal digits: two MurmurHash3 (x86, 32 bit; Austin Appleby, public domain) runs with
 * different seeds over the UTF-16 code units. For grouping equal texts without keeping them, never for security:
 * among 100 million texts the chance of any two colliding is about 0.0003.
 */
export function hash64(text: string): string {
  return hex(murmur(text, 0x9747b28c)) + hex(murmur(text, 0x5bd1e995));
}

/** The same as a whole number below 2^52: exact in a double, and small in a database. */
export function hash52(text: string): number {
  return (murmur(text, 0x9747b28c) & 0xfffff) * 2 ** 32 + murmur(text, 0x5bd1e995);
}

function murmur(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) {
    let block = Math.imul(text.charCodeAt(index), 0xcc9e2d51);
    block = (block << 15) | (block >>> 17);
    hash ^= Math.imul(block, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
