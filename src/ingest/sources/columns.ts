import { closest } from '../../text/closest.ts';
import { conditionColumns } from './condition.ts';
import type { Expression, Mapping } from './mapping.ts';

/** What the mapping asks of the table that the table does not have, in words. */
export function missingColumns(mapping: Mapping, columns: readonly string[]): string[] {
  const known = new Set([...columns, '#row', '#position']);
  const missing = new Set(columnsOf(mapping).filter(name => !known.has(name)));
  return [...missing].map(name => {
    const meant = closest(name, known);
    return `the table has no column "${name}"${meant === null ? '' : `; did you mean "${meant}"?`}`;
  });
}

function columnsOf(mapping: Mapping): string[] {
  const { cancellations } = mapping;
  const matched =
    cancellations === undefined
      ? []
      : [
          ...[cancellations.invoice, cancellations.customer, cancellations.article, cancellations.quantity],
          ...expressionColumns(cancellations.at),
          ...conditionColumns(cancellations.purchases),
          ...conditionColumns(cancellations.cancelled),
        ];
  return [
    ...matched,
    ...mapping.reject.flatMap(rule => conditionColumns(rule.when)),
    ...mapping.events.flatMap(event => [
      ...conditionColumns(event.when),
      ...(event.group_by ?? []),
      ...[event.id, event.time, event.recordedtime, event.subject, ...Object.values(event.data)].flatMap(
        expressionColumns,
      ),
    ]),
  ];
}

function expressionColumns(expression: Expression | undefined): string[] {
  if (expression === undefined) return [];
  if (typeof expression === 'string') return [...expression.matchAll(/\{([^{}]+)\}/g)].map(match => match[1]!);
  if (typeof expression !== 'object') return [];
  const { column, template, first_of, multiply, sum, object, rows } = expression;
  return [
    ...(column === undefined ? [] : [column]),
    ...expressionColumns(template),
    ...[...(first_of ?? []), ...(multiply ?? []), ...Object.values(object ?? {})].flatMap(expressionColumns),
    ...expressionColumns(sum),
    ...conditionColumns(expression.if_any),
    ...conditionColumns(rows?.when),
    ...Object.values(rows?.each ?? {}).flatMap(expressionColumns),
  ];
}
