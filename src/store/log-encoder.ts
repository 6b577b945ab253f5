import type { Fact } from '../domain/fact.ts';
import { streamOf } from '../profiles/streams.ts';
import { type CopiedTable, CopyEncoder } from './copied.ts';
import { leafHash, newSalt } from './leaf.ts';

/** The rows of the log, encoded as the facts come, so that nothing of a fact has to be kept until its batch is full. */
export class LogEncoder {
  readonly #encoder: CopyEncoder;
  #rows = 0;

  /** `memory` as for {@link CopyEncoder}. */
  constructor(memory: Buffer | number) {
    this.#encoder = new CopyEncoder('eventLog', memory);
  }

  /** `body` is the canonical JSON of the event, `key` 32 hexadecimal digits. */
  add(fact: Fact, key: string, body: string): void {
    this.#encoder.add(logRow(fact, key, body, newSalt()));
    this.#rows++;
  }

  finish(): CopiedTable[] {
    return this.#rows === 0 ? [] : [this.#encoder.finish()];
  }
}

/** A fact's row of the log, in the order of its columns. */
export function logRow(fact: Fact, key: string, body: string, salt: string): (number | string)[] {
  const leaf = leafHash(body, fact.knownAt, salt);
  return [fact.seq, key, streamOf(fact), fact.type, fact.at, fact.knownAt, body, salt, leaf];
}
