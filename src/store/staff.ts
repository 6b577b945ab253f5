import { dayUs, type Moment } from '../domain/time.ts';
import type { StaffMove } from '../profiles/rows.ts';
import type { Database } from './database.ts';

/** Moves read of one employee: some weeks of a busy agent. */
const movesMax = 500;
const windowUs = 90 * dayUs;

type MoveRow = [
  i: number,
  string,
  StaffMove['kind'],
  Moment,
  Moment,
  number,
  string,
  string | null,
  string | null,
  number | null,
  string | null,
];

/** An employee, and the moment as of which they are asked about. */
export interface EmployeeAtMoment {
  readonly employeeId: string;
  readonly moment: Moment;
}

/** The moves of employees over the 90 days before each one's moment, newest first, as known then; answers in the order of the questions. */
export async function readStaff(database: Database, asked: readonly EmployeeAtMoment[]): Promise<StaffMove[][]> {
  const answers: StaffMove[][] = asked.map(() => []);
  if (asked.length === 0) return answers;
  const result = await database.query<MoveRow>({
    name: 'staff-moves',
    text: `
      select e.i, m.employee_id, m.kind, m.at_us, m.known_us, m.seq, m.ref, m.account_id, m.order_id, m.amount_minor, m.currency
      from unnest($1::text[], $2::int8[]) with ordinality as e (id, moment, i) cross join lateral (
        select * from staff_moves
        where staff_moves.employee_id = e.id and known_us <= e.moment and known_us >= e.moment - ${windowUs}
        order by known_us desc limit ${movesMax}
      ) as m`,
    values: [asked.map(({ employeeId }) => employeeId), asked.map(({ moment }) => moment)],
    rowMode: 'array',
  } as never);
  for (const [i, employeeId, kind, at, knownAt, seq, ref, accountId, orderId, minor, currency] of result.rows) {
    answers[i - 1]!.push({ employeeId, kind, at, knownAt, seq, ref, accountId, orderId, minor, currency });
  }
  return answers;
}
