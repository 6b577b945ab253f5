import { ofMethod, percent, percents, spread, table } from './markdown.ts';
import { type CellMeasures, reviewShares } from './measure-cell.ts';
import { multipleMax } from './measure-groups.ts';
import { inTaxonomy } from './measure-patterns.ts';
import type { QualityMeasures } from './measures.ts';
import { nameOfCell } from './plan.ts';
import { ringfence } from './ranked-cell.ts';
import { verdicts } from './verdicts.ts';
import { whyMissed } from './why-missed.ts';

/** What a reader must know before the figures. */
export const methodNotes: readonly string[] = [
  'Positive is a claim whose truth is "fraud". Abuse (worn and returned, farmed goodwill; 0.8 % of claims) is left out where ROC-AUC, average precision and calibration are computed; where claims are reviewed it costs its share of the work and counts as nothing caught.',
  'Money is the amount claimed in US dollars by the reference rates that features use. "At 3 %" means: the first 3 % of the claims of a world, abuse included, ranked by score times value (for Ringfence the expected loss). Among equal priorities the dearer claim comes first, for every method.',
  'Figures of a cell are means over its worlds, with the lowest and highest world in brackets; calibration and outcomes are of all claims of the cell together.',
  'Every claim is decided in shadow by the policy that comes with Ringfence (policies/day-one.yaml), unfitted, with what was known at its own moment. Judgements of earlier claims stand among the events, as in life.',
  'Naive methods use no labels: earlier claims of the account within a year, claims for each order, value, additive points with the usual round thresholds (bench/quality/methods/points.ts), and an isolation forest on the plain columns. Their scores are no probabilities, so both rankings are given, and the better one counts where they are compared.',
  'The trained reference has what no shop has, thousands of claims with their truth: gradient-boosted trees (XGBoost) trained on other worlds (seeds 101 to 103) of the same share and hardness. It sees plain columns of claim and account alone: no finding of the ledger, nothing shared between accounts, no comparison of sessions.',
  '"Trained on what Ringfence knows" (worlds with 2 % fraud) are the same trees with the same labels on all that was recorded with the decisions, the score included: what is beyond its reach was not in what could be known at claim time, or not in a form that a few hundred labels bring out.',
  'Simulated worlds (docs/simulator.md) are no shop: the figures compare methods and versions, they promise nothing.',
];

/** The summary that people read, in Markdown. `plots` is the folder of the drawings, as seen from the file. */
export function summaryOf(measures: QualityMeasures, about: string, plots: string): string {
  const { plan, cells } = measures;
  return [
    '# How well claims are told apart',
    '',
    `${about} ${plan.seeds.length} worlds a cell (seeds ${plan.seeds[0]} to ${plan.seeds.at(-1)}), ${plan.accounts.toLocaleString('en-US')} accounts, ${plan.days} days each; ${cells.reduce((sum, cell) => sum + cell.claims, 0).toLocaleString('en-US')} claims in all. Easy, middle and hard worlds have hardness 0.2, 0.5 and 0.8.`,
    '',
    ...verdicts(measures).map(verdict => `- ${verdict}`),
    '',
    '## Figures',
    '',
    ...table(
      [
        'fraud',
        'claims',
        'fraudulent',
        'ROC-AUC',
        'average precision',
        'calibration error',
        'Brier (of the share alone)',
      ],
      cells.map(cell => {
        const own = ofMethod(cell, ringfence);
        const calibration = cell.calibration.find(({ method }) => method === ringfence)!;
        return [
          nameOfCell(cell.cell),
          cell.claims,
          cell.fraud,
          spread(own.rocAuc),
          spread(own.averagePrecision),
          calibration.error.toFixed(4),
          `${calibration.brier.toFixed(4)} (${calibration.brierOfShare.toFixed(4)})`,
        ];
      }),
    ),
    '',
    `![Calibration](${plots}/calibration.svg)`,
    '',
    '## Fraudulent money caught',
    '',
    ...table(
      [
        'fraud',
        ...reviewShares.map(share => `at ${share * 100} %, by expected loss`),
        ...reviewShares.map(share => `at ${share * 100} %, by score`),
      ],
      cells.map(cell => {
        const own = ofMethod(cell, ringfence);
        return [nameOfCell(cell.cell), ...own.caughtByLoss.map(percents), ...own.caughtByScore.map(percents)];
      }),
    ),
    '',
    `![Money caught](${plots}/money-caught.svg)`,
    '',
    ...cells.flatMap(methodsOf),
    '## Honest customers',
    '',
    ...table(
      [
        'fraud',
        'honest: paid at once',
        'paid at once or after the return',
        'asked',
        'reviewed',
        'fraud: paid at once',
        'abuse: paid at once',
      ],
      cells.map(({ cell, outcomes: { honest, fraud, abuse } }) => [
        nameOfCell(cell),
        percent(honest.pay),
        percent(honest.pay + honest.pay_after_return),
        percent(honest.ask),
        percent(honest.review),
        percent(fraud.pay),
        percent(abuse.pay),
      ]),
    ),
    '',
    ...groupsOf(measures),
    ...patternsOf(measures),
    '## How it was measured',
    '',
    ...methodNotes.map(note => `- ${note}`),
    ...cells.flatMap(({ cell, referenceNote }) =>
      referenceNote === null ? [] : [`- Reference for ${nameOfCell(cell)}: ${referenceNote}.`],
    ),
    `- The whole run took ${measures.minutes.toFixed(0)} minutes.`,
    '',
  ].join('\n');
}

function methodsOf(cell: CellMeasures): string[] {
  return [
    `### Methods at ${nameOfCell(cell.cell)}`,
    '',
    ...table(
      [
        'method',
        'ROC-AUC',
        'average precision',
        ...reviewShares.map(share => `money at ${share * 100} %`),
        'money at 3 %, by score',
      ],
      cell.methods.map(({ method, rocAuc, averagePrecision, caughtByLoss, caughtByScore }) => [
        method,
        spread(rocAuc),
        spread(averagePrecision),
        ...caughtByLoss.map(percents),
        percents(caughtByScore[1]!),
      ]),
    ),
    '',
  ];
}

function groupsOf({ groups }: QualityMeasures, plots = 'quality'): string[] {
  return [
    '### Honest claims that are not paid at once, by group',
    '',
    'Over the honest claims of all worlds together. Claims of one person in several cells count each time, as the worlds differ; intervals are Wilson, 95 %. The multiple among claims of the same reason compares a parcel that did not come with others that did not come.',
    '',
    ...table(
      [
        'group',
        'claims',
        'not paid at once',
        'rate',
        'multiple of the average',
        'interval',
        'multiple among claims of the same reason',
        'asked or reviewed',
        'multiple of that',
        'at once or after the return',
        `above ${multipleMax}`,
      ],
      groups.map(
        ({
          group,
          claims,
          late,
          troubled,
          multipleOfTroubled,
          rate,
          multiple,
          multipleOfReason,
          low,
          high,
          outcomes,
          watched,
        }) => [
          watched ? `**${group}**` : group,
          claims,
          late,
          percent(rate),
          multiple.toFixed(2),
          `${low.toFixed(2)} to ${high.toFixed(2)}`,
          Number.isNaN(multipleOfReason) ? 'none expected' : multipleOfReason.toFixed(2),
          troubled,
          multipleOfTroubled.toFixed(2),
          percent(outcomes.pay + outcomes.pay_after_return),
          multiple <= multipleMax ? '' : low > multipleMax ? 'yes' : 'perhaps',
        ],
      ),
    ),
    '',
    `![False alarms](${plots}/false-alarms.svg)`,
    '',
  ];
}

function patternsOf({ patterns }: QualityMeasures, plots = 'quality'): string[] {
  return [
    '## Fraud by pattern, where 3 % of claims are reviewed',
    '',
    'Worlds with 2 % fraud. Caught is what stands among the first 3 % by expected loss; what Ringfence itself would have done is beside it.',
    '',
    `![Patterns](${plots}/patterns.svg)`,
    '',
    ...table(
      [
        'pattern',
        'hardness',
        'claims',
        'claims caught',
        'money, $',
        'money caught',
        'missed, $',
        'paid at once',
        'after the return',
        'asked or reviewed',
      ],
      inTaxonomy(patterns).map(({ pattern, hardness, claims, money, caught, caughtMoney, outcomes }) => [
        pattern.replaceAll('_', ' '),
        hardness,
        claims,
        `${caught}${ofMany(claims, caught / claims)}`,
        Math.round(money),
        Math.round(caughtMoney) + ofMany(claims, caughtMoney / money),
        Math.round(money - caughtMoney),
        shareOrCount(claims, outcomes.pay),
        shareOrCount(claims, outcomes.pay_after_return),
        shareOrCount(claims, outcomes.ask + outcomes.review),
      ]),
    ),
    '',
    '### What is missed, and why',
    '',
    'Whatever the pattern, the first claim of an old, clean customer that is filed from home in words of their own says nothing at its moment; careful services (hardness) make theirs so.',
    '',
    ...table(
      ['pattern', 'to be seen when the claim is decided', 'to be seen only later'],
      [...new Set(inTaxonomy(patterns).map(({ pattern }) => pattern))].flatMap(pattern => {
        const why = whyMissed[pattern];
        return why === undefined ? [] : [[pattern.replaceAll('_', ' '), why.atClaim, why.later]];
      }),
    ),
    '',
  ];
}

/** Of fewer claims a percentage says more than is known. */
const shareMin = 20;

function ofMany(claims: number, share: number): string {
  return claims < shareMin ? '' : ` (${percent(share)})`;
}

function shareOrCount(claims: number, share: number): string {
  return claims < shareMin ? `${Math.round(share * claims)}` : percent(share);
}
