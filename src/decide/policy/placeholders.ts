import type { Environment, FeatureRow, FeatureValue } from '../cel/environment.ts';

const placeholder = /\{([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\}/g;

/** A text with features in it, taken apart once: pieces of text, and slots of the features between them. */
export type Template = readonly (string | number)[];

/** Names in braces that are no features. */
export function missingPlaceholders(text: string, environment: Environment): string[] {
  return [...text.matchAll(placeholder)].map(match => match[1]!).filter(name => !environment.slotByName.has(name));
}

/** Takes a text apart at the features that it names in braces. */
export function templateOf(text: string, environment: Environment): Template {
  return text
    .split(placeholder)
    .map((piece, index) => (index % 2 === 1 ? (environment.slotByName.get(piece) ?? `{${piece}}`) : piece));
}

/** Slots of the features that the text names. */
export function slotsIn(template: Template): number[] {
  return template.filter(piece => typeof piece === 'number');
}

/** The text with the values of the features in the place of their names. */
export function fillTemplate(template: Template, row: FeatureRow): string {
  let text = '';
  for (const piece of template) text += typeof piece === 'string' ? piece : inWords(row[piece] ?? null);
  return text;
}

function inWords(value: FeatureValue): string {
  if (value === null) return 'not known';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
  if (typeof value === 'object') {
    return value.length === 0 ? 'nothing' : value.map(item => item.replaceAll('_', ' ')).join(', ');
  }
  return String(value).replaceAll('_', ' ');
}
