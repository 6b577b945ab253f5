import { inTaxonomy, type PatternMeasures } from '../measure-patterns.ts';
import { box, drawing, type Mark, text } from './svg.ts';

const cell = { width: 92, height: 24 };
const left = 190;
const top = 92;
const gap = 40;

/** What share of each pattern's fraud stands among the first 3 % of claims, by hardness: claims to the left, money to the right. */
export function patternsPlot(measures: readonly PatternMeasures[]): string {
  const names = [...new Set(inTaxonomy(measures).map(({ pattern }) => pattern))];
  const levels = [...new Set(measures.map(({ hardness }) => hardness))].sort((a, b) => a - b);
  const block = levels.length * cell.width;
  const title = 'Fraud caught where 3 % of claims are reviewed, by pattern';
  const width = Math.max(620, left + 2 * block + gap + 20);
  const height = top + names.length * cell.height + 20;
  const find = (pattern: string, hardness: number): PatternMeasures | undefined =>
    measures.find(each => each.pattern === pattern && each.hardness === hardness);
  return drawing(width, height, title, [
    text(10, 22, title, { size: 14, bold: true }),
    text(10, 42, 'Worlds with 2 % fraud, ranked by expected loss. In brackets: how many claims there were.'),
    ...heads(levels, left, 'share of claims'),
    ...heads(levels, left + block + gap, 'share of money'),
    ...names.flatMap((name, row) => {
      const y = top + row * cell.height;
      return [
        text(left - 10, y + 16, name.replaceAll('_', ' '), { anchor: 'end', bold: row === 0 }),
        ...levels.flatMap((hardness, column) => {
          const found = find(name, hardness);
          const x = left + column * cell.width;
          if (found === undefined) return [absent(x, y), absent(x + block + gap, y)].flat();
          const share = found.caught / found.claims;
          const ofMoney = found.caughtMoney / found.money;
          return [
            ...shaded(x, y, share, `${whole(share)} (${found.claims})`),
            ...shaded(x + block + gap, y, ofMoney, whole(ofMoney)),
          ];
        }),
      ];
    }),
  ]);
}

function heads(levels: readonly number[], from: number, name: string): Mark[] {
  return [
    text(from, top - 26, name, { bold: true }),
    ...levels.map((hardness, column) =>
      text(from + (column + 0.5) * cell.width, top - 8, `hardness ${hardness}`, { anchor: 'middle', size: 11 }),
    ),
  ];
}

function shaded(x: number, y: number, share: number, words: string): Mark[] {
  return [
    box(x + 1, y + 1, cell.width - 2, cell.height - 2, blueOf(share)),
    text(x + cell.width / 2, y + 16, words, { anchor: 'middle', fill: share > 0.5 ? '#ffffff' : '#111111' }),
  ];
}

function absent(x: number, y: number): Mark[] {
  return [text(x + cell.width / 2, y + 16, 'none', { anchor: 'middle', fill: '#777777', size: 11 })];
}

/** From nearly white to dark blue: told apart by lightness alone. */
function blueOf(share: number): string {
  const from = [238, 244, 250];
  const to = [8, 48, 107];
  return `rgb(${from.map((channel, index) => Math.round(channel + (to[index]! - channel) * share)).join(',')})`;
}

function whole(share: number): string {
  return `${Math.round(share * 100)} %`;
}
