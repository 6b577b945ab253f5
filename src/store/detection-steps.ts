import { findingSteps } from '../detect/rings/progress.ts';
import type { DetectProgress } from './detect-rings.ts';

/** What a detection does, from its beginning to its end. */
export const detectionSteps = ['reading', ...findingSteps, 'writing'] as const;
export type DetectionStep = (typeof detectionSteps)[number];

/** Where a detection is: so much of the step is done; a step of one piece is 0 of 1. */
export interface DetectionPlace {
  readonly step: DetectionStep;
  readonly done: number;
  readonly total: number;
}

export function placeIn(progress: DetectProgress): DetectionPlace {
  switch (progress.kind) {
    case 'reading':
      return { step: 'reading', done: progress.facts, total: progress.total };
    case 'finding':
      return progress.at;
    case 'writing':
      return { step: 'writing', done: 0, total: 1 };
  }
}
