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

/** Tells how many claims were weighed in a step, over all its rounds. */
export class Weighed {
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

  another(): void {
    this.#done++;
    if (this.#done % claimsPerTelling === 0) this.#onStep({ step: this.#step, done: this.#done, total: this.#most });
  }

  end(): void {
    this.#onStep({ step: this.#step, done: this.#done, total: this.#done });
  }
}
