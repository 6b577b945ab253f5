import { hourUs, type Moment } from '../domain/time.ts';
import { detectionRetryMaxMs, detectionRetryMs } from './limits.ts';

/** How detections on this node went since the last one that ended well. */
export type Attempts =
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly at: Moment; readonly times: number; readonly fault: string }
  /** Whoever stopped one does not want it back at once. */
  | { readonly kind: 'stopped'; readonly at: Moment };

/**
 * When the next detection is due: the time between two after the last one ended, by whichever node. One that failed is tried again sooner, and
 * after twice the time with each failure more, since what hinders it may last.
 */
export function dueAt(everyHours: number, lastEndedAt: Moment, attempts: Attempts): Moment {
  const everyUs = everyHours * hourUs;
  const regular = lastEndedAt + everyUs;
  switch (attempts.kind) {
    case 'none':
      return regular;
    case 'failed':
      return lastEndedAt > attempts.at ? regular : retryAt(everyHours, attempts.at, attempts.times);
    case 'stopped':
      return Math.max(regular, attempts.at + everyUs);
  }
}

/** When one that failed for so many times in a row is tried again. */
export function retryAt(everyHours: number, failedAt: Moment, times: number): Moment {
  const waitMs = Math.min(detectionRetryMs * 2 ** (times - 1), detectionRetryMaxMs);
  return failedAt + Math.min(waitMs * 1000, everyHours * hourUs);
}
