import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../bench/harness.ts';
import { traffic } from '../../bench/traffic.ts';
import { dayOf, dayUs } from '../../src/domain/time.ts';
import { appendEvents } from '../../src/store/append-events.ts';
import { type ColumnType, type ColumnValue, encodeColumn } from '../../src/store/arrays.ts';
import { Batcher, QueueFull } from '../../src/store/batcher.ts';
import { decideArrived } from '../../src/store/decide-claims.ts';
import { digestProjections } from '../../src/store/rebuild.ts';
import { tidy } from '../../src/store/upkeep.ts';
import { claimLine, decideAll, intake } from './fixtures/events.ts';
import { onEveryServer } from './fixtures/every-server.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter(each => !each.includes('\0'));
const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(each => Buffer.from(each).toString('hex'));

/** Values of every type of column, and how PostgreSQL writes them so that they can be compared. */
const columns: {
  readonly [Type in ColumnType]: { readonly value: fc.Arbitrary<ColumnValue>; readonly shown: string };
} = {
  int4: { value: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), shown: 'x' },
  int8: {
    value: fc.oneof(
      fc.maxSafeInteger(),
      fc.constantFrom(-1, 0, 2 ** 32, -(2 ** 32), 2 ** 32 - 1, Number.MIN_SAFE_INTEGER),
    ),
    shown: 'x',
  },
  float8: { value: fc.double({ noNaN: true, noDefaultInfinity: true }).map(each => each + 0), shown: 'x' },
  text: { value: fc.oneof(text, fc.constantFrom('', 'é', '😀', '\\N', '{"a":1}', ' NULL ', "';--")), shown: 'x' },
  uuid: { value: hex(16), shown: "replace(x::text, '-', '')" },
  bytea: { value: fc.oneof(hex(0), hex(1), hex(33)), shown: "encode(x, 'hex')" },
};

onEveryServer((nodes, kind) => {
  afterAll(() => nodes.clear());

  test.each(Object.keys(columns) as ColumnType[])(
    '[STORE-18] a column of %s comes back from PostgreSQL as it went',
    async type => {
      const { database } = await nodes.fresh();
      const { value, shown } = columns[type];
      await fc.assert(
        fc.asyncProperty(fc.array(fc.option(value, { freq: 5 }), { size: 'medium' }), async values => {
          const { rows } = await database.query<{ x: ColumnValue }>({
            text: `select ${shown} as x from unnest($1::${type}[]) with ordinality as u (x, i) order by i`,
            values: [encodeColumn(type, values)],
          });
          // PostgreSQL keeps minus zero in float8, and it is equal to zero.
          expect(rows.map(({ x }) => x)).toEqual(values);
        }),
        { numRuns: kind === 'embedded' ? 60 : 30, examples: [[[]], [[null]]] },
      );
    },
  );

  test('[STORE-19] the leaf hash of every fact is SHA-256 over 0x00 and the canonical JSON of body, known_us and salt', async () => {
    const { node, database } = await nodes.fresh();
    await appendEvents(
      node,
      [...traffic(200)].map(each => intake(node, each)),
    );
    await decideArrived(node, [intake(node, claimLine('ü "\u{1f600}"', '2026-03-01T12:00:00Z'), 'now')], 'live');
    const { rows } = await database.query<{ body: string; known: number; salt: Buffer; leaf: Buffer }>(
      'select body, known_us as known, salt, leaf from event_log',
    );
    expect(rows).toHaveLength(202);
    for (const { body, known, salt, leaf } of rows) {
      expect(salt).toHaveLength(16);
      const leafed = canonical({ salt: salt.toString('hex'), known_us: known, body: JSON.parse(body) });
      expect(body).toBe(canonical(JSON.parse(body)));
      expect(
        createHash('sha256')
          .update(Buffer.concat([Buffer.from([0]), Buffer.from(leafed)]))
          .digest('hex'),
      ).toBe(leaf.toString('hex'));
    }
    expect(new Set(rows.map(({ salt }) => salt.toString('hex'))).size).toBe(rows.length);
  });

  test('[STORE-20] tidying joins counts and changes no sum, also while others append', async () => {
    const { node, database } = await nodes.fresh();
    const lines = [...traffic(15_000)].slice(-3_000);
    const append = (from: number, to: number) =>
      Promise.all(
        Array.from({ length: (to - from) / 100 }, (_, part) =>
          appendEvents(
            node,
            lines.slice(from + part * 100, from + part * 100 + 100).map(each => intake(node, each)),
          ),
        ),
      );
    await append(0, 2_000);
    const rowsIn = async (table: string) =>
      (await database.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]!.n;
    const [before, days, hours] = [
      await digestProjections(database),
      await rowsIn('tally_day'),
      await rowsIn('tally_hour'),
    ];
    await tidy(database);
    expect(await digestProjections(database)).toEqual(before);
    expect(await rowsIn('tally_day')).toBeLessThan(days);
    expect(await rowsIn('tally_hour')).toBeLessThan(hours);
    await Promise.all([append(2_000, 3_000), tidy(database), tidy(database)]);
    const straight = await nodes.fresh();
    await appendEvents(
      straight.node,
      lines.map(each => intake(straight.node, each)),
    );
    const sums = async (of: typeof database) => {
      const { tally_day, tally_hour } = await digestProjections(of);
      return [tally_day, tally_hour];
    };
    expect(await sums(database)).toEqual(await sums(straight.database));
  });

  test('[STORE-21] a sum of daily counts holds the 365 whole days before the day, and nothing of the day itself', async () => {
    const { node, database } = await nodes.fresh();
    const day = 20_500;
    await database.query('insert into tally_day select $1, d, 1 from generate_series($2::int, $3::int) as d', [
      'key',
      day - 800,
      day + 5,
    ]);
    const asked = [
      ['key', day],
      ['key', day + 1],
      ['other', day],
    ] as const;
    const sums = await node.tallies.sums(asked, 0);
    expect([...sums].sort()).toEqual([
      [`key|${day}`, 365],
      [`key|${day + 1}`, 365],
      [`other|${day}`, 0],
    ]);
  });

  test('[STORE-21] a claim on the day of others is judged by the counts before that day, in whatever order they came', async () => {
    const { node, database } = await nodes.fresh();
    const order = (id: number, time: string) =>
      JSON.stringify({
        specversion: '1.0',
        id: `o-${id}`,
        source: '/shop',
        type: 'order.placed',
        time,
        data: {
          order_id: `O-${id}`,
          account_id: `A-${id}`,
          marketplace: 'GB',
          currency: 'GBP',
          total: '49.90',
          lines: [{ line_id: '1', sku: 'S', quantity: 1, unit_price: '49.90' }],
          ship_to: { line1: '1 Elm Street', postcode: 'LS1 1AA', country: 'GB' },
        },
      });
    const ids = [1, 2, 3, 4];
    const claims = ids.map(id => claimLine(id, `2026-03-0${id < 4 ? 2 : 3}T1${id}:00:00Z`));
    await appendEvents(
      node,
      [...ids.map(id => order(id, '2026-03-01T12:00:00Z')), ...claims].map(each => intake(node, each)),
    );
    await decideAll(node);
    const { rows } = await database.query<{ known: number; tallies: string[]; ratio: number }>(
      `select (body::jsonb #>> '{data,features,delivery.area_loss_rate}')::float8 as ratio from event_log where type = 'decision.made' order by stream`,
    );
    const rates = rows.map(({ ratio }) => ratio);
    // The three of one day do not see each other; the one of the next day sees all three.
    expect(new Set(rates.slice(0, 3)).size).toBe(1);
    expect(rates[3]).toBeGreaterThan(rates[0]!);
    const counted = await database.query<{ day: number; n: number }>(
      "select day, sum(n)::int as n from tally_day where key = 'losses:area:GB LS11' group by 1 order by 1",
    );
    const first = dayOf(Date.UTC(2026, 2, 2) * 1000);
    expect(counted.rows).toEqual([
      { day: first, n: 3 },
      { day: first + 1, n: 1 },
    ]);
    expect(dayUs).toBe(86_400_000_000);
  });

  test('[STORE-22] sums are right also while somebody has everything forgotten', async () => {
    const { node, database } = await nodes.fresh();
    await database.query(
      "insert into tally_day select 'k' || k, d, k from generate_series(1, 20) as k, generate_series(1, 30) as d",
    );
    const random = seededRandom(3);
    await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        const k = 1 + Math.floor(random() * 20);
        await new Promise(resolve => setTimeout(resolve, random() * 20));
        if (index % 3 === 0) node.tallies.forget(Date.now());
        const sums = await node.tallies.sums(
          [
            [`k${k}`, 31],
            [`k${k}`, 11],
          ],
          Date.now(),
        );
        expect([sums.get(`k${k}|31`), sums.get(`k${k}|11`)]).toEqual([30 * k, 10 * k]);
      }),
    );
  });

  test('[STORE-23] numbers of facts are given out once, and rise within each taking', async () => {
    const { node, another } = await nodes.fresh();
    const other = await another();
    const takings = await Promise.all(
      Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? node : other).numbers.take(index * 37)),
    );
    for (const numbers of takings) expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    const all = takings.flat();
    expect(new Set(all).size).toBe(all.length);
    expect(takings.map(numbers => numbers.length)).toEqual(takings.map((_, index) => index * 37));
  });
});

/** RFC 8785 for what these bodies hold, in the plainest way. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map(name => `${JSON.stringify(name)}:${canonical((value as Record<string, unknown>)[name])}`).join(',')}}`;
}

describe('[STORE-24] the batcher', () => {
  interface Item {
    readonly id: number;
    readonly keys: readonly string[];
  }
  /** A batcher whose work waits until it is let go. */
  function held(options: { sizeMax?: number; queueMax?: number } = {}) {
    const batches: number[][] = [];
    const gates: { open: () => void; fail: (error: Error) => void }[] = [];
    const batcher = new Batcher<Item, string>({
      work: async items => {
        batches.push(items.map(({ id }) => id));
        await new Promise<void>((open, fail) => gates.push({ open, fail }));
        return items.map(({ id }) => `answer ${id}`);
      },
      keysOf: ({ keys }) => keys,
      sizeMax: 10,
      queueMax: 100,
      ...options,
    });
    const turn = async () => {
      for (let round = 0; round < 3; round++) await new Promise(resolve => setImmediate(resolve));
    };
    return { batcher, batches, gates, turn };
  }
  const item = (id: number, ...keys: string[]): Item => ({ id, keys });

  test('a request alone waits for nobody, and those that come meanwhile are the next batch', async () => {
    const { batcher, batches, gates, turn } = held();
    const first = batcher.submit(item(1));
    await turn();
    expect(batches).toEqual([[1]]);
    const rest = [2, 3, 4].map(id => batcher.submit(item(id)));
    await turn();
    expect(batches).toEqual([[1]]);
    expect(batcher.waiting).toBe(3);
    gates[0]!.open();
    expect(await first).toBe('answer 1');
    await turn();
    expect(batches).toEqual([[1], [2, 3, 4]]);
    gates[1]!.open();
    expect(await Promise.all(rest)).toEqual(['answer 2', 'answer 3', 'answer 4']);
    expect(batcher.waiting).toBe(0);
  });

  test('a batch has at most its size, and two items that share a key never share a batch nor change places', async () => {
    const { batcher, batches, gates, turn } = held({ sizeMax: 3 });
    const answers = [item(1, 'a'), item(2, 'a', 'b'), item(3, 'b'), item(4), item(5), item(6)].map(each =>
      batcher.submit(each),
    );
    for (let batch = 0; batch < 3; batch++) {
      await turn();
      gates[batch]!.open();
    }
    await Promise.all(answers);
    expect(batches).toEqual([[1, 4, 5], [2, 6], [3]]);
  });

  test('beyond its bound the queue refuses, and takes again once there is room', async () => {
    const { batcher, gates, turn } = held({ queueMax: 2 });
    const first = batcher.submit(item(1));
    await turn();
    const waiting = [batcher.submit(item(2)), batcher.submit(item(3))];
    await expect(batcher.submit(item(4))).rejects.toBeInstanceOf(QueueFull);
    gates[0]!.open();
    await first;
    await turn();
    const later = batcher.submit(item(5));
    gates[1]!.open();
    await Promise.all(waiting);
    await turn();
    gates[2]!.open();
    expect(await later).toBe('answer 5');
  });

  test('an error reaches all of its batch and none of the next', async () => {
    const { batcher, gates, turn } = held();
    const both = Promise.allSettled([batcher.submit(item(1)), batcher.submit(item(2))]);
    await turn();
    const next = batcher.submit(item(3));
    gates[0]!.fail(new Error('the database is away'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await turn();
    gates[1]!.open();
    expect(await next).toBe('answer 3');
  });

  test('it is drained once nothing waits and nothing is under way', async () => {
    const { batcher, gates, turn } = held({ sizeMax: 1 });
    await batcher.drained();
    const answers = [batcher.submit(item(1)), batcher.submit(item(2))];
    let drained = false;
    const end = batcher.drained().then(() => {
      drained = true;
    });
    for (const index of [0, 1]) {
      await turn();
      expect(drained).toBe(false);
      gates[index]!.open();
    }
    await Promise.all(answers);
    await end;
    expect(drained).toBe(true);
  });
});
