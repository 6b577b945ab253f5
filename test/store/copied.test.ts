import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { traffic } from '../../bench/traffic.ts';
import { isAway } from '../../src/store/away.ts';
import { encodeBatch, writeBatch } from '../../src/store/copied.ts';
import { inTransaction } from '../../src/store/database.ts';
import { importEvents } from '../../src/store/import-events.ts';
import { beginImport } from '../../src/store/import-progress.ts';
import type { ColumnValue } from '../../src/store/wire.ts';
import { onEveryServer } from './fixtures/every-server.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }).filter(each => !each.includes('\0')),
  fc.constantFrom('', '\\N', '\\.', 'é', '😀', 'x'.repeat(5_000)),
);
const whole = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(-1, 0, 2 ** 32, -(2 ** 32), Number.MIN_SAFE_INTEGER));
const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(each => Buffer.from(each).toString('hex'));

onEveryServer((nodes, kind) => {
  afterAll(() => nodes.clear());

  test('[STORE-18] rows that COPY takes come back from PostgreSQL as they went', async () => {
    const { database } = await nodes.fresh();
    const row = fc.tuple(text, text, whole, whole, fc.option(text), fc.option(text), fc.option(whole), fc.option(text));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 100, maxLength: 130 }), async given => {
        const accountMoves = given.map(([account, move, at, known, ref, order, amount, detail], seq): ColumnValue[] => [
          ...[account, move, at, known, seq, ref, order, amount, null, detail],
        ]);
        const batch = encodeBatch({ accountMoves });
        expect(batch.copies).toHaveLength(1);
        expect(batch.tables).toHaveLength(0);
        await inTransaction(database, client => writeBatch(client, batch));
        const { rows } = await database.query({ text: 'select * from account_moves order by seq', rowMode: 'array' });
        expect(rows).toEqual(accountMoves);
        await database.query('truncate account_moves');
      }),
      { numRuns: kind === 'embedded' ? 15 : 5 },
    );
  });

  test('[STORE-18] keys and hashes that COPY takes come back as they went', async () => {
    const { database } = await nodes.fresh();
    const salts = fc.sample(fc.tuple(hex(16), hex(16), hex(32)), { numRuns: 200, seed: 1 });
    const eventLog = salts.map(([key, salt, leaf], seq): ColumnValue[] => [
      ...[seq, key, 'order:1', 'x', 1, 2, '{}', salt, leaf],
    ]);
    await inTransaction(database, client => writeBatch(client, encodeBatch({ eventLog })));
    const { rows } = await database.query({
      text: `select replace(key::text, '-', ''), encode(salt, 'hex'), encode(leaf, 'hex') from event_log order by seq`,
      rowMode: 'array',
    });
    expect(rows).toEqual(salts);
  });

  test('[STORE-7] what COPY wrote is gone where the rest of the batch fails', async () => {
    const { database } = await nodes.fresh();
    const accountMoves = Array.from({ length: 200 }, (_, seq): ColumnValue[] => [
      ...['A-1', 'order', 1, 1, seq, null, null, null, null, null],
    ]);
    const decisions: ColumnValue[][] = [['C-1', 'A-1', 'O-1', 'no mode', 'pay', 0, 0, 'GBP', 0, '00', 'p', '', 1, 1]];
    await expect(
      inTransaction(database, client => writeBatch(client, encodeBatch({ accountMoves, decisions }))),
    ).rejects.toMatchObject({ code: '23514' });
    const { rows } = await database.query('select count(*) as n from account_moves');
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('[STORE-10] an import ends where its saved progress is not what it saved last, as after a crash that lost it', async () => {
    const { node, database } = await nodes.fresh();
    const folder = mkdtempSync(path.join(tmpdir(), 'rf-lost-'));
    const file = path.join(folder, 'events.ndjson');
    writeFileSync(file, `${[...traffic(12_000)].join('\n')}\n`);
    const progress = await beginImport(database, 'lost', 'lost');
    const steps = importEvents(node, progress, { from: file, origin: 'lost', arrival: 'event' });
    await steps.next();
    await database.query('update imports set offset_bytes = 0, line_no = 0');
    await expect(
      (async () => {
        for await (const _ of steps);
      })(),
    ).rejects.toSatisfy(isAway);
    rmSync(folder, { recursive: true });
  });
});
