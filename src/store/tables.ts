import type { ColumnType, ColumnValue } from './arrays.ts';

/** A table that batches are written to: its columns in order, and what happens to a row that is there already. */
export interface BatchTable {
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: ColumnType])[];
  /** The `on conflict` clause; without one a second row is an error, and the whole batch is tried again from its read. */
  readonly onConflict?: string;
}

/** Of two rows the one known earlier stays; of two known at one moment the lesser in the other columns, whichever came first. */
const earlierWins = (key: string, table: string, ...columns: string[]): string => {
  const set = columns.map(column => `${column} = excluded.${column}`).join(', ');
  const row = (of: string): string => `(${columns.map(column => `${of}.${column}`).join(', ')})`;
  return `on conflict (${key}) do update set ${set} where ${row('excluded')} < ${row(table)}`;
};

export const batchTables = {
  eventLog: {
    name: 'event_log',
    columns: [
      ['seq', 'int8'],
      ['key', 'uuid'],
      ['stream', 'text'],
      ['type', 'text'],
      ['at_us', 'int8'],
      ['known_us', 'int8'],
      ['body', 'text'],
      ['salt', 'bytea'],
      ['leaf', 'bytea'],
    ],
  },
  streamLinks: {
    name: 'stream_links',
    columns: [
      ['parent', 'text'],
      ['child', 'text'],
    ],
    onConflict: 'on conflict do nothing',
  },
  accountMoves: {
    name: 'account_moves',
    columns: [
      ['account_id', 'text'],
      ['kind', 'text'],
      ['at_us', 'int8'],
      ['known_us', 'int8'],
      ['seq', 'int8'],
      ['ref', 'text'],
      ['order_id', 'text'],
      ['amount_minor', 'int8'],
      ['currency', 'text'],
      ['detail', 'text'],
    ],
  },
  staffMoves: {
    name: 'staff_moves',
    columns: [
      ['employee_id', 'text'],
      ['kind', 'text'],
      ['at_us', 'int8'],
      ['known_us', 'int8'],
      ['seq', 'int8'],
      ['ref', 'text'],
      ['account_id', 'text'],
      ['order_id', 'text'],
      ['amount_minor', 'int8'],
      ['currency', 'text'],
    ],
  },
  sightings: {
    name: 'sightings',
    columns: [
      ['value', 'text'],
      ['account_id', 'text'],
      ['known_us', 'int8'],
      ['seq', 'int8'],
    ],
    onConflict: earlierWins('value, account_id', 'sightings', 'known_us', 'seq'),
  },
  judgements: {
    name: 'judgements',
    columns: [
      ['claim_id', 'text'],
      ['verdict', 'text'],
      ['judged_by', 'text'],
      ['known_us', 'int8'],
      ['seq', 'int8'],
    ],
  },
  tallyDay: {
    name: 'tally_day',
    columns: [
      ['key', 'text'],
      ['day', 'int4'],
      ['n', 'int4'],
    ],
  },
  tallyHour: {
    name: 'tally_hour',
    columns: [
      ['key', 'text'],
      ['hour', 'int4'],
      ['known_hour', 'int4'],
      ['n', 'int4'],
    ],
  },
  undecidedClaims: {
    name: 'undecided_claims',
    columns: [
      ['claim_id', 'text'],
      ['order_id', 'text'],
      ['known_us', 'int8'],
      ['seq', 'int8'],
    ],
    onConflict: earlierWins('claim_id', 'undecided_claims', 'known_us', 'order_id', 'seq'),
  },
  decisions: {
    name: 'decisions',
    columns: [
      ['claim_id', 'text'],
      ['account_id', 'text'],
      ['order_id', 'text'],
      ['mode', 'text'],
      ['outcome', 'text'],
      ['score', 'float8'],
      ['amount_minor', 'int8'],
      ['currency', 'text'],
      ['loss_minor', 'int8'],
      ['claim_hash', 'bytea'],
      ['policy', 'text'],
      ['findings', 'text'],
      ['decided_us', 'int8'],
      ['seq', 'int8'],
    ],
  },
  claimMarks: {
    name: 'claim_marks',
    columns: [
      ['value', 'text'],
      ['claim_id', 'text'],
      ['account_id', 'text'],
      ['at_us', 'int8'],
      ['known_us', 'int8'],
      ['reason', 'text'],
      ['seq', 'int8'],
    ],
    onConflict: earlierWins('value, claim_id', 'claim_marks', 'known_us', 'at_us', 'account_id', 'reason', 'seq'),
  },
  wordMarks: {
    name: 'word_marks',
    columns: [
      ['mark', 'int8'],
      ['ref', 'text'],
      ['known_us', 'int8'],
      ['seq', 'int8'],
    ],
  },
  ringVerdicts: {
    name: 'ring_verdicts',
    columns: [
      ['ring_id', 'text'],
      ['verdict', 'text'],
      ['account_id', 'text'],
      ['value', 'text'],
      ['others', 'text'],
      ['judged_by', 'text'],
      ['reason', 'text'],
      ['known_us', 'int8'],
      ['seq', 'int8'],
    ],
  },
  quarantine: {
    name: 'quarantine',
    columns: [
      ['fingerprint', 'text'],
      ['origin', 'text'],
      ['line_no', 'int8'],
      ['field', 'text'],
      ['reason', 'text'],
      ['line', 'text'],
      ['arrival', 'text'],
    ],
    onConflict: 'on conflict (fingerprint) do nothing',
  },
} as const satisfies Record<string, BatchTable>;

export type BatchTableName = keyof typeof batchTables;

/** Rows to write, by table; a table that is missing or empty is left alone. */
export type BatchRows = { [Name in BatchTableName]?: (readonly ColumnValue[])[] };

/** Projections that `rebuild` empties and fills again from the log; the log, quarantine and imports are not derived from it. */
export const derivedTables = [
  'stream_links',
  'account_moves',
  'staff_moves',
  'sightings',
  'judgements',
  'tally_day',
  'tally_hour',
  'undecided_claims',
  'decisions',
  'claim_marks',
  'word_marks',
  'rings',
  'ring_values',
  'ring_accounts',
  'ring_verdicts',
] as const;
