import type { QuarantineEntry } from '../store/quarantine.ts';

/** A refused event in an answer: its place in what was sent, and why. */
export interface Refusal {
  readonly index: number;
  readonly field: string;
  readonly reason: string;
}

/** What became of the events of one request. */
export interface Receipt {
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly masked: number;
  readonly refusals: readonly Refusal[];
}

/** Adds up what became of the portions of a request. */
export class ReceiptBook {
  #accepted = 0;
  #duplicate = 0;
  #quarantined = 0;
  #masked = 0;
  readonly #refusals: Refusal[] = [];
  readonly #shownMax: number;

  constructor(shownMax: number) {
    this.#shownMax = shownMax;
  }

  add(portion: { accepted: number; duplicate: number; masked: number; quarantined: readonly QuarantineEntry[] }): void {
    this.#accepted += portion.accepted;
    this.#duplicate += portion.duplicate;
    this.#masked += portion.masked;
    this.#quarantined += portion.quarantined.length;
    for (const { line, field, reason } of portion.quarantined.slice(0, this.#shownMax - this.#refusals.length)) {
      this.#refusals.push({ index: line ?? 0, field, reason });
    }
  }

  receipt(): Receipt {
    return {
      accepted: this.#accepted,
      duplicate: this.#duplicate,
      quarantined: this.#quarantined,
      masked: this.#masked,
      refusals: this.#refusals,
    };
  }
}
