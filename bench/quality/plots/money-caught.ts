import { type CellMeasures, curveShares, reviewShares } from '../measure-cell.ts';
import { naiveMethods } from '../methods/naive.ts';
import { nameOfCell } from '../plan.ts';
import { ceiling, oracle, reference, ringfence } from '../ranked-cell.ts';
import { axes, linear, percent } from './panel.ts';
import { colours, drawing, line, type Mark, path, type Stroke, text } from './svg.ts';

const naiveColours = [colours.sky, colours.grey, colours.orange, colours.green, colours.purple];
const strokes = new Map<string, Stroke>([
  [oracle, { colour: colours.black, dash: '2 4', width: 1.5 }],
  ...naiveMethods.map(({ name }, index): [string, Stroke] => [
    name,
    { colour: naiveColours[index]!, width: 1.5, dash: '6 3' },
  ]),
  [ceiling, { colour: colours.vermilion, width: 1.5, dash: '2 2' }],
  [reference, { colour: colours.vermilion, width: 2 }],
  [ringfence, { colour: colours.blue, width: 3 }],
]);

const panel = { width: 250, height: 190, left: 66, top: 40, right: 20, bottom: 46 };
const step = { x: panel.left + panel.width + panel.right, y: panel.top + panel.height + panel.bottom };
const legendHeight = 116;

/** Share of the fraudulent money caught against the share of claims reviewed: a row for each share of fraud, a column for each hardness. */
export function moneyCaughtPlot(cells: readonly CellMeasures[]): string {
  const shares = [...new Set(cells.map(({ cell }) => cell.share))].sort((a, b) => a - b);
  const levels = [...new Set(cells.map(({ cell }) => cell.hardness))].sort((a, b) => a - b);
  const width = Math.max(700, levels.length * step.x + 10);
  const marks = cells.flatMap(measures =>
    drawPanel(
      measures,
      levels.indexOf(measures.cell.hardness) * step.x + panel.left,
      legendHeight + shares.indexOf(measures.cell.share) * step.y + panel.top,
    ),
  );
  const title = 'Fraudulent money caught, by share of claims reviewed';
  return drawing(width, legendHeight + shares.length * step.y + 6, title, [
    text(10, 20, title, { size: 14, bold: true }),
    text(10, 40, 'Ranked by score times value; mean of the worlds of a cell. Dotted: 1, 3 and 5 % of the claims.'),
    ...legend(width, cells),
    ...marks,
  ]);
}

function drawPanel(measures: CellMeasures, left: number, top: number): Mark[] {
  const x = linear([0, 0.2], [left, left + panel.width], [0, 0.05, 0.1, 0.15, 0.2], percent);
  const y = linear([0, 1], [top + panel.height, top], [0, 0.25, 0.5, 0.75, 1], percent);
  return [
    ...axes(x, y, { title: `fraud ${nameOfCell(measures.cell)}`, x: 'claims reviewed', y: 'money caught' }),
    ...reviewShares.map(share => line(x.at(share), y.at(0), x.at(share), y.at(1), { colour: '#999999', dash: '1 3' })),
    ...[...strokes].flatMap(([name, stroke]) => {
      const curve = measures.methods.find(({ method }) => method === name)?.curve;
      if (curve === undefined) return [];
      return [
        path(
          curveShares.map((share, index) => [x.at(share), y.at(curve[index]!)]),
          stroke,
        ),
      ];
    }),
  ];
}

/** The methods in rows of four, Ringfence first. */
function legend(width: number, cells: readonly CellMeasures[]): Mark[] {
  const column = (width - 20) / 4;
  const drawn = new Set(cells.flatMap(({ methods }) => methods.map(({ method }) => method)));
  const shown = [...strokes].reverse().filter(([name]) => drawn.has(name));
  return shown.flatMap(([name, stroke], index) => {
    const left = 10 + (index % 4) * column;
    const middle = 62 + Math.floor(index / 4) * 20;
    return [line(left, middle, left + 28, middle, stroke), text(left + 34, middle + 4, name)];
  });
}
