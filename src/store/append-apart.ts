import type { Intake } from './append.ts';
import { appendEvents } from './append-events.ts';
import type { Node } from './node.ts';
import type { QuarantineEntry } from './quarantine.ts';
import { sqlState } from './retry.ts';

export interface AppendedApart {
  /** Those that were new. */
  readonly fresh: readonly Intake[];
  /** Those that PostgreSQL cannot keep; they are in quarantine. */
  readonly unfit: readonly Intake[];
}

/** Errors that lie in the values themselves: their range or form (22), a constraint (23), a limit such as that of an index entry (54). A key that is there already (23505) is a race. */
const contentState = /^(?:22|23(?!505)|54)/;

/** Why the database cannot keep what it was given, in words, or null where the error is about something else. */
export function unfitReason(error: unknown): string | null {
  const state = sqlState(error) ?? '';
  return contentState.test(state) ? `cannot be kept by the database (SQLSTATE ${state})` : null;
}

/**
 * Appends events like {@link appendEvents}, but a single event that the database cannot keep goes to quarantine as `asEntry` writes it
 * and keeps out none of the others. Halves the batch until the event is found: O(k log n) writes for k such events among n.
 */
export async function appendApart(
  node: Node,
  intakes: readonly Intake[],
  refused: readonly QuarantineEntry[],
  asEntry: (intake: Intake, reason: string) => QuarantineEntry,
): Promise<AppendedApart> {
  try {
    const { fresh } = await appendEvents(node, intakes, refused);
    return { fresh, unfit: [] };
  } catch (error) {
    const reason = unfitReason(error);
    // A refused entry is plain text, which always fits: the fault lies in one of the events.
    if (reason === null || intakes.length === 0) throw error;
    if (intakes.length === 1) {
      await appendEvents(node, [], [...refused, asEntry(intakes[0]!, reason)]);
      return { fresh: [], unfit: intakes };
    }
    const middle = intakes.length >> 1;
    const left = await appendApart(node, intakes.slice(0, middle), refused, asEntry);
    const right = await appendApart(node, intakes.slice(middle), [], asEntry);
    return { fresh: [...left.fresh, ...right.fresh], unfit: [...left.unfit, ...right.unfit] };
  }
}
