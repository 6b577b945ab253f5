import { decideClaim } from '../decide/decide.ts';
import type { Decision, DecisionMode } from '../domain/decision.ts';
import type { Fact, FactOf } from '../domain/fact.ts';
import { type Intake, factRows, withoutKnown } from './append.ts';
import { inTransaction } from './database.ts';
import { claimHashOf, decisionRows, type MadeDecision, readDecisions, type StoredDecision } from './decisions.ts';
import { gather } from './gather.ts';
import type { Node } from './node.ts';
import { withRetry } from './retry.ts';
import { type BatchRows, type BatchTableName } from './tables.ts';
import { writeRows } from './write.ts';

type ClaimIntake = Intake & { readonly event: Extract<Fact, { type: 'claim.filed' }> | Intake['event'] };

/** What became of a claim that was sent: decided now, answered as before, or another claim under an id that is taken. */
export type ClaimAnswer =
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'repeated'; readonly decision: Decision }
  | { readonly kind: 'conflict'; readonly decision: Decision };

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
  const pending = claims.flatMap((intake, index) =>
    known.has(claimId(intake)) ? [] : [{ intake, fact: factOf(intake, seqs[2 * index]!, node.clock.next()), decisionSeq: seqs[2 * index + 1]! }],
  );
  const made = pending.length === 0 ? [] : await decidePending(node, pending, moment, mode);
  if (made.length > 0) {
    const logged = pending.filter(({ intake }) => unlogged.has(intake));
    const claimRows = factRows(logged.map(({ intake }) => intake), logged.map(({ fact }) => fact as Fact));
    await writeDecided(node, made, { ...claimRows, undecidedClaims: [] }, logged.length < pending.length);
  }
  const decided = new Map(made.map(({ record }) => [record.decision.claim_id as string, record.decision]));
  return claims.map(intake => answerOf(intake, known, decided));
}

interface Pending {
  readonly intake: ClaimIntake;
  readonly fact: FactOf<'claim.filed'>;
  readonly decisionSeq: number;
}

async function decidePending(node: Node, pending: readonly Pending[], moment: number, mode: DecisionMode): Promise<MadeDecision[]> {
  const gathered = await gather(node, pending.map(({ fact }) => ({ claim: fact, moment })), Date.now());
  return gathered.map((known, index) => {
    const { fact, decisionSeq } = pending[index]!;
    const record = decideClaim(known, node.policy, mode, claimHashOf(fact.data));
    return { record, seq: decisionSeq, decidedAt: node.clock.next() };
  });
}

/** Writes decisions with the facts that came along. Claims that an import had left undecided leave that list in the same transaction. */
export async function writeDecided(node: Node, made: readonly MadeDecision[], beside: BatchRows, wereListed: boolean): Promise<void> {
  const rows = joinRows(beside, decisionRows(made));
  if (!wereListed) return writeRows(node.database, rows);
  return inTransaction(node.database, async client => {
    await writeRows(client, rows);
    await client.query('delete from undecided_claims where claim_id = any ($1::text[])', [made.map(({ record }) => record.decision.claim_id)]);
  });
}

function joinRows(left: BatchRows, right: BatchRows): BatchRows {
  const joined: BatchRows = { ...left };
  for (const name of Object.keys(right) as BatchTableName[]) joined[name] = [...(left[name] ?? []), ...right[name]!];
  return joined;
}

function claimId(intake: ClaimIntake): string {
  return (intake.event as FactOf<'claim.filed'>).data.claim_id;
}

/** Live facts are known from the moment that they are numbered, which is after the moment that the decision looks from. */
function factOf(intake: ClaimIntake, seq: number, knownAt: number): FactOf<'claim.filed'> {
  return { ...(intake.event as FactOf<'claim.filed'>), seq, knownAt };
}

function answerOf(intake: ClaimIntake, known: ReadonlyMap<string, StoredDecision>, decided: ReadonlyMap<string, Decision>): ClaimAnswer {
  const now = decided.get(claimId(intake));
  if (now !== undefined) return { kind: 'decided', decision: now };
  const before = known.get(claimId(intake));
  if (before === undefined) throw new Error(`Claim ${claimId(intake)} was neither decided nor found; the log was changed from outside.`);
  const same = before.claimHash === claimHashOf((intake.event as FactOf<'claim.filed'>).data);
  return { kind: same ? 'repeated' : 'conflict', decision: before.decision };
}
