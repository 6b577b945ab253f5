import { decideClaim } from '../decide/decide.ts';
import type { Decision, DecisionMode, DecisionRecord } from '../domain/decision.ts';
import type { Fact, FactOf } from '../domain/fact.ts';
import { factRows, type Intake, withoutKnown } from './append.ts';
import { type Database, inTransaction } from './database.ts';
import { claimHashOf, decisionRows, type MadeDecision, readDecisions, type StoredDecision } from './decisions.ts';
import { gather } from './gather.ts';
import type { Node } from './node.ts';
import { withRetry } from './retry.ts';
import { reviveFact } from './revive.ts';
import type { BatchRows, BatchTableName } from './tables.ts';
import { writeRows } from './write.ts';

type ClaimIntake = Intake & { readonly event: Extract<Fact, { type: 'claim.filed' }> | Intake['event'] };

/**
 * What became of a claim that was sent: decided now, answered as before, another claim under an id that is taken (conflict), or an
 * event whose source and id the log has for another event (taken), which is not written.
 */
export type ClaimAnswer =
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'repeated'; readonly decision: Decision }
  | { readonly kind: 'conflict'; readonly decision: Decision }
  | { readonly kind: 'taken'; readonly claimId: string };

/**
 * Decides claims that arrived together: one read of what is known about all of them, one pure pass, one write of claims, decisions
 * and projections in one transaction. The same claim again is answered from the log. No two of the claims may share an account or
 * order: neither would see the other. Answers stand in the order of the claims.
 */
export async function decideArrived(node: Node, claims: readonly Intake[], mode: DecisionMode): Promise<ClaimAnswer[]> {
  return withRetry(() => decideOnce(node, claims as readonly ClaimIntake[], mode));
}

async function decideOnce(node: Node, claims: readonly ClaimIntake[], mode: DecisionMode): Promise<ClaimAnswer[]> {
  const moment = node.clock.next();
  const [known, fresh, seqs] = await Promise.all([
    readDecisions(node.database, claims.map(claimId)),
    withoutKnown(node.database, claims),
    node.numbers.take(2 * claims.length),
  ]);
  const unlogged = new Set(fresh);
  const logged = await readLogged(
    node.database,
    claims.filter(intake => !unlogged.has(intake) && !known.has(claimId(intake))),
  );
  const pending = claims.flatMap((intake, index): Pending[] => {
    if (known.has(claimId(intake))) return [];
    const decisionSeq = seqs[2 * index + 1]!;
    if (unlogged.has(intake))
      return [{ intake, fact: factOf(intake, seqs[2 * index]!, node.clock.next()), decisionSeq }];
    const before = logged.get(intake.key);
    if (before?.type !== 'claim.filed' || before.data.claim_id !== claimId(intake)) return [];
    return [{ intake, fact: before, decisionSeq }];
  });
  const made = pending.length === 0 ? [] : await decidePending(node, pending, moment, mode);
  if (made.length > 0) {
    const added = pending.filter(({ intake }) => unlogged.has(intake));
    const claimRows = factRows(
      added.map(({ intake }) => intake),
      added.map(({ fact }) => fact as Fact),
    );
    await writeDecided(node, made, { ...claimRows, undecidedClaims: [] }, added.length < pending.length);
  }
  const decided = new Map(made.map(({ record }) => [record.decision.claim_id as string, record]));
  return claims.map(intake => answerOf(intake, known, decided));
}

interface Pending {
  readonly intake: ClaimIntake;
  readonly fact: FactOf<'claim.filed'>;
  readonly decisionSeq: number;
}

async function decidePending(
  node: Node,
  pending: readonly Pending[],
  moment: number,
  mode: DecisionMode,
): Promise<MadeDecision[]> {
  const gathered = await gather(
    node,
    pending.map(({ fact }) => ({ claim: fact, moment })),
    Date.now(),
  );
  return gathered.map((known, index) => {
    const { fact, decisionSeq } = pending[index]!;
    const record = decideClaim(known, node.policy, mode, claimHashOf(fact.data));
    return { record, seq: decisionSeq, decidedAt: node.clock.next() };
  });
}

/** Writes decisions with the facts that came along. Claims that an import had left undecided leave that list in the same transaction. */
export async function writeDecided(
  node: Node,
  made: readonly MadeDecision[],
  beside: BatchRows,
  wereListed: boolean,
): Promise<void> {
  const rows = joinRows(beside, decisionRows(made));
  if (!wereListed) return writeRows(node.database, rows);
  return inTransaction(node.database, async client => {
    await writeRows(client, rows);
    await client.query('delete from undecided_claims where claim_id = any ($1::text[])', [
      made.map(({ record }) => record.decision.claim_id),
    ]);
  });
}

function joinRows(left: BatchRows, right: BatchRows): BatchRows {
  const joined: BatchRows = { ...left };
  for (const name of Object.keys(right) as BatchTableName[]) joined[name] = [...(left[name] ?? []), ...right[name]!];
  return joined;
}

/** What no two claims of one batch may share, for the batcher. */
export function claimKeys(intake: Intake): string[] {
  const { claim_id, account_id, order_id, device_id } = (intake.event as FactOf<'claim.filed'>).data;
  const keys = [`claim:${claim_id}`, `account:${account_id}`, `order:${order_id}`];
  return device_id === undefined ? keys : [...keys, `device:${device_id}`];
}

function claimId(intake: ClaimIntake): string {
  return (intake.event as FactOf<'claim.filed'>).data.claim_id;
}

/** Facts that the log has under the keys of claims that are not decided yet: an import brought them. By key. */
async function readLogged(database: Database, claims: readonly ClaimIntake[]): Promise<Map<string, Fact>> {
  const facts = new Map<string, Fact>();
  if (claims.length === 0) return facts;
  const result = await database.query<[string, number, number, string]>({
    name: 'logged-events',
    text: `select replace(key::text, '-', ''), seq, known_us, body from event_log
           where key = any($1::uuid[]) and body is not null`,
    values: [claims.map(({ key }) => key)],
    rowMode: 'array',
  } as never);
  for (const [key, seq, known_us, body] of result.rows) {
    const fact = reviveFact({ seq, known_us, body });
    if (fact !== null) facts.set(key, fact);
  }
  return facts;
}

/** Live facts are known from the moment that they are numbered, which is after the moment that the decision looks from. */
function factOf(intake: ClaimIntake, seq: number, knownAt: number): FactOf<'claim.filed'> {
  return { ...(intake.event as FactOf<'claim.filed'>), seq, knownAt };
}

function answerOf(
  intake: ClaimIntake,
  known: ReadonlyMap<string, StoredDecision>,
  decided: ReadonlyMap<string, DecisionRecord>,
): ClaimAnswer {
  const hash = claimHashOf((intake.event as FactOf<'claim.filed'>).data);
  const now = decided.get(claimId(intake));
  // The claim that an import brought under this event may say something else: then that one was decided.
  if (now !== undefined) return { kind: now.claim_hash === hash ? 'decided' : 'conflict', decision: now.decision };
  const before = known.get(claimId(intake));
  if (before === undefined) return { kind: 'taken', claimId: claimId(intake) };
  return { kind: before.claimHash === hash ? 'repeated' : 'conflict', decision: before.decision };
}
