import { formatMinor } from '../../domain/money.ts';
import { moneyOf } from '../account.ts';
import type { ClaimFile } from '../drawers.ts';
import type { FindingLine } from '../finding.ts';
import type { Report, View } from '../report.ts';

/** More units or money claimed than were bought, over all claims that stand. */
export function claimed(view: View, report: Report): void {
  const { order } = view.dossier;
  const standing = view.dossier.claims.filter(claim => claim.withdrawn === null);
  if (standing.length === 0) return;
  if (order === null) {
    report.unsaid(
      'claim_exceeds_purchase',
      'order_not_known',
      'Whether more was claimed than bought cannot be said: what was bought is not known.',
      standing.map(claim => claim.filed),
    );
    return;
  }
  const settled = new Set(standing.filter(claim => isSettled(view, claim)));
  for (const line of view.lines) {
    const claims = standing.filter(claim => unitsOf(claim, line.lineId) > 0);
    if (claims.length > 0) byUnits(view, report, line.lineId, line.paid ?? 0, claims, settled);
  }
  byMoney(view, report, standing, settled);
}

/** Whether something was given for the claim: until then, filing it again is asking twice and not asking for more. */
function isSettled({ dossier }: View, { filed }: ClaimFile): boolean {
  const { claim_id: id } = filed.data;
  return (
    dossier.refunds.some(refund => refund.issued.data.claim_id === id) ||
    dossier.replacements.some(fact => fact.data.claim_id === id)
  );
}

/** The sum over claims that were settled, and of the others the largest (least, where repeats) and the sum (most, where none repeats). */
function leastAndMost(
  claims: readonly ClaimFile[],
  settled: ReadonlySet<ClaimFile>,
  size: (claim: ClaimFile) => number,
) {
  let given = 0;
  let largest = 0;
  let open = 0;
  for (const claim of claims) {
    if (settled.has(claim)) given += size(claim);
    else {
      largest = Math.max(largest, size(claim));
      open += size(claim);
    }
  }
  return { least: given + largest, most: given + open };
}

/** The claim with which the sum of all up to it first went beyond the limit. */
function exceedingClaim(
  claims: readonly ClaimFile[],
  settled: ReadonlySet<ClaimFile>,
  size: (claim: ClaimFile) => number,
  limit: number,
): ClaimFile {
  const upTo: ClaimFile[] = [];
  for (const claim of claims) {
    upTo.push(claim);
    if (leastAndMost(upTo, settled, size).least > limit) break;
  }
  return upTo.at(-1)!;
}

function unitsOf({ filed }: ClaimFile, lineId: string): number {
  let units = 0;
  for (const line of filed.data.lines) if (line.line_id === lineId) units += line.quantity;
  return units;
}

function byUnits(
  view: View,
  report: Report,
  lineId: FindingLine['line_id'],
  bought: number,
  claims: ClaimFile[],
  settled: ReadonlySet<ClaimFile>,
): void {
  const size = (claim: ClaimFile): number => unitsOf(claim, lineId);
  const { least, most } = leastAndMost(claims, settled, size);
  const facts = [view.dossier.order!, ...claims.map(claim => claim.filed)];
  if (least > bought) {
    report.found('claim_exceeds_purchase', {
      at: exceedingClaim(claims, settled, size, bought).filed.at,
      facts,
      lines: [{ line_id: lineId, quantity: least - bought }],
      money: null,
      sentence: `Claims name ${least} unit(s) of line ${lineId}, of which the order has ${bought}.`,
      detail: { by: 'units', claimIds: claims.map(claim => claim.filed.data.claim_id), claimed: least, bought },
    });
  } else if (most > bought) {
    const sentence = `Whether the claims on line ${lineId} are for different units cannot be said: together they name ${most} of ${bought}, but those still open may repeat each other.`;
    report.unsaid('claim_exceeds_purchase', 'units_not_told_apart', sentence, facts);
  }
}

function byMoney(view: View, report: Report, standing: ClaimFile[], settled: ReadonlySet<ClaimFile>): void {
  const { currency, paid } = view.value;
  if (paid === null || currency === null) return;
  const foreign = standing.filter(({ filed }) => filed.data.currency !== currency);
  if (foreign.length > 0) {
    const sentence = `${foreign.length} claim(s) are in another currency than the order's ${currency}; they are not converted or compared.`;
    report.unsaid(
      'claim_exceeds_purchase',
      'other_currency',
      sentence,
      foreign.map(claim => claim.filed),
    );
  }
  const claims = standing.filter(({ filed }) => filed.data.currency === currency);
  const size = ({ filed }: ClaimFile): number => moneyOf(filed, filed.data).minor;
  const { least } = leastAndMost(claims, settled, size);
  const limit = paid + view.terms.moneyToleranceMinor;
  if (least <= limit) return;
  report.found('claim_exceeds_purchase', {
    at: exceedingClaim(claims, settled, size, limit).filed.at,
    facts: [view.dossier.order!, ...claims.map(claim => claim.filed)],
    lines: [],
    money: { minor: least - paid, currency },
    sentence: `Claims ask for ${formatMinor(least, currency)} ${currency} on an order of ${formatMinor(paid, currency)} ${currency}.`,
    detail: { by: 'money', claimIds: claims.map(claim => claim.filed.data.claim_id), claimed: least, bought: paid },
  });
}
