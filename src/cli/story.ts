import type { Decision, InnocentCheck, Outcome, Reason } from '../domain/decision.ts';
import { type Fact, isFact } from '../domain/fact.ts';
import { formatMoment } from '../domain/time.ts';
import { paint } from './output.ts';
import { withoutColours, wrap } from './wrap.ts';

/** Width of a screenful, and how much of each part fits one. */
const width = 96;
const reasonsShown = 4;
const innocentShown = 6;
const timelineShown = 12;

const verdicts: Readonly<Record<Outcome, string>> = {
  pay: paint.green('PAY AT ONCE'),
  pay_after_return: paint.cyan('PAY AFTER RETURN'),
  ask: paint.yellow('ASK FIRST'),
  review: paint.magenta('A PERSON DECIDES'),
};

/** One decided claim on a screenful: the verdict, why, what speaks for the customer, what happened, and what would pass it. */
export function tellStory(decision: Decision, dossier: readonly Fact[], title: string): string {
  const percent = `${(decision.score * 100).toFixed(decision.score < 0.1 ? 1 : 0)} %`;
  const head = `${verdicts[decision.outcome]}  ${decision.amount} ${decision.currency}  doubt ${percent}, expected loss ${decision.expected_loss} ${decision.currency}`;
  const parts = [
    `${paint.bold(title)}\n${head}\n${paint.dim(`claim ${decision.claim_id}, order ${decision.order_id}, account ${decision.account_id}, as known on ${day(decision.known_until)}`)}`,
    section('Why', decision.reasons.slice(0, reasonsShown).map(reasonLine)),
    section('For the customer', innocentLines(decision.innocent)),
    section(
      'Not known',
      decision.not_known.slice(0, 2).map(text => `? ${text}`),
    ),
    section('What happened', timeline(dossier, decision)),
    section(
      'Ask for',
      decision.ask_for.map(text => `> ${text}`),
    ),
    section(
      'Would be paid at once if',
      decision.pays_if.map(text => `> ${text}`),
    ),
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `${paint.bold(title)}\n${lines.map(line => wrap(line, width, 2, hang(line))).join('\n')}`;
}

/** Lines that go on stand under the text of their first, behind its mark. */
function hang(line: string): number {
  return 2 + (/^(\S+ +)/.exec(withoutColours(line))?.[1]?.length ?? 0);
}

function reasonLine(reason: Reason): string {
  const weight = reason.likelihood_ratio === null ? 'rule' : `${reason.likelihood_ratio}x`;
  return `${weight.padEnd(5)} ${reason.text}${factsOf(reason.facts)}`;
}

function factsOf(facts: readonly number[]): string {
  if (facts.length === 0) return '';
  return paint.dim(` [facts ${facts.slice(0, 5).join(', ')}${facts.length > 5 ? ', ...' : ''}]`);
}

/** What holds first, then what was checked and does not hold, then what is not known. */
function innocentLines(checks: readonly InnocentCheck[]): string[] {
  const lines = (holds: boolean | null, mark: string): string[] =>
    checks.filter(check => check.holds === holds).map(check => `${mark} ${check.text}`);
  const all = [...lines(true, paint.green('yes')), ...lines(false, paint.dim('no ')), ...lines(null, paint.dim('?  '))];
  const more = all.length - innocentShown;
  return more > 0 ? [...all.slice(0, innocentShown), paint.dim(`and ${more} more were checked`)] : all;
}

function timeline(dossier: readonly Fact[], decision: Decision): string[] {
  const seen = new Set<number>();
  const facts = dossier
    .filter(
      fact =>
        formatMoment(fact.knownAt) <= decision.known_until &&
        !seen.has(fact.seq) &&
        seen.add(fact.seq) !== undefined &&
        describe(fact) !== '',
    )
    .sort((left, right) => left.at - right.at);
  const shown =
    facts.length > timelineShown
      ? [...facts.slice(0, 4), null, ...facts.slice(facts.length - timelineShown + 5)]
      : facts;
  return shown.map(fact =>
    fact === null
      ? paint.dim('...')
      : `${paint.dim(formatMoment(fact.at).slice(0, 16).replace('T', ' '))}  ${describe(fact)}`,
  );
}

/** A fact in a few words; empty for facts that tell nothing on a screen. */
function describe(fact: Fact): string {
  if (isFact(fact, 'order.placed'))
    return `ordered for ${fact.data.total} ${fact.data.currency}: ${fact.data.lines
      .map(line => line.title ?? line.sku)
      .join(', ')
      .slice(0, 60)}`;
  if (isFact(fact, 'parcel.shipped')) return `shipped with ${fact.data.carrier}${grams(fact.data.weight_g)}`;
  if (isFact(fact, 'parcel.scanned')) {
    const { carrier, status, proof, city, postcode } = fact.data;
    return `${carrier}: ${status.replaceAll('_', ' ')}${city === undefined ? '' : ` in ${city}`}${postcode === undefined ? '' : ` ${postcode}`}${proof === undefined ? '' : `, with ${proof.kind}`}${grams(fact.data.weight_g)}`;
  }
  if (isFact(fact, 'contact.opened'))
    return `${fact.data.channel} with customer service${fact.data.verified === false ? ', not verified' : ''}`;
  if (isFact(fact, 'claim.filed'))
    return paint.bold(`claims ${fact.data.amount} ${fact.data.currency}: ${fact.data.reason.replaceAll('_', ' ')}`);
  if (isFact(fact, 'return.authorised')) return 'return authorised';
  if (isFact(fact, 'label.issued'))
    return `return label to ${fact.data.to_facility}${grams(fact.data.expected_weight_g, 'should weigh ')}`;
  if (isFact(fact, 'dock.scanned')) return `return at the dock of ${fact.data.facility}${grams(fact.data.weight_g)}`;
  if (isFact(fact, 'return.received'))
    return `return booked as received at ${fact.data.facility}: ${fact.data.lines.map(line => line.condition.replaceAll('_', ' ')).join(', ')}${grams(fact.data.weight_g)}`;
  if (isFact(fact, 'refund.issued'))
    return paint.bold(
      `refunded ${fact.data.amount} ${fact.data.currency} to ${fact.data.to.kind.replaceAll('_', ' ')}`,
    );
  if (isFact(fact, 'replacement.shipped')) return paint.bold('replacement sent');
  if (isFact(fact, 'credit.granted')) return paint.bold(`credited ${fact.data.amount} ${fact.data.currency}`);
  if (isFact(fact, 'dispute.opened'))
    return paint.bold(`disputed ${fact.data.amount} ${fact.data.currency} with the bank`);
  if (isFact(fact, 'claim.withdrawn')) return 'claim withdrawn';
  return '';
}

function grams(weight: number | undefined, before = ''): string {
  return weight === undefined ? '' : `, ${before}${weight} g`;
}

function day(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
