import type { Decision, Outcome } from '../domain/decision.ts';
import { formatMinor, type Money, showMoney } from '../domain/money.ts';
import { formatMoment, type Moment } from '../domain/time.ts';
import type { LedgerCounts, OrderFinding, StoreReport } from '../store/report.ts';
import type { Block, Column } from './document.ts';
import { count, paint } from './output.ts';

/** A claim told in full, with its place among the costliest. */
export interface ToldClaim {
  readonly decision: Decision;
  readonly story: string;
}

const left = (name: string): Column => ({ name, align: 'left' });
const right = (name: string): Column => ({ name, align: 'right' });

/** What an outcome means to a reader who has not met the policy. */
const answers: Readonly<Record<Outcome, string>> = {
  pay: 'paid at once',
  pay_after_return: 'paid once the goods are back',
  ask: 'asked about first',
  review: 'left to a person',
};

/** Sentences of one kind that would fill the screen are cut to these. */
const reasonsShown = 15;
const unknownShown = 15;

/** The report as blocks: what is in the store, what was answered and why, what the ledger found and could not know, then single cases. */
export function reportBlocks(report: StoreReport, told: readonly ToldClaim[], asOf: Moment): Block[] {
  return [
    { kind: 'title', text: 'What the record shows' },
    { kind: 'paragraph', text: introduction(report, asOf) },
    ...factBlocks(report),
    ...answerBlocks(report),
    ...findingBlocks(report.ledger),
    ...unknownBlocks(report.ledger),
    ...costliestBlocks(report.ledger),
    ...claimBlocks(told),
  ];
}

function introduction({ facts, ledger, claims }: StoreReport, asOf: Moment): string {
  const total = facts.reduce((sum, { facts: n }) => sum + n, 0);
  return `${count(total)} facts, ${count(claims.decided)} decided claims and ${count(ledger.orders)} orders with value back, as known on ${formatMoment(asOf).slice(0, 10)}. A finding says what the record shows, never what anybody meant: it may be a mistake of the shop, of the carrier, or of the customer.`;
}

function factBlocks({ facts }: StoreReport): Block[] {
  const rows = facts.map(({ type, facts: n, from, to }) => ({ cells: [type, count(n), day(from), day(to)] }));
  return [
    { kind: 'heading', text: 'Facts' },
    { kind: 'table', columns: [left('Type'), right('Facts'), left('First'), left('Last')], rows },
  ];
}

function answerBlocks({ claims }: StoreReport): Block[] {
  if (claims.decided + claims.waiting === 0)
    return [
      { kind: 'heading', text: 'Claims' },
      { kind: 'paragraph', text: 'No claims are in the store.' },
    ];
  const share = (n: number): string => `${((n / Math.max(1, claims.decided)) * 100).toFixed(1)} %`;
  const blocks: Block[] = [
    { kind: 'heading', text: 'What the claims would have been answered' },
    {
      kind: 'table',
      columns: [left('Answer'), right('Claims'), right('Share'), right('Claimed')],
      rows: claims.byOutcome.map(({ outcome, claims: n, money }) => ({
        cells: [answers[outcome], count(n), share(n), sums(money)],
      })),
    },
  ];
  if (claims.waiting > 0)
    blocks.push({ kind: 'paragraph', text: `${count(claims.waiting)} claims wait for their decision.` });
  blocks.push(
    { kind: 'heading', text: 'Why' },
    {
      kind: 'table',
      columns: [left('Answer'), left('Decided by'), right('Claims'), right('Claimed')],
      under: 'For example',
      rows: claims.byReason.slice(0, reasonsShown).map(({ outcome, id, text, claims: n, money }) => ({
        cells: [answers[outcome], id ?? 'expected cost', count(n), sums(money)],
        under: text,
      })),
    },
  );
  if (claims.askedFor.length > 0) {
    blocks.push(
      { kind: 'heading', text: 'What would have been asked for' },
      {
        kind: 'table',
        columns: [right('Claims'), right('Claimed'), left('Asked for')],
        rows: claims.askedFor.map(({ text, claims: n, money }) => ({ cells: [count(n), sums(money), text] })),
      },
    );
  }
  return blocks;
}

function findingBlocks({ orders, byKind }: LedgerCounts): Block[] {
  const heading: Block = { kind: 'heading', text: 'What the unit ledger found' };
  if (byKind.length === 0)
    return [heading, { kind: 'paragraph', text: `Nothing, in ${count(orders)} orders with value back.` }];
  const rows = byKind.map(({ kind, speaks, findings, orders: n, money, example }) => ({
    cells: [
      speaks === 'for' ? paint.green('for') : paint.yellow('against'),
      words(kind),
      count(findings),
      count(n),
      sums(money),
    ],
    under: `${example.finding.sentence} (order ${example.orderId})`,
  }));
  return [
    heading,
    {
      kind: 'table',
      columns: [left('Speaks'), left('Finding'), right('Found'), right('Orders'), right('Money')],
      under: 'For example',
      rows,
    },
  ];
}

function unknownBlocks({ unknown }: LedgerCounts): Block[] {
  if (unknown.length === 0) return [];
  const rows = unknown
    .slice(0, unknownShown)
    .map(({ about, why, times, example }) => ({ cells: [words(about), words(why), count(times)], under: example }));
  return [
    { kind: 'heading', text: 'What could not be said, and why' },
    { kind: 'table', columns: [left('About'), left('Why'), right('Times')], under: 'For example', rows },
  ];
}

function costliestBlocks({ costliest }: LedgerCounts): Block[] {
  if (costliest.length === 0) return [];
  const rows = costliest.map(({ orderId, finding }) => ({
    cells: [orderId, words(finding.kind), finding.money === null ? '' : sums([finding.money]), day(finding.at)],
    under: finding.sentence,
  }));
  return [
    { kind: 'heading', text: 'Findings with the most money behind them' },
    {
      kind: 'table',
      columns: [left('Order'), left('Finding'), right('Money'), left('Since')],
      under: 'What the record shows',
      rows,
    },
  ];
}

function claimBlocks(told: readonly ToldClaim[]): Block[] {
  if (told.length === 0) return [];
  const stories = told.map(({ story }): Block => ({ kind: 'story', text: story }));
  return [{ kind: 'heading', text: 'Claims with the highest expected loss' }, ...stories];
}

/** "1,234.50 GBP", one currency a line. */
function sums(money: readonly Money[]): string {
  return money.map(({ minor, currency }) => `${grouped(formatMinor(minor, currency))} ${currency}`).join('\n');
}

/** 12345.60 -> 12,345.60 */
function grouped(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

function day(moment: Moment): string {
  return formatMoment(moment).slice(0, 10);
}

/** The report as one object, money in decimal text, for other programs. */
export function reportJson(report: StoreReport, told: readonly ToldClaim[], asOf: Moment): object {
  const { facts, claims, ledger } = report;
  const amounts = <Row extends { money: readonly Money[] }>(row: Row) => ({ ...row, money: row.money.map(showMoney) });
  return {
    as_of: formatMoment(asOf),
    facts: facts.map(({ type, facts: n, from, to }) => ({
      type,
      facts: n,
      from: formatMoment(from),
      to: formatMoment(to),
    })),
    claims: {
      decided: claims.decided,
      waiting: claims.waiting,
      by_outcome: claims.byOutcome.map(amounts),
      by_reason: claims.byReason.map(amounts),
      asked_for: claims.askedFor.map(amounts),
    },
    ledger: {
      orders: ledger.orders,
      by_kind: ledger.byKind.map(({ example, ...row }) => ({ ...amounts(row), example: findingJson(example) })),
      not_known: ledger.unknown,
      costliest: ledger.costliest.map(findingJson),
    },
    costliest_claims: told.map(({ decision }) => decision),
  };
}

function findingJson({ orderId, finding }: OrderFinding): object {
  const { kind, speaks, at, money, sentence, facts } = finding;
  return {
    order_id: orderId,
    kind,
    speaks,
    at: formatMoment(at),
    money: money === null ? null : showMoney(money),
    text: sentence,
    facts,
  };
}
