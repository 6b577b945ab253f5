import type { DecisionRecord } from '../../src/domain/decision.ts';
import type { PlainColumns, PlainValue } from './plain-columns.ts';

/** All that was recorded with a decision as columns: features, findings, the signals that spoke, and the score itself. */
export function knownColumns({ decision, features }: DecisionRecord): PlainColumns {
  const columns: { [column: string]: PlainValue } = { score: decision.score };
  for (const [name, value] of Object.entries(features)) {
    if (Array.isArray(value)) for (const each of value) columns[`${name} ${each}`] = 1;
    else columns[name] = typeof value === 'boolean' ? Number(value) : (value as PlainValue);
  }
  for (const { kind } of decision.findings) columns[`finding ${kind}`] = 1;
  for (const { id } of decision.reasons) columns[id] = 1;
  return columns;
}
