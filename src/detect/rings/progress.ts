/** What a search for rings does, step by step. */
export const findingSteps = ['claims', 'usual', 'groups', 'weighing', 'gate', 'describing'] as const;

/** Where a search is: so much of the step is done. A step of one piece is 0 of 1. */
export interface FindingStep {
  readonly step: (typeof findingSteps)[number];
  readonly done: number;
  /** Where rounds end sooner than they might, it shrinks to what was done. */
  readonly total: number;
}

/** Is told where the search is, and changes nothing in it. */
export type OnStep = (at: FindingStep) => void;

export const untold: OnStep = () => {};

/** Is told of every piece of a step that is done. */
export type OnPiece = () => void;

export const uncounted: OnPiece = () => {};

/** Pieces between two tellings: milliseconds of work in the largest books, so that whoever is told may rest after little of it. */
const piecesPerTelling = 128;

/** Tells how many pieces of a step are done, over all its rounds. */
export class Counted {
  readonly #step: FindingStep['step'];
  readonly #most: number;
  readonly #onStep: OnStep;
  #done = 0;

  constructor(step: FindingStep['step'], most: number, onStep: OnStep) {
    this.#step = step;
    this.#most = most;
    this.#onStep = onStep;
    onStep({ step, done: 0, total: most });
  }

  readonly another: OnPiece = () => {
    this.#done++;
    if (this.#done % piecesPerTelling === 0) this.#onStep({ step: this.#step, done: this.#done, total: this.#most });
  };

  end(): void {
    this.#onStep({ step: this.#step, done: this.#done, total: this.#done });
  }
}
