import { hashText, mix32 } from './random.ts';

const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function base32(value: number, length: number): string {
  let text = '';
  let rest = value;
  for (let index = 0; index < length; index++) {
    text += symbols[rest & 31];
    rest = rest >>> 5;
  }
  return text;
}

/** Rounds of the Feistel network: four with a good function make a permutation that looks like any other (Luby, Rackoff, 1988). */
const rounds = 4;

/**
 * Ids that nobody has yet and that tell nothing: a counter for each kind, run through a permutation of 32 bits under a key, so that
 * neither order nor digits say who asked for the id.
 */
export class Ids {
  readonly #seed: number;
  readonly #counts = new Map<string, { key: number; count: number }>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  next(kind: string): string {
    let state = this.#counts.get(kind);
    if (state === undefined) {
      state = { key: mix32(hashText(kind) ^ this.#seed), count: 0 };
      this.#counts.set(kind, state);
    }
    return kind + base32(permuted(state.count++, state.key), 7);
  }

  /** How many ids of the kind were given out. */
  count(kind: string): number {
    return this.#counts.get(kind)?.count ?? 0;
  }
}

function permuted(value: number, key: number): number {
  let left = value >>> 16;
  let right = value & 0xffff;
  for (let round = 0; round < rounds; round++) {
    const mixed = mix32(Math.imul(right + 1, 0x9e3779b1) ^ mix32(key + round)) & 0xffff;
    [left, right] = [right, left ^ mixed];
  }
  return ((left << 16) | right) >>> 0;
}
