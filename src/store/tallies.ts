import type { Database } from './database.ts';

/** Sums kept in memory; they are about whole past days, so they only change when history is imported. */
const cacheMax = 100_000;
/** A sum is read again after this, so that an import of history is seen without a restart. */
const cacheMs = 60_000;
/** Length of the window that rates are about. */
const windowDays = 365;

/** Reads sums of daily counts, remembering them for a minute. */
export class DayTallies {
  readonly #database: Database;
  /** Replaced when all is forgotten, so that a read that began before remembers nothing. */
  #known = new Map<string, number>();
  #since = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Sums over the 365 days before `day` of each key; `questions` are pairs of key and day. A sum is returned for every question, by
   * `key|day`. `nowMs` only bounds how long sums are remembered.
   */
  async sums(
    questions: readonly (readonly [key: string, day: number])[],
    nowMs: number,
  ): Promise<ReadonlyMap<string, number>> {
    if (nowMs - this.#since > cacheMs || this.#known.size > cacheMax) this.forget(nowMs);
    const missing = new Map(
      questions.map(([key, day]): [string, readonly [string, number]] => [`${key}|${day}`, [key, day]]),
    );
    // An answer of its own: while it is read, somebody else may have everything forgotten.
    const answer = new Map<string, number>();
    for (const question of missing.keys()) {
      const sum = this.#known.get(question);
      if (sum === undefined) continue;
      answer.set(question, sum);
      missing.delete(question);
    }
    if (missing.size === 0) return answer;
    const known = this.#known;
    for (const [key, day, n] of await this.#read([...missing.values()])) {
      answer.set(`${key}|${day}`, n);
      known.set(`${key}|${day}`, n);
    }
    return answer;
  }

  /** Forgets every sum: after history was imported or rebuilt. */
  forget(nowMs: number): void {
    this.#known = new Map();
    this.#since = nowMs;
  }

  async #read(
    missing: readonly (readonly [string, number])[],
  ): Promise<readonly [key: string, day: number, n: number][]> {
    const result = await this.#database.query<[string, number, number]>({
      name: 'day-sums',
      text: `
        select q.key, q.day, coalesce(sum(t.n), 0)::int8
        from unnest($1::text[], $2::int4[]) as q (key, day)
        left join tally_day t on t.key = q.key and t.day < q.day and t.day >= q.day - ${windowDays}
        group by q.key, q.day`,
      values: [missing.map(([key]) => key), missing.map(([, day]) => day)],
      rowMode: 'array',
    } as never);
    return result.rows;
  }
}
