import { binomialLog } from '../../stats/binomial.ts';
import type { LinkBook } from './book.ts';
import { type Exposure, type VisitKind, visitKinds } from './visits.ts';

/** An operator's tool is met at claims only, but for slips: this share of the accounts that it was seen with. */
const atClaimsByTool = 0.85;
const rounds = 40;
/** A tool by more than even odds. */
const toolMin = 0.5;
/** No more than half of the shared values are tools, or there would be no honest ones to compare with. */
const priorMax = 0.5;

/** Chance that a value of the kind is met at claims only by an account that has nothing to hide, and which values exceed it. */
export interface Screening {
  readonly chance: Readonly<Record<VisitKind, number>>;
  /** Value -> probability that it is an operator's tool. */
  readonly tools: ReadonlyMap<number, number>;
}

/**
 * Which devices and networks turn up at claims of many accounts and nowhere else.
 *
 * For each value seen with n accounts, k met it at claims only. Honest values follow a binomial law whose chance is estimated
 * from all values that are no tools; tools have a high chance. Mixture and chance are fitted together by expectation and
 * maximisation, and the posterior is the local false discovery rate (Efron, "Large-scale inference", 2010, chapter 5). A
 * locker's, dorm's or carrier's network is seen with many accounts that do not claim there, so it explains itself.
 */
export function screen(book: LinkBook, exposure: ReadonlyMap<number, Exposure>): Screening {
  const tools = new Map<number, number>();
  const chance = { device: 0, ip: 0, network: 0 };
  for (const kind of visitKinds) {
    const all = [...exposure]
      .filter(([value]) => book.names.text(value).startsWith(`${kind}:`))
      // Sums of fractions depend on their order, and the order of facts must not show.
      .sort(([, left], [, right]) => left.accounts - right.accounts || left.only - right.only);
    const fitted = fitMixture(all.map(([, each]) => each));
    chance[kind] = fitted.chance;
    all.forEach(([value], index) => {
      if (fitted.posteriors[index]! > toolMin) tools.set(value, fitted.posteriors[index]!);
    });
  }
  return { chance, tools };
}

function fitMixture(values: readonly Exposure[]): { readonly chance: number; readonly posteriors: Float64Array } {
  const posteriors = new Float64Array(values.length);
  let pairs = 0;
  let only = 0;
  let shared = 0;
  for (const each of values) {
    pairs += each.accounts;
    only += each.only;
    if (each.accounts > 1) shared++;
  }
  let chance = (only + 1) / (pairs + 2);
  let prior = 0.01;
  for (let round = 0; round < rounds; round++) {
    let tools = 0;
    let toolPairs = 0;
    let toolOnly = 0;
    values.forEach((each, index) => {
      if (each.accounts < 2) return;
      const asTool = Math.log(prior) + binomialLog(each.only, each.accounts, atClaimsByTool);
      const asOther = Math.log(1 - prior) + binomialLog(each.only, each.accounts, chance);
      const posterior = 1 / (1 + Math.exp(asOther - asTool));
      posteriors[index] = posterior;
      tools += posterior;
      toolPairs += posterior * each.accounts;
      toolOnly += posterior * each.only;
    });
    chance = Math.min(atClaimsByTool / 2, (only - toolOnly + 1) / (pairs - toolPairs + 2));
    prior = Math.min(priorMax, (tools + 0.1) / (shared + 1));
  }
  return { chance, posteriors };
}
