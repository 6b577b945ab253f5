import type { CellMeasures, MethodMeasures, Spread } from './measure-cell.ts';

type Row = readonly (string | number)[];

/** What a method reached in a cell that has it. */
export function ofMethod(cell: CellMeasures, name: string): MethodMeasures {
  return cell.methods.find(({ method }) => method === name)!;
}

/** The lines of a Markdown table. */
export function table(head: readonly string[], rows: readonly Row[]): string[] {
  const shown = (cell: string | number): string => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell);
  return [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => ' --- ').join('|')}|`,
    ...rows.map(row => `| ${row.map(shown).join(' | ')} |`),
  ];
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Mean of the worlds as a percentage, with the lowest and the highest world. */
export function percents({ mean, min, max }: Spread): string {
  return `${(mean * 100).toFixed(0)} % (${(min * 100).toFixed(0)}–${(max * 100).toFixed(0)})`;
}

export function spread({ mean, min, max }: Spread): string {
  return `${mean.toFixed(3)} (${min.toFixed(3)}–${max.toFixed(3)})`;
}
