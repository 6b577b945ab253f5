import type { Database } from './database.ts';

/** A stretch of hours of one feed, as known before an hour. */
export interface FeedQuestion {
  readonly feed: string;
  readonly fromHour: number;
  readonly toHour: number;
  readonly knownBefore: number;
}

/** Hourly counts by feed that were known before each question's hour; answers in the order of the questions. */
export async function readFeedHours(database: Database, questions: readonly FeedQuestion[]): Promise<ReadonlyMap<number, number>[]> {
  const answers = questions.map(() => new Map<number, number>());
  if (questions.length === 0) return answers;
  const result = await database.query<[number, number, number]>({
    name: 'feed-hours',
    text: `
      select q.i, t.hour, sum(t.n)::int8
      from unnest($1::text[], $2::int4[], $3::int4[], $4::int4[]) with ordinality as q (feed, from_hour, to_hour, known_before, i)
      join tally_hour t on t.key = q.feed and t.hour between q.from_hour and q.to_hour and t.known_hour < q.known_before
      group by q.i, t.hour`,
    values: [
      questions.map(question => question.feed),
      questions.map(question => question.fromHour),
      questions.map(question => question.toHour),
      questions.map(question => question.knownBefore),
    ],
    rowMode: 'array',
  } as never);
  for (const [i, hour, n] of result.rows) answers[i - 1]!.set(hour, n);
  return answers;
}
