import type { DetectionPlace, DetectionStep } from '../store/detection-steps.ts';
import { note } from './output.ts';
import { Progress } from './progress.ts';

/** What each step is called and, where it has parts, what they are. */
const names = {
  reading: ['Reading the log', 'facts'],
  claims: ['Laying out the claims', null],
  usual: ['Learning what is usual', null],
  groups: ['Looking for groups', null],
  // Every round weighs every claim again.
  weighing: ['Weighing who belongs to them', 'weighings'],
  gate: ['Looking which are more than chance', null],
  describing: ['Describing the rings', 'rings'],
  writing: ['Writing what was found', null],
} as const satisfies Record<DetectionStep, readonly [name: string, unit: string | null]>;

/** Shows on stderr how far a detection is: a line for each step, and for those with parts how many of them are done. */
export class DetectionShown {
  #step: DetectionStep | null = null;
  #progress: Progress | null = null;

  tell({ step, done, total }: DetectionPlace): void {
    if (step !== this.#step) {
      this.end();
      const [name, unit] = names[step];
      if (unit === null) note(`${name} ...`);
      else this.#progress = new Progress(name, unit);
      this.#step = step;
    }
    this.#progress?.update(done / Math.max(1, total), done);
  }

  end(): void {
    this.#progress?.end();
    this.#progress = null;
  }
}
