import { type GroupMeasures, multipleMax } from '../measure-groups.ts';
import { linear } from './panel.ts';
import { colours, dot, drawing, faint, ink, line, type Mark, text } from './svg.ts';

/** Intervals of small groups reach further; an arrow says so. */
const multipleShown = 10;
const row = 22;
const plot = { left: 270, width: 400, top: 66 };

/** How often honest claims of each group are not paid at once, as a multiple of the average, with 95 % intervals. */
export function falseAlarmsPlot(groups: readonly GroupMeasures[]): string {
  const height = plot.top + groups.length * row + 54;
  const bottom = plot.top + groups.length * row;
  const x = linear([0, multipleShown], [plot.left, plot.left + plot.width], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], String);
  const title = 'Honest claims that are not paid at once, by group, as a multiple of the average';
  return drawing(plot.left + plot.width + 30, height, title, [
    text(10, 20, title, { size: 14, bold: true }),
    text(10, 42, `Bars: 95 % intervals (Wilson). Bold: groups that must stay below ${multipleMax} (dashed).`),
    ...x.ticks.flatMap(tick => [
      line(x.at(tick), plot.top, x.at(tick), bottom, { colour: faint }),
      text(x.at(tick), bottom + 18, `${tick}`, { anchor: 'middle', size: 11 }),
    ]),
    line(x.at(1), plot.top, x.at(1), bottom, { colour: ink }),
    line(x.at(multipleMax), plot.top, x.at(multipleMax), bottom, {
      colour: colours.vermilion,
      width: 1.5,
      dash: '5 4',
    }),
    text(plot.left + plot.width / 2, bottom + 40, 'times the rate of all honest claims', { anchor: 'middle' }),
    ...groups.flatMap((group, index) => drawGroup(group, plot.top + index * row + row / 2, x.at)),
  ]);
}

function drawGroup(group: GroupMeasures, middle: number, at: (multiple: number) => number): Mark[] {
  const colour = group.multiple > multipleMax ? colours.vermilion : colours.blue;
  const shown = (multiple: number): number => at(Math.min(multipleShown, multiple));
  const beyond = group.high > multipleShown;
  return [
    text(plot.left - 12, middle + 4, `${group.group} (${group.late} of ${group.claims})`, {
      anchor: 'end',
      bold: group.watched,
    }),
    line(shown(group.low), middle, shown(group.high), middle, { colour, width: 2 }),
    ...(beyond ? [text(at(multipleShown) + 3, middle + 5, '▸', { fill: colour, size: 14 })] : []),
    dot(shown(group.multiple), middle, 4.5, group.multiple > multipleShown ? '#ffffff' : colour, { colour, width: 2 }),
  ];
}
