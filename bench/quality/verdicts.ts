import { ofMethod, percent, percents } from './markdown.ts';
import { bestNaive } from './measure-cell.ts';
import { type GroupMeasures, multipleMax } from './measure-groups.ts';
import type { QualityMeasures } from './measures.ts';
import { middleCell } from './plan.ts';
import { ceiling, reference, ringfence } from './ranked-cell.ts';

/** The questions that the bench answers with yes or no. */
export function verdicts({ cells, groups }: QualityMeasures): string[] {
  const said: string[] = [];
  const middle = cells.find(({ cell }) => cell.share === middleCell.share && cell.hardness === middleCell.hardness);
  if (middle !== undefined) {
    const best = bestNaive(middle);
    said.push(
      `The world is ${best.share <= 1 / 3 ? 'hard' : 'NOT hard enough'}: at 2 % fraud and hardness 0.5 the best naive method (${best.method}, ranked by ${best.by}) finds ${percent(best.share)} of the fraudulent money in 3 % of the claims (a third at most).`,
    );
    const caught = (method: string): string => {
      const { caughtByLoss, caughtByScore } = ofMethod(middle, method);
      return `${percents(caughtByLoss[1]!)} by expected loss and ${percents(caughtByScore[1]!)} by score`;
    };
    const trained = middle.methods.some(({ method }) => method === reference);
    said.push(
      `There, Ringfence finds ${caught(ringfence)}${trained ? `, and the trained reference ${caught(reference)}; the same trees with labels on all that Ringfence knows ${caught(ceiling)}` : ''}.`,
    );
  }
  const worse = groups.filter(({ watched, multiple }) => watched && multiple > multipleMax);
  const watched = groups.filter(group => group.watched);
  const counted = ({ group, late, claims, multiple, low, high }: GroupMeasures): string =>
    `${group} (${multiple.toFixed(2)}, ${late} of ${claims}; interval ${low.toFixed(2)} to ${high.toFixed(2)})`;
  said.push(
    worse.length === 0
      ? `Nobody in a bad street, a dorm or with a carer fares worse than ${multipleMax} times the average of the honest (worst: ${watched.length === 0 ? 'none seen' : counted(watched[0]!)}).`
      : `WORSE than ${multipleMax} times the average of the honest: ${worse.map(counted).join(', ')}.`,
  );
  return said;
}
