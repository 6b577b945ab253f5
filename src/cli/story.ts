import type { Decision, InnocentCheck, Outcome, Reason } from '../domain/decision.ts';
import { type Fact, isFact } from '../domain/fact.ts';
import { dayUs } from '../domain/time.ts';
import { amountShown } from './amounts.ts';
import { paint } from './output.ts';
import { articles, timeline } from './timeline.ts';
import { withoutColours, wrap } from './wrap.ts';

/** Width of a screenful, and of the column of names at its left. */
const width = 96;
const nameWidth = 11;

/** Lines of a story, which leave room for what a caller adds to a screen. Record and checks share what the other parts leave of them. */
const linesMax = 28;
const recordMost = 8;
const innocentLeast = 3;
const innocentMost = 6;

/** Facts named behind the doubt; the rest is counted. */
const factsShown = 4;

/** Characters of what the customer wrote. */
const statementLength = 150;

const verdicts: Readonly<Record<Outcome, string>> = {
  pay: paint.green('PAY AT ONCE'),
  pay_after_return: paint.cyan('PAY AFTER RETURN'),
  ask: paint.yellow('ASK FIRST'),
  review: paint.magenta('A PERSON DECIDES'),
};

/** A part of a story: its name, what it says, and on how many lines it must be said. */
interface Part {
  readonly name: string;
  readonly lines: readonly string[];
  readonly linesMax: number;
}

/**
 * One decided claim on a screenful (at most 28 lines of 96 characters): the verdict, who claims what, what the record shows, why there
 * is doubt, which innocent explanations were checked, what is not known, and what would pass it. `facts` are those of the order, and
 * any others behind the reasons.
 */
export function tellStory(decision: Decision, facts: readonly Fact[], title: string): string {
  const { outcome, amount, currency, score, expected_loss, claim_id, order_id, account_id } = decision;
  const percent = `${(score * 100).toFixed(score < 0.1 ? 1 : 0)} %`;
  const head = [
    `${paint.bold(title)}  ${verdicts[outcome]}  ${paint.bold(amountShown(amount, currency))}  doubt ${percent}, expected loss ${amountShown(expected_loss, currency)}`,
    paint.dim(
      `claim ${claim_id}, order ${order_id}, account ${account_id}, as known on ${minuteOf(decision.known_until)}`,
    ),
  ];
  const who = [
    { name: 'Who', lines: [customer(decision, facts)], linesMax: 1 },
    { name: 'Claims', lines: claimed(decision, facts), linesMax: 3 },
  ].flatMap(partLines);
  const why = [
    { name: 'Ledger', lines: against(decision), linesMax: 2 },
    { name: 'Doubt', lines: doubts(decision), linesMax: 5 },
    { name: '', lines: sources(decision), linesMax: 1 },
  ].flatMap(partLines);
  const next = [
    { name: 'Not known', lines: decision.not_known.slice(0, 1), linesMax: 1 },
    { name: 'Ask for', lines: decision.ask_for, linesMax: 1 },
    { name: 'Pays if', lines: pays(decision), linesMax: 3 },
  ].flatMap(partLines);
  const left = linesMax - head.length - who.length - why.length - next.length;
  const recordRoom = Math.min(recordMost, left - innocentLeast);
  const record = partLines({ name: 'Record', lines: timeline(facts, decision, recordRoom), linesMax: recordRoom });
  const innocentRoom = Math.min(innocentMost, left - record.length);
  const checks = partLines({ name: 'Innocent?', lines: innocent(decision.innocent), linesMax: innocentRoom });
  return [...head, ...who, ...record, ...why, ...checks, ...next].join('\n');
}

/** The part's lines with its name before the first, cut where there are too many. */
function partLines({ name, lines, linesMax }: Part): string[] {
  const all = lines.flatMap(line => wrap(line, width - 2, nameWidth, nameWidth + hang(line)).split('\n'));
  const shown = all.length > linesMax ? [...all.slice(0, linesMax - 1), `${all[linesMax - 1]} …`] : all;
  return shown.map((line, index) => (index === 0 ? paint.bold(name.padEnd(nameWidth)) + line.slice(nameWidth) : line));
}

/** Lines that go on stand under the text of their first, behind its mark. */
function hang(line: string): number {
  return /^(?:\d\S* x|rule|cost|yes|no|\?|\d{4}-\d\d-\d\d \d\d:\d\d) +/.exec(withoutColours(line))?.[0]?.length ?? 0;
}

/** Who claims, from the numbers that the reasons and checks of the decision rest on, and the address of the order. */
function customer(decision: Decision, facts: readonly Fact[]): string {
  const numbers = Object.assign({}, ...[...decision.innocent, ...decision.reasons].map(part => part.numbers));
  const number = (name: string): number | null => {
    const value: unknown = numbers[name];
    return typeof value === 'number' ? value : null;
  };
  const place = facts.flatMap(fact =>
    isFact(fact, 'order.placed') && fact.data.order_id === decision.order_id
      ? [[fact.data.ship_to.city, fact.data.ship_to.country].filter(part => part !== undefined).join(', ')]
      : [],
  )[0];
  const age = number('account.age_days');
  const orders = number('account.orders_365d');
  const complaints = number('account.complaints_365d');
  const told = [
    age === null ? null : `customer for ${span(age)}`,
    place === undefined || place === '' ? null : place,
    orders === null
      ? null
      : `${several(orders, 'order')}${complaints === null ? '' : ` and ${complained(complaints)}`} in the year before`,
  ].filter(part => part !== null);
  return told.length === 0 ? `account ${decision.account_id}` : told.join('; ');
}

function complained(complaints: number): string {
  return complaints === 0 ? 'no complaint' : several(complaints, 'complaint');
}

/** What is claimed, when, and in whose words. */
function claimed(decision: Decision, facts: readonly Fact[]): string[] {
  const claim = facts.find(fact => isFact(fact, 'claim.filed') && fact.data.claim_id === decision.claim_id);
  if (claim === undefined || !isFact(claim, 'claim.filed')) return [];
  const order = facts.find(fact => isFact(fact, 'order.placed') && fact.data.order_id === decision.order_id);
  const { reason, wants, lines, statement } = claim.data;
  const wanted = new Map(lines.map(({ line_id, quantity }) => [line_id, quantity]));
  const goods =
    order !== undefined && isFact(order, 'order.placed')
      ? articles(
          order.data.lines
            .filter(({ line_id }) => wanted.has(line_id))
            .map(line => ({ ...line, quantity: wanted.get(line.line_id)! })),
        )
      : '';
  const said =
    `${paint.bold(reason.replaceAll('_', ' '))}${goods === '' ? '' : `: ${goods}`}` +
    `${sinceDelivery(claim, facts)}; wants a ${wants}`;
  return statement === undefined ? [said] : [said, `"${shortened(statement)}"`];
}

function sinceDelivery(claim: Fact, facts: readonly Fact[]): string {
  const delivered = facts.find(
    fact => isFact(fact, 'parcel.scanned') && fact.data.status === 'delivered' && fact.at < claim.at,
  );
  if (delivered === undefined) return '';
  const days = Math.round((claim.at - delivered.at) / dayUs);
  return `, ${days === 0 ? 'on the day of' : `${several(days, 'day')} after`} the delivery`;
}

/** What the unit ledger found against the claim, in its own sentences. */
function against({ findings }: Decision): string[] {
  return findings.filter(({ speaks }) => speaks === 'against').map(({ text }) => text);
}

/** Rules that apply, then signals with their weight; where no rule applies, what decided. */
function doubts({ reasons, outcome }: Decision): string[] {
  const ruled = reasons.some(({ kind }) => kind === 'rule');
  const lines = reasons.map(reasonLine);
  return ruled || outcome === 'pay' ? lines : [...lines, `cost   ${weighing[outcome]}`];
}

const weighing: Readonly<Record<Exclude<Outcome, 'pay'>, string>> = {
  pay_after_return: 'no rule decides; waiting for the goods should cost less than paying at once',
  ask: 'no rule decides; asking should cost less than paying at once',
  review: "no rule decides; a person's time should cost less than paying at once",
};

function reasonLine({ likelihood_ratio, text }: Reason): string {
  return `${(likelihood_ratio === null ? 'rule' : `${likelihood_ratio} x`).padEnd(6)} ${text}`;
}

/** How the weights are meant, and which facts they rest on. */
function sources({ reasons }: Decision): string[] {
  if (reasons.length === 0) return [];
  const facts = [...new Set(reasons.flatMap(reason => reason.facts))];
  const more = facts.length > factsShown ? ', ...' : '';
  const rest = facts.length === 0 ? '' : `; facts ${facts.slice(0, factsShown).join(', ')}${more}`;
  return [paint.dim(`(x: times as frequent among dishonest claims${rest})`)];
}

/** What holds, a line each; then what was checked and does not hold, and what is not known, together. */
function innocent(checks: readonly InnocentCheck[]): string[] {
  const texts = (holds: boolean | null): string[] =>
    checks.filter(check => check.holds === holds).map(check => check.text);
  const together = (mark: string, all: readonly string[]): string[] =>
    all.length === 0 ? [] : [`${paint.dim(mark.padEnd(6))} ${all.map(shorter).join('; ')}`];
  return [
    ...texts(true).map(text => `${paint.green('yes')}    ${text}`),
    ...together('no', texts(false)),
    ...together('?', texts(null)),
  ];
}

/** Checks stand close together here: "(as a multiple of the usual rate: 0.9)" becomes "(0.9 times the usual rate)". */
function shorter(text: string): string {
  return text.replace(/\(as a multiple of ([^:)]+): ([^)]+)\)/, '($2 times $1)').replace(' (findings: nothing)', '');
}

/** Each single thing that is enough, or all that is needed together. */
function pays({ pays_if, outcome }: Decision): string[] {
  if (outcome === 'pay') return [];
  return pays_if.length > 1 ? [pays_if.join('; or ')] : [...pays_if];
}

function span(days: number): string {
  if (days < 90) return several(Math.round(days), 'day');
  return days < 730 ? `${Math.round(days / 30.4)} months` : `${(days / 365.25).toFixed(1)} years`;
}

function several(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

function shortened(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= statementLength ? flat : `${flat.slice(0, statementLength).replace(/\s\S*$/, '')} …`;
}

function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
