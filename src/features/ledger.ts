import type { Finding } from '../ledger/finding.ts';
import { family } from './family.ts';
import type { Known } from './known.ts';

interface LedgerView {
  readonly against: readonly Finding[];
  readonly inFavour: readonly Finding[];
}

/** What the unit ledger found for the order. Its findings are exact; what it could not know is counted, not guessed. */
export const ledgerFamily = family<LedgerView>(
  'ledger',
  known => ({
    against: known.ledger.findings.filter(finding => finding.speaks === 'against'),
    inFavour: known.ledger.findings.filter(finding => finding.speaks === 'for'),
  }),
  [
    {
      name: 'findings',
      type: 'list<string>',
      optional: false,
      doc: 'Kinds of finding that speak against the claim, such as "double_refund".',
      value: view => kinds(view.against),
      facts: view => facts(view.against),
    },
    {
      name: 'in_favour',
      type: 'list<string>',
      optional: false,
      doc: 'Kinds of finding that speak for the customer, such as "outbound_weight_short".',
      value: view => kinds(view.inFavour),
      facts: view => facts(view.inFavour),
    },
    {
      name: 'returned',
      type: 'bool',
      optional: false,
      doc: 'Whether the claimed units were booked as received back; the findings say whether a trace bears that out.',
      value: (_, known) => returned(known),
    },
    {
      name: 'not_known',
      type: 'int',
      optional: false,
      doc: 'Questions that the ledger could not answer because a source is silent or missing.',
      value: (_, known) => known.ledger.unknowns.length,
    },
    {
      name: 'value_back_share',
      type: 'double',
      optional: true,
      doc: 'Value that has already gone back (refunds, credits, replacements, disputes) as a share of what was paid.',
      value: (_, known) => {
        const { paid, back } = known.ledger.value;
        return paid === null || paid === 0 ? null : back / paid;
      },
    },
    {
      name: 'overclaimed_units',
      type: 'int',
      optional: false,
      doc: 'Units that this claim and earlier ones that stand claim beyond what was bought; 0 where the order is not known.',
      value: (_, known) => overclaimed(known).units,
      facts: (_, known) => overclaimed(known).facts,
    },
    {
      name: 'earlier_claims_on_order',
      type: 'int',
      optional: false,
      doc: 'Other claims filed before on the same order.',
      value: (_, known) => earlierClaims(known).length,
      facts: (_, known) => earlierClaims(known),
    },
  ],
);

function kinds(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(finding => finding.kind))];
}

function facts(findings: readonly Finding[]): number[] {
  return [...new Set(findings.flatMap(finding => finding.facts))];
}

function earlierClaims(known: Known): number[] {
  const own = known.claim.data.claim_id;
  return known.dossier.filter(fact => fact.type === 'claim.filed' && fact.data.claim_id !== own).map(fact => fact.seq);
}

function returned(known: Known): boolean {
  const received = new Map<string, number>(known.ledger.lines.map(line => [line.lineId, line.quantities.received]));
  const claimed = known.claim.data.lines;
  return claimed.length > 0 && claimed.every(line => (received.get(line.line_id) ?? 0) >= line.quantity);
}

/** Claims that were withdrawn do not count; an earlier claim that names no lines is about the whole order. */
function overclaimed(known: Known): { units: number; facts: number[] } {
  const lines = known.order?.data.lines ?? [];
  const withdrawn = new Set<string>(
    known.dossier.flatMap(fact => (fact.type === 'claim.withdrawn' ? [fact.data.claim_id] : [])),
  );
  const claims = known.dossier.flatMap(fact =>
    fact.type === 'claim.filed' && !withdrawn.has(fact.data.claim_id) ? [fact] : [],
  );
  const own = known.claim.data.claim_id;
  let units = 0;
  const facts = new Set<number>();
  for (const line of lines) {
    const claimedOf = (claim: (typeof claims)[number]): number =>
      claim.data.lines.length === 0
        ? line.quantity
        : claim.data.lines.reduce((sum, claimed) => sum + (claimed.line_id === line.line_id ? claimed.quantity : 0), 0);
    const asked = claimedOf(known.claim);
    const earlier = claims.filter(claim => claim.data.claim_id !== own && claimedOf(claim) > 0);
    const over = Math.min(asked, asked + earlier.reduce((sum, claim) => sum + claimedOf(claim), 0) - line.quantity);
    if (over <= 0 || earlier.length === 0) continue;
    units += over;
    for (const claim of earlier) facts.add(claim.seq);
  }
  return { units, facts: [...facts] };
}
