import { rowTest } from './condition.ts';
import { type DateReader, dateReader } from './date-format.ts';
import { abs, add, type Decimal, formatDecimal, multiply, negate, parseDecimal, round, zero } from './decimal.ts';
import type { Expression, FieldSource, RowsSource } from './mapping.ts';
import type { Row } from './row.ts';

/** Why a field could not be filled. */
export class Unfilled {
  readonly field: string;
  readonly reason: string;
  constructor(field: string, reason: string) {
    this.field = field;
    this.reason = reason;
  }
}

/** The rows of one event, and which of them is being looked at. */
export interface Scope {
  readonly rows: readonly Row[];
  readonly row: Row;
  /** Position of the row among the entries of its list, from 1. */
  readonly position: number;
}

/** Fills a field: text, number, truth, list or object; `undefined` leaves the field out. */
export type Filler = (scope: Scope) => unknown;

export type Tables = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The filler of the field at `field`. Throws where the mapping names a table that it does not have. */
export function filler(expression: Expression, field: string, tables: Tables): Filler {
  if (typeof expression === 'string') return templateFiller(expression, field);
  if (typeof expression !== 'object') return () => expression;
  const fill = shaped(sourceFiller(expression, field, tables), expression, field, tables);
  if (expression.if_any === undefined) return fill;
  const test = rowTest(expression.if_any);
  return scope => (scope.rows.some(test) ? fill(scope) : undefined);
}

function sourceFiller(source: FieldSource, field: string, tables: Tables): Filler {
  const { column, template, constant, first_of, multiply, sum, object, rows } = source;
  if (column !== undefined) return scope => cellOf(scope, column);
  if (template !== undefined) return templateFiller(template, field);
  if (constant !== undefined) return () => constant;
  if (first_of !== undefined) return firstFiller(first_of.map(one => filler(one, field, tables)));
  if (multiply !== undefined)
    return productFiller(
      multiply.map(one => filler(one, field, tables)),
      field,
    );
  if (sum !== undefined) return sumFiller(filler(sum, field, tables), field);
  if (object !== undefined) return objectFiller(object, field, tables);
  if (rows !== undefined) return listFiller(rows, field, tables);
  throw new Error(`the field ${field} of the mapping has no source`);
}

/** `#row` and `#position` are columns that every table has: the number of the row, and its place in the list or group. */
function cellOf(scope: Scope, column: string): string | undefined {
  if (column === '#row') return String(scope.row.number);
  if (column === '#position') return String(scope.position);
  const cell = scope.row.cells[column];
  return cell === undefined || cell === '' ? undefined : cell;
}

function templateFiller(template: string, field: string): Filler {
  const parts = template.split(/\{([^{}]+)\}/);
  if (parts.length === 1) return () => template;
  return scope => {
    let text = '';
    for (let index = 0; index < parts.length; index++) {
      if (index % 2 === 0) text += parts[index]!;
      else {
        const cell = cellOf(scope, parts[index]!);
        if (cell === undefined) return new Unfilled(field, `cannot be written: column ${parts[index]} is empty`);
        text += cell;
      }
    }
    return text;
  };
}

/** The first that can be filled, so that a template with an empty column gives way to the next. */
function firstFiller(fillers: readonly Filler[]): Filler {
  return scope => {
    let value: unknown;
    for (const fill of fillers) {
      value = fill(scope);
      if (value !== undefined && !(value instanceof Unfilled)) return value;
    }
    return value;
  };
}

function productFiller(factors: readonly Filler[], field: string): Filler {
  return scope => {
    let product: Decimal = { units: 1n, scale: 0 };
    for (const fill of factors) {
      const factor = asDecimal(fill(scope), field);
      if (factor instanceof Unfilled) return factor;
      product = multiply(product, factor);
    }
    return formatDecimal(product);
  };
}

function sumFiller(term: Filler, field: string): Filler {
  return scope => {
    let total = zero;
    for (let index = 0; index < scope.rows.length; index++) {
      const value = asDecimal(term({ rows: scope.rows, row: scope.rows[index]!, position: index + 1 }), field);
      if (value instanceof Unfilled) return value;
      total = add(total, value);
    }
    return formatDecimal(total);
  };
}

function objectFiller(fields: Readonly<Record<string, Expression>>, field: string, tables: Tables): Filler {
  const fillers = Object.entries(fields).map(([name, one]): [string, Filler] => [
    name,
    filler(one, `${field}.${name}`, tables),
  ]);
  return scope => {
    const object: Record<string, unknown> = {};
    for (const [name, fill] of fillers) {
      const value = fill(scope);
      if (value instanceof Unfilled) return value;
      if (value !== undefined) object[name] = value;
    }
    return object;
  };
}

function listFiller(source: RowsSource, field: string, tables: Tables): Filler {
  const test = rowTest(source.when);
  const fill = objectFiller(source.each, `${field}[]`, tables);
  const atLeast = source.at_least ?? 0;
  return scope => {
    const list: unknown[] = [];
    for (const row of scope.rows) {
      if (!test(row)) continue;
      const value = fill({ rows: scope.rows, row, position: list.length + 1 });
      if (value instanceof Unfilled) return new Unfilled(value.field.replace('[]', `[${list.length}]`), value.reason);
      list.push(value);
    }
    if (list.length < atLeast) return new Unfilled(field, source.reason ?? `has fewer than ${atLeast} entries`);
    return list;
  };
}

/** Applies what the mapping says is done with a value, in this order: trim, case, table, date, abs, negate, decimals, integer. */
function shaped(fill: Filler, source: FieldSource, field: string, tables: Tables): Filler {
  const steps = [...textSteps(source, field, tables), ...numberSteps(source, field)];
  return scope => {
    let value = fill(scope);
    for (const step of steps) {
      if (value === undefined || value instanceof Unfilled) break;
      value = step(value);
    }
    if (value !== undefined) return value;
    if (source.optional === true) return undefined;
    return source.column === undefined
      ? undefined
      : new Unfilled(field, `is missing: column ${source.column} is empty`);
  };
}

type Step = (value: unknown) => unknown;

function textSteps(source: FieldSource, field: string, tables: Tables): Step[] {
  const steps: Step[] = [];
  if (source.trim === true) steps.push(value => String(value).trim() || undefined);
  if (source.case === 'upper') steps.push(value => String(value).toUpperCase());
  if (source.case === 'lower') steps.push(value => String(value).toLowerCase());
  if (source.table !== undefined) steps.push(tableStep(source.table, field, tables));
  if (source.date !== undefined) steps.push(dateStep(dateReader(source.date, source.zone ?? 'Z'), source.date, field));
  return steps;
}

function tableStep(name: string, field: string, tables: Tables): Step {
  const table = tables[name];
  if (table === undefined) throw new Error(`the mapping has no table "${name}", which ${field} uses`);
  const entries = new Map(Object.entries(table));
  return value =>
    entries.get(String(value)) ??
    new Unfilled(field, `is in no entry of the table ${name}: "${String(value).slice(0, 60)}"`);
}

function dateStep(read: DateReader, format: string, field: string): Step {
  return value => read(String(value)) ?? new Unfilled(field, `is no date in the format ${format}`);
}

function numberSteps(source: FieldSource, field: string): Step[] {
  const operations: ((number: Decimal) => Decimal)[] = [];
  const { decimals } = source;
  if (source.abs === true) operations.push(abs);
  if (source.negate === true) operations.push(negate);
  if (decimals !== undefined) operations.push(number => round(number, decimals));
  const steps = operations.map(
    (operation): Step =>
      value => {
        const number = asDecimal(value, field);
        return number instanceof Unfilled ? number : formatDecimal(operation(number));
      },
  );
  if (source.integer === true) steps.push(value => wholeNumber(value, field));
  return steps;
}

function wholeNumber(value: unknown, field: string): number | Unfilled {
  const number = asDecimal(value, field);
  if (number instanceof Unfilled) return number;
  const whole = Number(formatDecimal(number));
  return Number.isSafeInteger(whole) ? whole : new Unfilled(field, 'is no whole number');
}

function asDecimal(value: unknown, field: string): Decimal | Unfilled {
  if (value instanceof Unfilled) return value;
  const number = value === undefined ? null : parseDecimal(String(value).trim());
  return (
    number ?? new Unfilled(field, value === undefined ? 'is empty where a number is needed' : 'is no decimal number')
  );
}
