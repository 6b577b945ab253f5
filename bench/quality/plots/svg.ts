/** A piece of SVG, ready to be joined with others. */
export type Mark = string;

export interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
  readonly bold?: boolean;
  readonly fill?: string;
  /** Degrees, about the text's own place. */
  readonly turn?: number;
}

export interface Stroke {
  readonly colour: string;
  readonly width?: number;
  readonly dash?: string;
}

export const ink = '#222222';
export const faint = '#d9d9d9';

/** Colours of Okabe and Ito (2008), told apart by people who see colours differently. */
export const colours = {
  blue: '#0072b2',
  vermilion: '#d55e00',
  green: '#009e73',
  purple: '#cc79a7',
  orange: '#e69f00',
  sky: '#56b4e9',
  grey: '#777777',
  black: '#000000',
} as const;

export function drawing(width: number, height: number, title: string, marks: readonly Mark[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...marks,
    '</svg>',
    '',
  ].join('\n');
}

export function text(x: number, y: number, words: string, style: TextStyle = {}): Mark {
  const { anchor = 'start', size = 12, bold = false, fill = ink, turn } = style;
  const turned = turn === undefined ? '' : ` transform="rotate(${turn} ${short(x)} ${short(y)})"`;
  return `<text x="${short(x)}" y="${short(y)}" font-size="${size}" text-anchor="${anchor}" fill="${fill}"${bold ? ' font-weight="bold"' : ''}${turned}>${escaped(words)}</text>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): Mark {
  return `<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" ${strokeOf(stroke)}/>`;
}

export function path(points: readonly (readonly [x: number, y: number])[], stroke: Stroke): Mark {
  const places = points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ');
  return `<polyline points="${places}" fill="none" stroke-linejoin="round" ${strokeOf(stroke)}/>`;
}

export function dot(x: number, y: number, radius: number, fill: string, stroke: Stroke): Mark {
  return `<circle cx="${short(x)}" cy="${short(y)}" r="${radius}" fill="${fill}" ${strokeOf(stroke)}/>`;
}

export function box(x: number, y: number, width: number, height: number, fill: string, stroke?: Stroke): Mark {
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}" ${stroke === undefined ? '' : strokeOf(stroke)}/>`;
}

function strokeOf({ colour, width = 1, dash }: Stroke): string {
  return `stroke="${colour}" stroke-width="${width}"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}`;
}

/** Two digits after the point are less than a pixel, and keep the files small. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
