import type { Environment, FeatureRow, FeatureValue } from '../cel/environment.ts';

const placeholder = /\{([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\}/g;

/** Names in braces that are no features. */
export function missingPlaceholders(text: string, environment: Environment): string[] {
  return placeholdersOf(text).filter(name => !environment.slotByName.has(name));
}

/** Features named in braces, in the order of the text. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(placeholder)].map(match => match[1]!);
}

/** The text with the values of the features in the place of their names. */
export function fillPlaceholders(text: string, environment: Environment, row: FeatureRow): string {
  return text.replace(placeholder, (whole, name: string) => {
    const slot = environment.slotByName.get(name);
    return slot === undefined ? whole : inWords(row[slot] ?? null);
  });
}

function inWords(value: FeatureValue): string {
  if (value === null) return 'not known';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
  if (typeof value === 'object')
    return value.length === 0 ? 'nothing' : value.map(item => item.replaceAll('_', ' ')).join(', ');
  return String(value).replaceAll('_', ' ');
}
