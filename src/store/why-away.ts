import { isAway } from './away.ts';
import type { StoreRefusal } from './open.ts';
import { sqlState } from './retry.ts';

const diskFullState = '53100';
const noSpace = /no space left on device|disk quota exceeded/i;

/**
 * Why the database went away under the work, for a person, or null where the error is about something else. A server whose disk is
 * full may break its connections before it says why: then the last lines of its log, where we have them, tell it.
 */
export function whyAway(error: unknown, lastLines: readonly string[]): StoreRefusal | null {
  const said = error instanceof Error ? error.message : String(error);
  const isFull = sqlState(error) === diskFullState || noSpace.test(said);
  if (!isFull && !isAway(error)) return null;
  if (isFull || lastLines.some(line => noSpace.test(line))) {
    return {
      ok: false,
      code: 'disk_full',
      message: `The disk of the database is full: ${said}.`,
      advice: 'Free some space there and run the same command again: what was done is kept, and nothing is half done.',
    };
  }
  return {
    ok: false,
    code: 'database_away',
    message: `The database went away: ${said}.`,
    advice: 'Run the same command again once it is back: what was done is kept, and nothing is half done.',
  };
}
