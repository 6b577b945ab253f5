import type { LinkBook } from '../../src/detect/rings/book.ts';
import { Weighing } from '../../src/detect/rings/evidence.ts';
import { groundOf } from '../../src/detect/rings/ground.ts';
import { TextCache } from '../../src/detect/rings/text-cache.ts';
import { Verdicts } from '../../src/detect/rings/verdicts.ts';
import type { RingTruth } from './worlds.ts';

/** Rings of fewer claims have no habits to be known by. */
const claimsMin = 3;

/**
 * Accounts that the evidence would make likelier members than not if every true ring were known but for the account's own household:
 * what no search over the same evidence could exceed by much. Reads the truth; only the measuring calls it.
 */
export function withinReach(book: LinkBook, rings: readonly RingTruth[]): ReadonlySet<string> {
  const ground = groundOf(book, new TextCache(), new Verdicts(book.names, []));
  const indexOf = new Map(ground.cases.map((each, index) => [idOf(book, each.claim), index] as const));
  const known = rings
    .map(({ claims }) => [...claims].flatMap(claim => indexOf.get(claim) ?? []).sort((left, right) => left - right))
    .filter(indices => indices.length >= claimsMin);
  const weighing = new Weighing(ground, known);
  const within = new Set<string>();
  for (const [index, each] of ground.cases.entries()) {
    const odds = known.map((_, ring) => weighing.total(index, ring));
    const alone = weighing.alone(index);
    const most = Math.max(0, alone, ...odds);
    const nobodys = Math.exp(-most) + Math.exp(alone - most);
    const ringsOwn = odds.reduce((sum, nats) => sum + Math.exp(nats - most), 0);
    if (ringsOwn > nobodys) within.add(idOf(book, each.account));
  }
  return within;
}

/** Names in the book stand behind a letter for their kind and a stroke. */
function idOf(book: LinkBook, name: number): string {
  const text = book.names.text(name);
  return text.slice(text.indexOf('/') + 1);
}
