import { dayUs, type Moment } from '../domain/time.ts';
import type { Wording } from '../features/known.ts';
import type { Database } from './database.ts';

/** Newest texts read for one mark: a run of words that more people used within a year is everybody's. */
const perMarkMax = 60;
const windowUs = 365 * dayUs;

/** The marks of one text of a claim, asked about as of a moment. */
export interface WordingQuestion {
  readonly marks: readonly number[];
  readonly moment: Moment;
}

type TwinRow = [i: number, ref: string, shared: number, knownAt: Moment, seq: number];

const twins = `
select q.i, m.ref, count(distinct q.mark)::int8, min(m.known_us), max(m.seq)
from unnest($1::int4[], $2::int8[], $3::int8[]) as q (i, mark, moment)
cross join lateral (
  select ref, known_us, seq from word_marks
  where word_marks.mark = q.mark and word_marks.known_us <= q.moment and word_marks.known_us >= q.moment - ${windowUs}
  order by word_marks.known_us desc limit ${perMarkMax}
) as m
group by q.i, m.ref
having count(distinct q.mark) >= 2`;

/** Texts of a year that share at least two marks with each text, the text itself among them; answers in the order of the questions. */
export async function readWordings(database: Database, asked: readonly WordingQuestion[]): Promise<Wording['like'][]> {
  const answers = asked.map(() => [] as Wording['like'][number][]);
  const rows = asked.flatMap(({ marks, moment }, i) => marks.map(mark => [i, mark, moment] as const));
  if (rows.length === 0) return answers;
  const result = await database.query<TwinRow>({
    name: 'wording-twins',
    text: twins,
    values: [rows.map(([i]) => i), rows.map(([, mark]) => mark), rows.map(([, , moment]) => moment)],
    rowMode: 'array',
  } as never);
  for (const [i, ref, shared, knownAt, seq] of result.rows)
    answers[i]!.push({ ref, share: shared / asked[i]!.marks.length, knownAt, seq });
  for (const like of answers) like.sort((left, right) => right.share - left.share || (left.ref < right.ref ? -1 : 1));
  return answers;
}
