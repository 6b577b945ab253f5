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

/**
 * Ids that nobody has yet and that tell nothing: a counter for each kind, run through a bijection of 32 bits, so that neither order nor
 * digits say who asked for the id.
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
    return kind + base32(mix32(state.count++ ^ state.key), 7);
  }

  /** How many ids of the kind were given out. */
  count(kind: string): number {
    return this.#counts.get(kind)?.count ?? 0;
  }
}
