import { type Outcome, outcomes } from '../../domain/decision.ts';
import { count, paint } from '../output.ts';
import { wrap } from '../wrap.ts';
import { type ByOutcome, type DecidedClaims, type Sum, sumOf } from './tally.ts';

/** Characters of a line, and of the longest bar beside its name and numbers. */
const width = 96;
const barWidth = 40;
const nameWidth = 25;

const names: Readonly<Record<Outcome, string>> = {
  pay: 'paid at once',
  pay_after_return: 'paid once goods are back',
  ask: 'asked about first',
  review: 'left to a person',
};

const colour: Readonly<Record<Outcome, (text: string) => string>> = {
  pay: paint.green,
  pay_after_return: paint.cyan,
  ask: paint.yellow,
  review: paint.magenta,
};

/** What was decided, as a picture of bars, and what money is in it. */
export function overview(claims: DecidedClaims): string {
  const total = sumOf(claims.all);
  const held = sumOf(claims.all, ['ask', 'review']);
  const most = Math.max(1, ...outcomes.map(outcome => claims.all[outcome].claims));
  const rows = outcomes.map(outcome => {
    const { claims: n, dollars } = claims.all[outcome];
    const bar = colour[outcome](barOf(n / most).padEnd(barWidth));
    return `  ${names[outcome].padEnd(nameWidth)}${count(n).padStart(6)}  ${bar}${usd(dollars).padStart(14)}`;
  });
  return [
    `${count(total.claims)} refund claims, each decided with nothing but what was known when it was filed:`,
    '',
    ...rows,
    '',
    wrap(
      `Money at stake (by reference rates): ${usd(total.dollars)} claimed. Were all of it paid at once, the scores expect a loss of ${usd(claims.expectedLoss)}. ${usd(held.dollars)} in ${count(held.claims)} claims wait for a question or a person.`,
      width,
    ),
  ].join('\n');
}

/** The decisions beside what is true: only a simulated shop can say so. */
export function besideTruth(by: NonNullable<DecidedClaims['byTruth']>): string {
  const head = `  ${''.padEnd(8)}${['at once', 'goods first', 'asked', 'a person'].map(name => name.padStart(12)).join('')}`;
  const row = (name: keyof typeof by): string => {
    const held = sumOf(by[name], ['ask', 'review']);
    const all = sumOf(by[name]);
    const cells = outcomes.map(outcome => count(by[name][outcome].claims).padStart(12)).join('');
    return `  ${name.padEnd(8)}${cells}   ${percent(held.claims / Math.max(1, all.claims))} held`;
  };
  return [
    paint.bold('Beside the truth, known only because this shop is simulated. Ringfence was never shown it:'),
    paint.dim(head),
    row('honest'),
    row('abuse'),
    row('fraud'),
    fraudSentence(by.fraud),
  ].join('\n');
}

/** How much of the fraud was held back: the money, and what that means. */
function fraudSentence(fraud: ByOutcome): string {
  const all = sumOf(fraud);
  if (all.claims === 0) return 'There is no fraud in this shop.';
  const held = sumOf(fraud, ['ask', 'review']);
  const { pay_after_return: goods, pay } = fraud;
  const part = ({ dollars }: Sum): string => `${usd(dollars)} (${percent(dollars / all.dollars)})`;
  return wrap(
    `Of ${usd(all.dollars)} in ${count(all.claims)} fraudulent claims ${part(held)} are held, ${part(goods)} wait for the goods, and ${part(pay)} would have been paid at once.`,
    width,
  );
}

/** Eighths of a character, so that a few claims beside many are still seen. */
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

function barOf(share: number): string {
  const parts = share === 0 ? 0 : Math.max(1, Math.round(share * barWidth * 8));
  return '█'.repeat(Math.floor(parts / 8)) + eighths[parts % 8]!;
}

function usd(dollars: number): string {
  return `${count(dollars)} USD`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}
