import type { Fact } from '../../domain/fact.ts';
import type { ReturnFile } from '../drawers.ts';
import type { Report, View } from '../report.ts';
import { isGoods } from '../returns.ts';

interface Weighed {
  readonly grams: number;
  readonly facts: readonly Fact[];
}

interface Range {
  readonly low: number;
  readonly high: number;
  readonly facts: readonly Fact[];
}

/** Return parcels that weigh less or more than what they are said to hold. */
export function returnWeight(view: View, report: Report): void {
  for (const file of view.dossier.returns) {
    const weighed = measured(file);
    // An empty or wrong parcel is a finding of its own, and its weight then surprises nobody.
    if (weighed === 'none' || file.receipts.some(receipt => receipt.data.lines.some(line => !isGoods(line.condition))))
      continue;
    if (weighed === 'partly') {
      const sentence = `Whether the weight of return ${file.returnId} fits cannot be said: it travelled in several parcels and not all were weighed.`;
      report.unsaid(
        'weight_mismatch',
        'weight_not_known',
        sentence,
        file.labels.map(label => label.issued),
      );
      continue;
    }
    const range = expected(view, file);
    if (range === null) {
      const sentence = `Whether ${weighed.grams} g fit return ${file.returnId} cannot be said: neither its label nor the articles have a weight.`;
      report.unsaid('weight_mismatch', 'weight_not_known', sentence, weighed.facts);
      continue;
    }
    if (weighed.grams >= range.low && weighed.grams <= range.high) continue;
    const direction = weighed.grams < range.low ? 'light' : 'heavy';
    const facts = [...weighed.facts, ...range.facts];
    report.found('weight_mismatch', {
      at: Math.max(...weighed.facts.map(fact => fact.at)),
      facts,
      lines: linesHeld(file),
      money: null,
      sentence: `The parcel of return ${file.returnId} weighed ${weighed.grams} g; with packaging and tolerance ${range.low} to ${range.high} g fit what it is said to hold.`,
      detail: {
        returnId: file.returnId,
        direction,
        measuredGrams: weighed.grams,
        lowGrams: range.low,
        highGrams: range.high,
      },
    });
  }
}

/** The weight by the best scale: the shop's dock, else the receiving bench, else the carrier. Several parcels add up, if all were weighed. */
function measured(file: ReturnFile): Weighed | 'none' | 'partly' {
  const used = file.labels.filter(label => label.scans.length + label.docks.length > 0);
  if (used.length > 1) {
    let grams = 0;
    const facts: Fact[] = [];
    for (const label of used) {
      const scale =
        label.docks.findLast(dock => dock.data.weight_g !== undefined) ??
        label.scans.findLast(scan => scan.data.weight_g !== undefined);
      if (scale === undefined) return 'partly';
      grams += scale.data.weight_g!;
      facts.push(scale);
    }
    return { grams, facts };
  }
  // Several receipts are several parcels as well, and one scale then holds only a part.
  if (file.receipts.length > 1)
    return file.receipts.every(receipt => receipt.data.weight_g !== undefined) ? sumOfReceipts(file) : 'partly';
  const scale =
    file.docks.findLast(dock => dock.data.weight_g !== undefined) ??
    file.receipts.find(receipt => receipt.data.weight_g !== undefined) ??
    used[0]?.scans.findLast(scan => scan.data.weight_g !== undefined);
  return scale === undefined ? 'none' : { grams: scale.data.weight_g!, facts: [scale] };
}

function sumOfReceipts(file: ReturnFile): Weighed {
  return { grams: file.receipts.reduce((sum, receipt) => sum + receipt.data.weight_g!, 0), facts: file.receipts };
}

/** What the parcel should weigh: the received (else authorised) units by the weight of the articles, else what the label expects. */
function expected(view: View, file: ReturnFile): Range | null {
  const { weightTolerancePercent: percent, weightToleranceGrams: grams, packagingGrams } = view.terms;
  const low = (weight: number): number => Math.max(0, Math.floor(weight * (1 - percent / 100) - grams));
  const high = (weight: number): number => Math.ceil(weight * (1 + percent / 100) + grams + packagingGrams);
  const units = goodsWeight(view, linesHeld(file));
  if (units !== null && view.dossier.order !== null) {
    const facts = [view.dossier.order, ...file.receipts, ...(file.authorised === null ? [] : [file.authorised])];
    return { low: low(units), high: high(units), facts };
  }
  let weight = 0;
  for (const { issued } of file.labels) {
    if (issued.data.expected_weight_g === undefined) return null;
    weight += issued.data.expected_weight_g;
  }
  if (weight === 0 || file.labels.length !== 1) return null;
  // The weight on a label was taken or reckoned with packaging, so packaging may be missing as well as added.
  return { low: Math.max(0, low(weight) - packagingGrams), high: high(weight), facts: [file.labels[0]!.issued] };
}

function linesHeld(
  file: ReturnFile,
): { line_id: ReturnFile['receipts'][number]['data']['lines'][number]['line_id']; quantity: number }[] {
  const lines =
    file.receipts.length > 0
      ? file.receipts.flatMap(receipt => receipt.data.lines)
      : (file.authorised?.data.lines ?? []);
  return lines.map(({ line_id, quantity }) => ({ line_id, quantity }));
}

function goodsWeight(view: View, held: ReturnType<typeof linesHeld>): number | null {
  if (held.length === 0) return null;
  let weight = 0;
  for (const { line_id, quantity } of held) {
    const unit = view.byId.get(line_id)?.unitWeightGrams ?? null;
    if (unit === null) return null;
    weight += unit * quantity;
  }
  return weight;
}
