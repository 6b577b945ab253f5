import { dayUs, type Moment } from '../domain/time.ts';
import type { StaffMove } from '../profiles/rows.ts';
import type { Database } from './database.ts';

/** Moves read of one employee: some weeks of a busy agent. */
const movesMax = 500;
const windowUs = 90 * dayUs;

type MoveRow = [string, StaffMove['kind'], Moment, Moment, number, string, string | null, string | null, number | null, string | null];

/** The moves of employees over 90 days, newest first, as known at the moment. */
export async function readStaff(database: Database, employeeIds: readonly string[], asOf: Moment): Promise<Map<string, StaffMove[]>> {
  const staff = new Map<string, StaffMove[]>(employeeIds.map(id => [id, []]));
  if (employeeIds.length === 0) return staff;
  const result = await database.query<MoveRow>({
    name: 'staff-moves',
    text: `
      select m.employee_id, m.kind, m.at_us, m.known_us, m.seq, m.ref, m.account_id, m.order_id, m.amount_minor, m.currency
      from unnest($1::text[]) as e (id) cross join lateral (
        select * from staff_moves
        where staff_moves.employee_id = e.id and known_us <= $2 and known_us >= $2 - ${windowUs}
        order by known_us desc limit ${movesMax}
      ) as m`,
    values: [employeeIds, asOf],
    rowMode: 'array',
  } as never);
  for (const [employeeId, kind, at, knownAt, seq, ref, accountId, orderId, minor, currency] of result.rows) {
    staff.get(employeeId)!.push({ employeeId, kind, at, knownAt, seq, ref, accountId, orderId, minor, currency });
  }
  return staff;
}
