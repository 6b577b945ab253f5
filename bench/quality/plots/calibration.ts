import type { CellMeasures } from '../measure-cell.ts';
import { wilsonInterval } from '../metrics/wilson.ts';
import { ringfence } from '../ranked-cell.ts';
import { axes, logarithmic, percent } from './panel.ts';
import { colours, dot, drawing, line, type Mark, path, text } from './svg.ts';

/** Below this both axes end: a bin in which nothing turned out fraudulent stands there, hollow. */
const floor = 0.0005;
const ticks = [0.001, 0.01, 0.1, 1];
const panel = { width: 250, height: 250, left: 68, top: 98, right: 22, bottom: 50 };
const step = panel.left + panel.width + panel.right;

const levelColours = (hardness: number): string =>
  hardness < 0.4 ? colours.sky : hardness > 0.6 ? colours.vermilion : colours.green;

/** Predicted against observed share of fraud in bins of equal numbers of claims; a panel for each share of fraud. */
export function calibrationPlot(cells: readonly CellMeasures[]): string {
  const shares = [...new Set(cells.map(({ cell }) => cell.share))].sort((a, b) => a - b);
  const levels = [...new Set(cells.map(({ cell }) => cell.hardness))].sort((a, b) => a - b);
  const title = 'Calibration: predicted and observed share of fraud';
  const width = Math.max(740, shares.length * step + 10);
  return drawing(width, panel.top + panel.height + panel.bottom, title, [
    text(10, 20, title, { size: 14, bold: true }),
    text(
      10,
      40,
      'Bins of about equal numbers of claims with 95 % intervals; hollow: none was fraudulent; grey: perfect.',
    ),
    ...levels.flatMap((hardness, index) => [
      dot(18 + index * 130, 58, 5, levelColours(hardness), { colour: levelColours(hardness) }),
      text(28 + index * 130, 62, `hardness ${hardness}`),
    ]),
    ...shares.flatMap((share, index) =>
      drawPanel(
        share,
        cells.filter(({ cell }) => cell.share === share),
        index * step + panel.left,
      ),
    ),
  ]);
}

function drawPanel(share: number, cells: readonly CellMeasures[], left: number): Mark[] {
  const label = (value: number): string => (value === floor ? '' : percent(value));
  const x = logarithmic([floor, 1], [left, left + panel.width], [floor, ...ticks], label);
  const y = logarithmic([floor, 1], [panel.top + panel.height, panel.top], [floor, ...ticks], label);
  const ends = [x.at(floor), y.at(floor), x.at(1), y.at(1)] as const;
  return [
    ...axes(x, y, { title: `fraud ${percent(share)}`, x: 'predicted', y: 'observed' }),
    line(...ends, { colour: colours.grey, width: 1.5 }),
    ...cells.flatMap(({ cell, calibration }) => {
      const colour = levelColours(cell.hardness);
      const bins = calibration.find(({ method }) => method === ringfence)!.bins;
      const places = bins.map(
        ({ predicted, observed }) => [x.at(Math.max(floor, predicted)), y.at(Math.max(floor, observed))] as const,
      );
      return [
        path(places, { colour, width: 1.5 }),
        ...places.map(([px], index) => {
          const { n, observed } = bins[index]!;
          const [low, high] = wilsonInterval(observed * n, n);
          return line(px, y.at(Math.max(floor, low)), px, y.at(Math.max(floor, high)), { colour });
        }),
        ...places.map(([px, py], index) =>
          dot(px, py, 4, bins[index]!.observed === 0 ? '#ffffff' : colour, { colour, width: 1.5 }),
        ),
      ];
    }),
  ];
}
