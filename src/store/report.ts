import type { Policy } from '../decide/policy/policy.ts';
import type { Decision, Outcome } from '../domain/decision.ts';
import { outcomes } from '../domain/decision.ts';
import { type Money, parseMinor } from '../domain/money.ts';
import type { Moment } from '../domain/time.ts';
import { referenceAmount } from '../features/reference-money.ts';
import { type Finding, type FindingKind, findingKinds, type Unknown } from '../ledger/finding.ts';
import { auditOrders } from './audit.ts';
import type { Database } from './database.ts';
import { decisionPages } from './decision-pages.ts';
import type { Node } from './node.ts';

type Reported = Pick<Node, 'database' | 'terms' | 'feeds' | 'policy'>;

/** What is in the store, what the unit ledger found in it, and what was or would have been answered. */
export interface StoreReport {
  readonly facts: readonly FactCount[];
  readonly claims: ClaimCounts;
  readonly ledger: LedgerCounts;
}

export interface FactCount {
  readonly type: string;
  readonly facts: number;
  /** Moments of the first and the last. */
  readonly from: Moment;
  readonly to: Moment;
}

export interface Amounts {
  readonly claims: number;
  /** Sums, one for each currency, the largest number of claims first. */
  readonly money: readonly Money[];
}

export interface ClaimCounts {
  readonly decided: number;
  /** Claims that wait for their decision. */
  readonly waiting: number;
  readonly byOutcome: readonly (Amounts & { readonly outcome: Outcome })[];
  /** What decided, the most frequent first: a rule, or the expected cost where `id` is null. `text` is that of one such claim. */
  readonly byReason: readonly (Amounts & {
    readonly outcome: Outcome;
    readonly id: string | null;
    readonly text: string;
  })[];
  /** What would have been asked for. */
  readonly askedFor: readonly (Amounts & { readonly text: string })[];
}

export interface LedgerCounts {
  /** Orders looked at: those from which value went back or was asked back. */
  readonly orders: number;
  readonly byKind: readonly FindingCount[];
  readonly unknown: readonly UnknownCount[];
  /** The findings against with the most money behind them. */
  readonly costliest: readonly OrderFinding[];
}

export interface FindingCount {
  readonly kind: FindingKind;
  readonly speaks: 'against' | 'for';
  readonly findings: number;
  readonly orders: number;
  readonly money: readonly Money[];
  /** The finding with the most money, to tell what the kind means. */
  readonly example: OrderFinding;
}

export interface UnknownCount {
  readonly about: Unknown['about'];
  readonly why: Unknown['why'];
  readonly times: number;
  readonly example: string;
}

export interface OrderFinding {
  readonly orderId: string;
  readonly finding: Finding;
}

/**
 * Reads the whole report; `wanted` of the costliest findings are kept. Memory: the counts and those findings.
 * Decisions are counted by what they answered in their moment, findings by what is known at `asOf`.
 */
export async function readReport(node: Reported, asOf: Moment, wanted: number): Promise<StoreReport> {
  const facts = await countFacts(node.database);
  const claims = await countClaims(node);
  return { facts, claims, ledger: await countLedger(node, asOf, wanted) };
}

async function countFacts(database: Database): Promise<FactCount[]> {
  const result = await database.query<FactCount>(
    'select type, count(*) as facts, min(at_us) as "from", max(at_us) as "to" from event_log group by 1 order by 2 desc, 1',
  );
  return result.rows;
}

async function countClaims({ database, policy }: Reported): Promise<ClaimCounts> {
  const byOutcome = new Map<Outcome, Sum>(outcomes.map(outcome => [outcome, new Sum()]));
  const byReason = new Map<
    string,
    { readonly outcome: Outcome; readonly id: string | null; readonly text: string; readonly sum: Sum }
  >();
  const askedFor = new Map<string, Sum>();
  let decided = 0;
  for await (const page of decisionPages(database)) {
    for (const { decision } of page) {
      decided++;
      const { outcome } = decision;
      byOutcome.get(outcome)!.add(decision);
      const { id, text } = decidingReason(decision, policy);
      const key = `${outcome}\0${id ?? ''}`;
      if (!byReason.has(key)) byReason.set(key, { outcome, id, text, sum: new Sum() });
      byReason.get(key)!.sum.add(decision);
      for (const asked of decision.ask_for) {
        if (!askedFor.has(asked)) askedFor.set(asked, new Sum());
        askedFor.get(asked)!.add(decision);
      }
    }
  }
  const waiting = await database.query<{ n: number }>('select count(*) as n from undecided_claims');
  return {
    decided,
    waiting: waiting.rows[0]!.n,
    byOutcome: [...byOutcome].map(([outcome, sum]) => ({ outcome, ...sum.amounts() })),
    byReason: [...byReason.values()].map(({ sum, ...reason }) => ({ ...reason, ...sum.amounts() })).sort(byClaims),
    askedFor: [...askedFor].map(([text, sum]) => ({ text, ...sum.amounts() })).sort(byClaims),
  };
}

/**
 * The rule that decided. Where none applied, or the expected cost held back more than the rule wanted, the cost decided, and the
 * strongest sign says why.
 */
function decidingReason(
  { reasons, outcome, policy: label }: Decision,
  policy: Policy,
): { id: string | null; text: string } {
  const rule = reasons.find(reason => reason.kind === 'rule');
  const clause = label === policy.label ? policy.clauses.find(({ id }) => id === rule?.id) : undefined;
  const overruled = clause?.kind === 'rule' && clause.rule.outcome !== outcome;
  if (rule !== undefined && !overruled) return { id: rule.id, text: rule.text };
  const sign = reasons.find(reason => reason.kind === 'signal');
  return { id: null, text: sign?.text ?? 'no sign speaks for or against it; the amount decides' };
}

function byClaims(left: Amounts, right: Amounts): number {
  return right.claims - left.claims;
}

/** A number of claims and their money by currency. */
class Sum {
  #claims = 0;
  readonly #money = new Purse();

  add({ amount, currency }: Decision): void {
    this.#claims++;
    this.#money.add({ minor: parseMinor(amount, currency) ?? 0, currency });
  }

  amounts(): Amounts {
    return { claims: this.#claims, money: this.#money.sums() };
  }
}

/** Sums of money by currency; nothing is converted. */
class Purse {
  readonly #sums = new Map<string, { minor: number; times: number }>();

  add({ minor, currency }: Money): void {
    const sum = this.#sums.get(currency) ?? { minor: 0, times: 0 };
    sum.minor += minor;
    sum.times++;
    this.#sums.set(currency, sum);
  }

  sums(): Money[] {
    const sorted = [...this.#sums].sort(([, left], [, right]) => right.times - left.times);
    return sorted.map(([currency, { minor }]) => ({ minor, currency }));
  }
}

interface KindSoFar {
  findings: number;
  readonly orders: Set<string>;
  readonly money: Purse;
  example: OrderFinding;
}

async function countLedger(node: Reported, asOf: Moment, wanted: number): Promise<LedgerCounts> {
  const kinds = new Map<FindingKind, KindSoFar>();
  const unknown = new Map<string, { about: Unknown['about']; why: Unknown['why']; times: number; example: string }>();
  let costliest: OrderFinding[] = [];
  let orders = 0;
  for await (const page of auditOrders(node, asOf)) {
    for (const { orderId, findings, unknowns } of page) {
      orders++;
      for (const finding of findings) {
        const found = { orderId, finding };
        addFinding(kinds, found);
        if (finding.speaks === 'against') costliest.push(found);
      }
      for (const { about, why, sentence } of unknowns) {
        const key = `${about} ${why}`;
        const known = unknown.get(key);
        if (known === undefined) unknown.set(key, { about, why, times: 1, example: sentence });
        else known.times++;
      }
    }
    costliest = costliest.sort(byWorth).slice(0, wanted);
  }
  return {
    orders,
    byKind: [...kinds]
      .map(([kind, soFar]) => countOf(kind, soFar))
      .sort((left, right) => rank(left) - rank(right) || right.findings - left.findings),
    unknown: [...unknown.values()].sort((left, right) => right.times - left.times),
    costliest,
  };
}

function addFinding(kinds: Map<FindingKind, KindSoFar>, found: OrderFinding): void {
  const { orderId, finding } = found;
  let soFar = kinds.get(finding.kind);
  if (soFar === undefined) {
    soFar = { findings: 0, orders: new Set(), money: new Purse(), example: found };
    kinds.set(finding.kind, soFar);
  }
  soFar.findings++;
  soFar.orders.add(orderId);
  if (finding.money !== null) soFar.money.add(finding.money);
  if (worth(found) > worth(soFar.example)) soFar.example = found;
}

function countOf(kind: FindingKind, { findings, orders, money, example }: KindSoFar): FindingCount {
  return { kind, speaks: findingKinds[kind], findings, orders: orders.size, money: money.sums(), example };
}

function rank({ speaks }: FindingCount): number {
  return speaks === 'against' ? 0 : 1;
}

/** US dollars by reference rates, so that findings in different currencies have an order; -1 without money. */
function worth({ finding: { money } }: OrderFinding): number {
  return money === null ? -1 : (referenceAmount(money.minor, money.currency) ?? money.minor / 100);
}

function byWorth(left: OrderFinding, right: OrderFinding): number {
  return worth(right) - worth(left) || (left.orderId < right.orderId ? -1 : 1);
}
