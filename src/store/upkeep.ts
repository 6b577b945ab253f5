import { type Database, inTransaction } from './database.ts';

/**
 * Joins the appended counts of past days and hours into one row each, and lets the planner know the tables as they are now.
 * Sums stay the same; it can run at any time and be interrupted.
 */
export async function tidy(database: Database): Promise<void> {
  await inTransaction(database, async client => {
    await client.query('lock table tally_day, tally_hour in share row exclusive mode');
    await client.query(`
      with gone as (
        delete from tally_day t using (select key, day from tally_day group by 1, 2 having count(*) > 1) as many
        where t.key = many.key and t.day = many.day returning t.*
      ) insert into tally_day select key, day, sum(n) from gone group by 1, 2`);
    await client.query(`
      with gone as (
        delete from tally_hour t using (select key, hour, known_hour from tally_hour group by 1, 2, 3 having count(*) > 1) as many
        where t.key = many.key and t.hour = many.hour and t.known_hour = many.known_hour returning t.*
      ) insert into tally_hour select key, hour, known_hour, sum(n) from gone group by 1, 2, 3`);
  });
  await database.query('analyze');
}
