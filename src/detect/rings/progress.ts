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

/** Claims weighed between two tellings: a fraction of a second in the largest books, and nothing beside the weighing. */
const claimsPerTelling = 1_024;

/** Tells how many claims were weighed, over all rounds. */
export class Weighed {
  readonly #most: number;
  readonly #onStep: OnStep;
  #done = 0;

  constructor(most: number, onStep: OnStep) {
    this.#most = most;
    this.#onStep = onStep;
    onStep({ step: 'weighing', done: 0, total: most });
  }

  another(): void {
    this.#done++;
    if (this.#done % claimsPerTelling === 0) this.#onStep({ step: 'weighing', done: this.#done, total: this.#most });
  }

  end(): void {
    this.#onStep({ step: 'weighing', done: this.#done, total: this.#done });
  }
}
