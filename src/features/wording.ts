import { dayUs } from '../domain/time.ts';
import { family } from './family.ts';
import type { Known } from './known.ts';

/** Share of marks in common from which two texts are said to have nearly the same words: a third of the wording, or more. */
const alikeFrom = 0.34;

interface Twin {
  readonly ref: string;
  readonly share: number;
  readonly knownAt: number;
  readonly seq: number;
}

interface WordingView {
  readonly known: boolean;
  /** Other people's claims and contacts in nearly the same words, the closest text of each. */
  readonly twins: readonly Twin[];
  readonly closest: number;
}

/** The customer's words against those of other customers. Operators use a script; people choose their own words, or a letter that many copy. */
export const wordingFamily = family<WordingView>('wording', viewWording, [
  {
    name: 'known',
    type: 'bool',
    optional: false,
    doc: 'Whether the customer wrote enough to recognise the wording.',
    value: view => view.known,
  },
  {
    name: 'twins_90d',
    type: 'int',
    optional: true,
    doc: "Other customers' claims or contacts over the last 90 days in nearly the same words; not known without words.",
    value: (view, known) => (view.known ? twinsWithin(view, known, 90).length : null),
    facts: (view, known) => twinsWithin(view, known, 90).map(twin => twin.seq),
  },
  {
    name: 'twins_365d',
    type: 'int',
    optional: true,
    doc: "The same over the last 365 days. Many mean a letter that is passed around rather than one person's script.",
    value: (view, known) => (view.known ? twinsWithin(view, known, 365).length : null),
    facts: (view, known) => twinsWithin(view, known, 365).map(twin => twin.seq),
  },
  {
    name: 'closest',
    type: 'double',
    optional: true,
    doc: 'Largest share of the wording that another customer used over the last 365 days, 0 to 1; not known without words.',
    value: view => (view.known ? view.closest : null),
  },
]);

function viewWording(known: Known): WordingView {
  const own = new Set([`claim:${known.claim.data.claim_id}`]);
  for (const move of known.account.moves)
    if (move.ref !== null && (move.kind === 'claim' || move.kind === 'contact')) own.add(`${move.kind}:${move.ref}`);
  if (known.claim.data.contact_id !== undefined) own.add(`contact:${known.claim.data.contact_id}`);
  const byRef = new Map<string, Twin>();
  let closest = 0;
  for (const { like } of known.wordings) {
    for (const twin of like) {
      if (own.has(twin.ref)) continue;
      closest = Math.max(closest, twin.share);
      const before = byRef.get(twin.ref);
      if (twin.share >= alikeFrom && (before === undefined || before.share < twin.share)) byRef.set(twin.ref, twin);
    }
  }
  return { known: known.wordings.length > 0, twins: [...byRef.values()], closest };
}

/** A claim and the contact that it was made in are one conversation, which is counted once: by the kind that has more. */
function twinsWithin(view: WordingView, known: Known, days: number): readonly Twin[] {
  const from = known.moment - days * dayUs;
  const recent = view.twins.filter(twin => twin.knownAt >= from);
  const claims = recent.filter(twin => twin.ref.startsWith('claim:'));
  const contacts = recent.filter(twin => !twin.ref.startsWith('claim:'));
  return claims.length >= contacts.length ? claims : contacts;
}
