import { RE2JS } from 're2js';
import { compare, type Decimal, parseDecimal } from './decimal.ts';
import type { ColumnCondition, Condition } from './mapping.ts';
import type { Row } from './row.ts';

export type RowTest = (row: Row) => boolean;

/** The condition as a test of rows; no condition holds for every row. Throws where a regular expression does not compile. */
export function rowTest(condition: Condition | undefined): RowTest {
  if (condition === undefined) return () => true;
  if (isList(condition)) return allOf(condition.map(rowTest));
  if ('all' in condition) return allOf(condition.all.map(rowTest));
  if ('any' in condition) {
    const tests = condition.any.map(rowTest);
    return row => tests.some(test => test(row));
  }
  if ('not' in condition) {
    const test = rowTest(condition.not);
    return row => !test(row);
  }
  return columnTest(condition);
}

/** The columns that the condition reads. */
export function conditionColumns(condition: Condition | undefined): string[] {
  if (condition === undefined) return [];
  if (isList(condition)) return condition.flatMap(conditionColumns);
  if ('all' in condition) return condition.all.flatMap(conditionColumns);
  if ('any' in condition) return condition.any.flatMap(conditionColumns);
  if ('not' in condition) return conditionColumns(condition.not);
  return [condition.column];
}

function isList(condition: Condition): condition is readonly Condition[] {
  return Array.isArray(condition);
}

function allOf(tests: readonly RowTest[]): RowTest {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return row => tests.every(test => test(row));
}

type CellTest = (cell: string) => boolean;

function columnTest(condition: ColumnCondition): RowTest {
  const tests = [...textTests(condition), ...numberTests(condition)];
  const name = condition.column;
  return row => {
    const cell = row.cells[name] ?? '';
    for (const test of tests) if (!test(cell)) return false;
    return true;
  };
}

function textTests(condition: ColumnCondition): CellTest[] {
  const { equals, starts_with, ends_with, contains, matches, empty } = condition;
  const tests: CellTest[] = [];
  if (equals !== undefined) tests.push(cell => cell === equals);
  if (condition.in !== undefined) {
    const members = new Set(condition.in);
    tests.push(cell => members.has(cell));
  }
  if (starts_with !== undefined) tests.push(cell => cell.startsWith(starts_with));
  if (ends_with !== undefined) tests.push(cell => cell.endsWith(ends_with));
  if (contains !== undefined) tests.push(cell => cell.includes(contains));
  if (matches !== undefined) {
    // Linear in the cell whatever the pattern: one odd cell must not hold up an import.
    const pattern = RE2JS.compile(matches);
    tests.push(cell => pattern.matcher(cell).find());
  }
  if (empty !== undefined) tests.push(cell => (cell.trim() === '') === empty);
  return tests;
}

/** A cell that is no number meets no comparison. */
function numberTests(condition: ColumnCondition): CellTest[] {
  const tests: CellTest[] = [];
  const against = (bound: number | undefined, holds: (order: number) => boolean): void => {
    if (bound === undefined) return;
    const limit = parseDecimal(String(bound));
    if (limit === null) throw new Error(`the bound ${bound} of column ${condition.column} is no decimal number`);
    tests.push(cell => comparesTo(cell, limit, holds));
  };
  against(condition.less_than, order => order < 0);
  against(condition.at_most, order => order <= 0);
  against(condition.more_than, order => order > 0);
  against(condition.at_least, order => order >= 0);
  return tests;
}

function comparesTo(cell: string, limit: Decimal, holds: (order: number) => boolean): boolean {
  const number = parseDecimal(cell.trim());
  return number !== null && holds(compare(number, limit));
}
