import { isStaff } from '../detect/rings/work.ts';
import { formatMoment } from '../domain/time.ts';
import type { RingBody } from '../store/ring-body.ts';
import type { verdictView } from '../store/ring-view.ts';
import type { DetectionRun, StoredRing } from '../store/rings.ts';
import { amountShown } from './amounts.ts';
import { count, paint } from './output.ts';
import { wrap } from './wrap.ts';

const width = 100;
/** Members and values that a screenful has room for; the rest is counted. */
const shownMax = 5;
/** Links of a member on the page: enough to see what ties them. */
const linksShown = 2;

/** The rings as a table, the strongest first. */
export function ringTable(rings: readonly RingBody[]): string {
  const head = ['Ring', 'Score', 'Members', 'Claims', 'Loss', 'First claim', 'Last', '28 days', 'Footprint'];
  const rows = rings.map(ring => [
    ring.ring_id,
    scoreShown(ring),
    count(ring.members.length),
    count(ring.claims.length),
    lossOf(ring),
    ring.first_at.slice(0, 10),
    ring.last_at.slice(0, 10),
    `${count(ring.growth.last_claims)} (${count(ring.growth.earlier_claims)})`,
    footprintInShort(ring),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)));
  const right = new Set([1, 2, 3, 4, 7]);
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (right.has(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  return [paint.dim(lineOf(head)), ...rows.map(lineOf)].join('\n');
}

/** What the runs come to, in a sentence. */
export function runShown(run: DetectionRun): string {
  const groups = run.candidates === 1 ? '1 group' : `${count(run.candidates)} groups`;
  const rings =
    run.rings === 0 ? 'No ring stands' : run.rings === 1 ? '1 ring stands' : `${count(run.rings)} rings stand`;
  return `${rings} out of ${groups} that ${run.candidates === 1 ? 'was' : 'were'} looked at, in ${count(run.claims)} claims and ${count(run.facts)} facts.`;
}

/** One ring on a screen: why, who does what in it, what could explain it innocently, and the one fact on which it hangs. */
export function ringPage(ring: RingBody, stored?: StoredRing): string {
  const part = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paint.bold(title), ...lines.map(line => wrap(line, width, 2, 4))];
  const span = `${ring.first_at.slice(0, 10)} to ${ring.last_at.slice(0, 10)}`;
  const { last_claims, earlier_claims } = ring.growth;
  const goneAt = stored?.goneAt ?? null;
  const state = goneAt === null ? '' : ` It is gone: no longer found since ${formatMoment(goneAt).slice(0, 10)}.`;
  return [
    paint.bold(ring.ring_id),
    wrap(
      `${count(ring.members.length)} customers, ${count(ring.claims.length)} claims, ${lossesOf(ring)} paid out, ${span}, score ${scoreShown(ring)}.${state}`,
      width,
    ),
    wrap(
      `Growth: ${claimsShown(last_claims)} in the 28 days up to the last, ${count(earlier_claims)} in the 28 before.`,
      width,
    ),
    ...part(
      'Why',
      ring.reasons.map(({ sentence }) => sentence),
    ),
    ...part('Roles', rolesOf(ring)),
    ...part('Innocent explanation', [ring.innocent.explanation]),
    ...part('What speaks against it', [ring.innocent.against]),
    ...part(
      'What would dissolve it',
      ring.dissolves_without === null
        ? ['No single value: every customer stands whichever of the strongest is shared by coincidence.']
        : [ring.dissolves_without.sentence],
    ),
  ].join('\n');
}

/** A probability as a person reads it; nobody is a member for certain. */
export function surely(probability: number): string {
  const percent = Math.round(probability * 100);
  return percent === 100 ? '>99%' : `${percent}%`;
}

/** A member with what is said of them, and under it their strongest links with the claim and the day of each. */
export function memberLines(member: RingBody['members'][number]): string[] {
  const links = strongestLinks(member);
  // What a link says is not said twice.
  const said = links.reduce((sentence, link) => sentence.replace(link.sentence, ''), member.sentence);
  const about = said.trim().replace(/ {2,}/g, ' ');
  return [
    wrap(
      `${surely(member.probability).padStart(5)}  ${member.account_id}${about === '' ? '' : `: ${about}`}`,
      width,
      2,
      9,
    ),
    ...links.map(({ kind, value, when, claim_id, at, sentence }) =>
      wrap(
        `${isStaff(kind) ? `employee ${value}` : value}, ${when} claim ${claim_id}, ${at.slice(0, 10)}: ${sentence}`,
        width,
        9,
        11,
      ),
    ),
  ];
}

/** What somebody said of the ring, with the id that it had then where that was another. */
export function verdictLine(said: ReturnType<typeof verdictView>, ringId: string): string {
  const { ring_id, verdict, account_id, value, by, reason, judged_at } = said;
  const of = ring_id === ringId ? '' : ` of ${ring_id}`;
  return wrap(
    `${judged_at.slice(0, 10)} ${account_id ?? value}: ${verdict.replaceAll('_', ' ')}, says ${by}${of}: ${reason}`,
    width,
    2,
    4,
  );
}

/** Each value once, with the claim that it ties most. */
function strongestLinks({ links }: RingBody['members'][number]): typeof links {
  // A logarithm that JSON does not hold is one without bound.
  const weight = (link: (typeof links)[number]): number => link.nats ?? Number.POSITIVE_INFINITY;
  const sorted = [...links].sort((left, right) =>
    weight(left) < weight(right) ? 1 : weight(left) > weight(right) ? -1 : 0,
  );
  const values = Map.groupBy(sorted, ({ kind, value }) => `${kind} ${value}`);
  return [...values.values()].map(([link]) => link!).slice(0, linksShown);
}

function claimsShown(claims: number): string {
  return `${count(claims)} ${claims === 1 ? 'claim' : 'claims'}`;
}

function rolesOf(ring: RingBody): string[] {
  const found = (each: RingBody['footprint'][number]) => `${each.value} (${claimsShown(each.claims)})`;
  // An address and its network are one line: the one of both that stands for it is among the ring's networks.
  const tools = ring.footprint.filter(({ kind, value }) => {
    if (kind === 'drop') return false;
    return (kind !== 'ip' && kind !== 'network') || ring.networks.includes(value.slice(kind.length + 1));
  });
  const drops = ring.footprint.filter(({ kind }) => kind === 'drop');
  const customers = ring.members.slice(0, shownMax).map(each => `${each.account_id} (${surely(each.probability)})`);
  return [
    `operator, nobody by name: ${listed(tools.slice(0, shownMax).map(found), tools.length)}`,
    `customers: ${listed(customers, ring.members.length)}`,
    ...(drops.length === 0
      ? []
      : [
          `drop addresses, where returns ended: ${listed(
            drops.slice(0, shownMax).map(each => `${each.value.slice('drop:'.length)} (${claimsShown(each.claims)})`),
            drops.length,
          )}`,
        ]),
    ...ring.staff.slice(0, shownMax).map(each => `${each.role}: ${each.sentence}`),
    ...(ring.words.length === 0 ? [] : [`words in common: ${ring.words.map(words => `"${words}"`).join(', ')}`]),
  ];
}

function listed(items: readonly string[], of: number): string {
  if (items.length === 0) return 'nothing that two households share';
  return `${items.join(', ')}${of > items.length ? ` and ${count(of - items.length)} more` : ''}`;
}

/** Nothing is certain: what three digits would round to 1 is shown as more than 0.999. */
function scoreShown({ score }: RingBody): string {
  return score >= 0.9995 ? '>0.999' : score.toFixed(3);
}

/** Every sum, the one that is worth most first. */
function lossesOf(ring: RingBody): string {
  if (ring.currency === null) return 'nothing';
  const others = ring.losses.filter(({ currency }) => currency !== ring.currency);
  return [{ amount: ring.loss, currency: ring.currency }, ...others]
    .map(({ amount, currency }) => amountShown(amount, currency))
    .join(' + ');
}

/** The largest sum; where there are others, in how many currencies. */
export function lossOf(ring: RingBody): string {
  if (ring.currency === null) return 'nothing';
  const more = ring.losses.length > 1 ? ` + ${ring.losses.length - 1}` : '';
  return `${amountShown(ring.loss, ring.currency)}${more}`;
}

/** "2 devices, 1 network, 3 employees" */
function footprintInShort(ring: RingBody): string {
  const parts: [number, string, string][] = [
    [ring.devices.length, 'device', 'devices'],
    [ring.networks.length, 'line', 'lines'],
    [ring.drops.length, 'drop', 'drops'],
    [ring.footprint.filter(({ kind }) => kind === 'document' || kind === 'picture').length, 'document', 'documents'],
    [ring.footprint.filter(({ kind }) => kind === 'tender').length, 'instrument', 'instruments'],
    [ring.words.length > 0 ? 1 : 0, 'wording', 'wordings'],
    [ring.employees.length, 'employee', 'employees'],
  ];
  const there = parts.filter(([n]) => n > 0).map(([n, one, many]) => `${count(n)} ${n === 1 ? one : many}`);
  return there.length === 0 ? 'conduct alone' : there.join(', ');
}
