import { binomialLog } from '../../stats/binomial.ts';
import type { LinkBook } from './book.ts';
import { type Exposure, isVisit, type VisitKind, visitKinds } from './visits.ts';

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
  const shapes = shapesOf(book, exposure);
  for (const kind of visitKinds) {
    const fitted = fitMixture(shapes[kind]);
    chance[kind] = fitted.chance;
    for (const [index, { values }] of shapes[kind].entries())
      if (fitted.posteriors[index]! > toolMin) for (const value of values) tools.set(value, fitted.posteriors[index]!);
  }
  return { chance, tools };
}

/** Values that were met by as many accounts, and by as many of them at claims only: they are judged alike. */
interface Shape {
  readonly accounts: number;
  readonly only: number;
  readonly values: number[];
}

/** In an order of their own: sums of fractions depend on it, and the order of facts must not show. */
function shapesOf(
  book: LinkBook,
  exposure: ReadonlyMap<number, Exposure>,
): Readonly<Record<VisitKind, readonly Shape[]>> {
  const found = { device: new Map<string, Shape>(), ip: new Map<string, Shape>(), network: new Map<string, Shape>() };
  for (const [value, { accounts, only }] of exposure) {
    const text = book.names.text(value);
    const kind = text.slice(0, text.indexOf(':'));
    if (!isVisit(kind)) continue;
    const key = `${accounts} ${only}`;
    const shape = found[kind].get(key) ?? { accounts, only, values: [] };
    found[kind].set(key, shape);
    shape.values.push(value);
  }
  const inOrder = (of: ReadonlyMap<string, Shape>) =>
    [...of.values()].sort((left, right) => left.accounts - right.accounts || left.only - right.only);
  return { device: inOrder(found.device), ip: inOrder(found.ip), network: inOrder(found.network) };
}

function fitMixture(shapes: readonly Shape[]): { readonly chance: number; readonly posteriors: Float64Array } {
  const posteriors = new Float64Array(shapes.length);
  let pairs = 0;
  let only = 0;
  let shared = 0;
  for (const each of shapes) {
    const many = each.values.length;
    pairs += many * each.accounts;
    only += many * each.only;
    if (each.accounts > 1) shared += many;
  }
  let chance = (only + 1) / (pairs + 2);
  let prior = 0.01;
  for (let round = 0; round < rounds; round++) {
    let tools = 0;
    let toolPairs = 0;
    let toolOnly = 0;
    for (const [index, each] of shapes.entries()) {
      if (each.accounts < 2) continue;
      const asTool = Math.log(prior) + binomialLog(each.only, each.accounts, atClaimsByTool);
      const asOther = Math.log(1 - prior) + binomialLog(each.only, each.accounts, chance);
      const posterior = 1 / (1 + Math.exp(asOther - asTool));
      posteriors[index] = posterior;
      const many = posterior * each.values.length;
      tools += many;
      toolPairs += many * each.accounts;
      toolOnly += many * each.only;
    }
    chance = Math.min(atClaimsByTool / 2, (only - toolOnly + 1) / (pairs - toolPairs + 2));
    prior = Math.min(priorMax, (tools + 0.1) / (shared + 1));
  }
  return { chance, posteriors };
}
