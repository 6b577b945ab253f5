import type { RingBody } from '../store/ring-body.ts';
import type { DetectionRun, StoredRing } from '../store/rings.ts';
import { amountShown } from './amounts.ts';
import { count, paint } from './output.ts';
import { wrap } from './wrap.ts';

const width = 100;
/** Members and values that a screenful has room for; the rest is counted. */
const shownMax = 5;

/** The rings as a table, the strongest first. */
export function ringTable(rings: readonly RingBody[]): string {
  const head = ['Ring', 'Score', 'Members', 'Claims', 'Loss', 'Since', '28 days', 'Footprint'];
  const rows = rings.map(ring => [
    ring.ring_id,
    scoreShown(ring),
    count(ring.members.length),
    count(ring.claims.length),
    lossOf(ring),
    ring.first_at.slice(0, 10),
    `${count(ring.growth.last_claims)} (${count(ring.growth.earlier_claims)})`,
    footprintInShort(ring),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)));
  const right = new Set([1, 2, 3, 4, 6]);
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
  const state = stored?.goneAt === undefined || stored.goneAt === null ? '' : ' It is no longer found.';
  return [
    paint.bold(ring.ring_id),
    wrap(
      `${count(ring.members.length)} customers, ${count(ring.claims.length)} claims, ${lossOf(ring)} paid out, ${span}, score ${scoreShown(ring)}.${state}`,
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

function rolesOf(ring: RingBody): string[] {
  const tools = ring.footprint.slice(0, shownMax).map(each => `${each.value} (${count(each.claims)} claims)`);
  const customers = ring.members.slice(0, shownMax).map(each => `${each.account_id} (${surely(each.probability)})`);
  return [
    `operator, nobody by name: ${listed(tools, ring.footprint.length)}`,
    `customers: ${listed(customers, ring.members.length)}`,
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

/** The largest sum; where there are others, that there are. */
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
