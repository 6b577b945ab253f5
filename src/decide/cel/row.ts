import type { Environment, FeatureRow, FeatureType, FeatureValue } from './environment.ts';

/**
 * Says what is wrong with a row, in words; empty when it can be evaluated. Compiled code trusts its rows, so whoever
 * builds rows from something else than typed code checks them here first.
 */
export function checkRow(environment: Environment, row: FeatureRow): readonly string[] {
  const wrong: string[] = [];
  if (row.length !== environment.features.length) {
    wrong.push(`The row has ${row.length} values for ${environment.features.length} features`);
  }
  for (const [slot, { name, type, optional }] of environment.features.entries()) {
    const value = row[slot];
    if (value === null) {
      if (!optional) wrong.push(`${name} is required but not known`);
    } else if (value === undefined || !fits(type, value)) {
      wrong.push(`${name} must be ${type}, not ${Array.isArray(value) ? 'a list' : typeof value}`);
    }
  }
  return wrong;
}

function fits(type: FeatureType, value: Exclude<FeatureValue, null>): boolean {
  switch (type) {
    case 'int':
      return Number.isSafeInteger(value);
    case 'double':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string';
    case 'list<string>':
      return Array.isArray(value) && value.every(item => typeof item === 'string');
  }
}
