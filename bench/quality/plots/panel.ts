import { faint, ink, line, type Mark, text } from './svg.ts';

/** A scale from values to pixels, with the values at which it is labelled. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
  readonly label: (value: number) => string;
}

export function linear(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
  ticks: readonly number[],
  label: (value: number) => string,
): Scale {
  return { at: value => from + ((value - low) / (high - low)) * (to - from), ticks, label };
}

export function logarithmic(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
  ticks: readonly number[],
  label: (value: number) => string,
): Scale {
  const at = (value: number): number =>
    from + ((Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))) * (to - from);
  return { at, ticks, label };
}

/** Frame, grid and labels of a plot whose scales are given in pixels of the drawing. */
export function axes(
  x: Scale,
  y: Scale,
  names: { readonly x?: string; readonly y?: string; readonly title: string },
): Mark[] {
  const left = x.at(x.ticks[0]!);
  const right = x.at(x.ticks.at(-1)!);
  const bottom = y.at(y.ticks[0]!);
  const top = y.at(y.ticks.at(-1)!);
  return [
    text(left, top - 10, names.title, { size: 13, bold: true }),
    ...x.ticks.flatMap(tick => [
      line(x.at(tick), bottom, x.at(tick), top, { colour: faint }),
      text(x.at(tick), bottom + 16, x.label(tick), { anchor: 'middle', size: 11 }),
    ]),
    ...y.ticks.flatMap(tick => [
      line(left, y.at(tick), right, y.at(tick), { colour: faint }),
      text(left - 6, y.at(tick) + 4, y.label(tick), { anchor: 'end', size: 11 }),
    ]),
    line(left, bottom, right, bottom, { colour: ink }),
    line(left, bottom, left, top, { colour: ink }),
    ...(names.x === undefined ? [] : [text((left + right) / 2, bottom + 34, names.x, { anchor: 'middle', size: 12 })]),
    ...(names.y === undefined
      ? []
      : [text(left - 44, (top + bottom) / 2, names.y, { anchor: 'middle', size: 12, turn: -90 })]),
  ];
}

export function percent(value: number): string {
  return `${Number((value * 100).toFixed(2))} %`;
}
