import type { Fact } from '../domain/fact.ts';
import { factRows, type Intake, numberFacts, withoutKnown } from './append.ts';
import type { Node } from './node.ts';
import { type QuarantineEntry, quarantineRows } from './quarantine.ts';
import { withRetry } from './retry.ts';
import { writeRows } from './write.ts';

export interface Appended {
  readonly accepted: number;
  readonly duplicate: number;
  /** Those that were new. */
  readonly fresh: readonly Intake[];
}

/**
 * Appends events and what was refused beside them, with every projection, in one transaction. Events that the log has are left
 * out and counted.
 */
export async function appendEvents(
  node: Node,
  intakes: readonly Intake[],
  refused: readonly QuarantineEntry[] = [],
): Promise<Appended> {
  return withRetry(async () => {
    const fresh = await withoutKnown(node.database, intakes);
    const facts: Fact[] = await numberFacts(node.numbers, fresh);
    await writeRows(node.database, { ...factRows(fresh, facts), quarantine: quarantineRows(refused) });
    return { accepted: fresh.length, duplicate: intakes.length - fresh.length, fresh };
  });
}
