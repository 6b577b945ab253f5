import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { traffic, writeTraffic } from '../../bench/traffic.ts';
import { importEvents } from '../../src/store/import-events.ts';
import { beginImport, fingerprintFile, type ImportProgress } from '../../src/store/import-progress.ts';
import type { Node } from '../../src/store/node.ts';
import { closeQuarantined, countQuarantine, findQuarantined, listQuarantine } from '../../src/store/quarantine.ts';
import { replayQuarantined } from '../../src/store/replay.ts';
import type { ImportStep } from '../../src/store/take-in.ts';
import { claimLine, contentOf, line } from './fixtures/events.ts';
import { onEveryServer } from './fixtures/every-server.ts';

const when = '2026-03-01T12:00:00Z';

async function importFile(
  node: Node,
  file: string,
  options: { stopAfter?: number; start?: ImportProgress } = {},
): Promise<ImportStep[]> {
  const progress =
    options.start ?? (await beginImport(node.database, await fingerprintFile(file), path.basename(file)));
  const stop = new AbortController();
  const steps: ImportStep[] = [];
  for await (const step of importEvents(node, progress, {
    from: file,
    origin: path.basename(file),
    arrival: 'event',
    signal: stop.signal,
  })) {
    steps.push(step);
    if (steps.length === options.stopAfter) stop.abort();
  }
  return steps;
}

const factsIn = async (node: Node): Promise<number> =>
  (await node.database.query<{ n: number }>('select count(*) as n from event_log')).rows[0]!.n;

onEveryServer((nodes, kind) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rf-import-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await nodes.clear();
  });
  const written = (name: string, text: string | Buffer): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  test('[STORE-10] the progress of an import is saved with each batch, and the import goes on from there, plain or gzip', async () => {
    // 7,000 events with a bad line and a repeated one in every thousand, and empty lines between.
    const lines = [...traffic(7_000)].flatMap((text, index) =>
      index % 1_000 === 500 ? [text, `{"torn ${index}`, '', text] : [text],
    );
    const text = `${lines.join('\n')}\n`;
    const contents: unknown[] = [];
    for (const file of [written('a.ndjson', text), written('a.ndjson.gz', gzipSync(text))]) {
      const { node, another, database } = await nodes.fresh();
      const stopped = (await importFile(node, file, { stopAfter: 1 })).at(-1)!;
      expect(stopped.finished).toBe(false);
      const saved = await beginImport(database, await fingerprintFile(file), 'again');
      expect(saved).toMatchObject({
        offsetBytes: stopped.offsetBytes,
        lineNo: stopped.lineNo,
        accepted: stopped.accepted,
        finished: false,
      });
      expect(await factsIn(node)).toBe(saved.accepted);
      expect(saved.accepted).toBeLessThan(7_000);

      const resumed = await importFile(await another(), file);
      expect(resumed[0]!.accepted).toBeGreaterThan(saved.accepted);
      expect(resumed.at(-1)).toMatchObject({
        accepted: 7_000,
        duplicate: 7,
        quarantined: 7,
        finished: true,
        lineNo: lines.length,
      });
      expect(await factsIn(node)).toBe(7_000);
      const entries = await listQuarantine(database, { limit: 100 });
      expect(entries.map(entry => [entry.line, entry.text])).toEqual(
        [...lines.entries()].filter(([, each]) => each.startsWith('{"torn')).map(([index, each]) => [index + 1, each]),
      );
      // From its start once more: nothing new, and the same lines are the same entries.
      const start = { ...saved, offsetBytes: 0, lineNo: 0, accepted: 0, duplicate: 0, quarantined: 0, masked: 0 };
      expect((await importFile(node, file, { start })).at(-1)).toMatchObject({
        accepted: 0,
        duplicate: 7_007,
        quarantined: 7,
      });
      expect(await listQuarantine(database, { limit: 100 })).toEqual(entries);
      contents.push(await contentOf(database));
    }
    expect(contents[1]).toEqual(contents[0]);
  });

  test('[STORE-10] two nodes that import one file at once count each event once between them', async () => {
    const { node, another } = await nodes.fresh();
    const file = written('both.ndjson', `${[...traffic(5_000)].join('\n')}\n`);
    const ends = await Promise.all(
      [node, await another()].map(async (each, index) => {
        const progress = await beginImport(each.database, `run-${index}`, 'both');
        return (await importFile(each, file, { start: progress })).at(-1)!;
      }),
    );
    expect(ends[0]!.accepted + ends[1]!.accepted).toBe(5_000);
    for (const { accepted, duplicate } of ends) expect(accepted + duplicate).toBe(5_000);
    expect(await factsIn(node)).toBe(5_000);
  });

  test('[STORE-11] a source that breaks off is imported up to there, says so and is not finished', async () => {
    const { node } = await nodes.fresh();
    const packed = gzipSync(`${[...traffic(3_000)].join('\n')}\n`);
    const last = (await importFile(node, written('cut.ndjson.gz', packed.subarray(0, packed.length - 2_000)))).at(-1)!;
    expect(last.fault).not.toBeNull();
    expect(last.finished).toBe(false);
    expect(await factsIn(node)).toBe(last.accepted);
    expect(last.accepted).toBeGreaterThan(1_000);
  });

  test('[STORE-12] an event that the database cannot keep goes to quarantine and keeps out no other', async () => {
    const { node, database } = await nodes.fresh();
    // No event that keeps the contract is known to be too much for the schema, so the schema is made to take less.
    await database.query("alter table account_moves add check (ref <> 'C-unfit')");
    const lines = [...traffic(300)];
    lines.splice(120, 0, claimLine('unfit', when));
    const last = (await importFile(node, written('unfit.ndjson', `${lines.join('\n')}\n`))).at(-1)!;
    expect(last).toMatchObject({ accepted: 300, duplicate: 0, quarantined: 1, finished: true });
    expect(await factsIn(node)).toBe(300);
    const [entry] = await listQuarantine(database, { limit: 10 });
    expect(entry).toMatchObject({
      origin: 'unfit.ndjson',
      line: 121,
      reason: 'cannot be kept by the database (SQLSTATE 23514)',
    });
    expect(await replayQuarantined(node, entry!, null, 'someone')).toMatchObject({ ok: false });
    expect(await findQuarantined(database, entry!.id)).toMatchObject({ state: 'open' });
  });

  describe('[STORE-13] what was refused is kept until a person mends or drops it', () => {
    test('mended, it is in the log once, and the entry says who did it', async () => {
      const { node, database } = await nodes.fresh();
      const bad = claimLine(1, when, { amount: 'many' });
      await importFile(node, written('bad.ndjson', `${bad}\n{"torn\n${bad}\n`));
      const open = await listQuarantine(database, { limit: 10 });
      expect(open.map(entry => [entry.line, entry.field])).toEqual([
        [1, 'data.amount'],
        [2, ''],
        [3, 'data.amount'],
      ]);
      expect(JSON.parse(open[0]!.text)).toEqual(JSON.parse(bad));
      expect(await countQuarantine(database)).toMatchObject([
        { field: 'data.amount', n: 2 },
        { field: '', n: 1 },
      ]);
      expect(await listQuarantine(database, { after: open[0]!.id, limit: 1 })).toEqual([open[1]]);

      expect(await replayQuarantined(node, open[0]!, null, 'ann')).toMatchObject({ ok: false, field: 'data.amount' });
      expect(await factsIn(node)).toBe(0);
      expect(await replayQuarantined(node, open[0]!, claimLine(1, when), 'ann')).toEqual({
        ok: true,
        duplicate: false,
      });
      expect(await replayQuarantined(node, open[2]!, claimLine(1, when), 'ann')).toEqual({ ok: true, duplicate: true });
      expect(await factsIn(node)).toBe(1);
      expect(await findQuarantined(database, open[0]!.id)).toMatchObject({
        state: 'mended',
        closedBy: 'ann',
        text: open[0]!.text,
      });

      expect(await closeQuarantined(database, open[1]!.id, 'dropped', 'bob', 'is no event')).toBe(true);
      expect(await closeQuarantined(database, open[1]!.id, 'mended', 'eve')).toBe(false);
      expect(await findQuarantined(database, open[1]!.id)).toMatchObject({
        state: 'dropped',
        closedBy: 'bob',
        closedBecause: 'is no event',
        text: '{"torn',
      });
      expect(await listQuarantine(database, { limit: 10 })).toEqual([]);
      expect(await findQuarantined(database, 999)).toBeNull();
    });

    test('a replayed event is known from when it would have been', async () => {
      const { node, database } = await nodes.fresh();
      await importFile(node, written('when.ndjson', '{"torn\n'));
      const [entry] = await listQuarantine(database, { limit: 1 });
      await replayQuarantined(node, entry!, claimLine(1, when), 'ann');
      const { rows } = await database.query<{ known_us: number }>('select known_us from event_log');
      expect(rows).toEqual([{ known_us: Date.parse(when) * 1000 }]);
    });
  });

  test('[STORE-14] an event from outside under a reserved source is refused, and mending cannot bring it in', async () => {
    const { node, database } = await nodes.fresh();
    const posed = ['urn:ringfence:decisions', 'URN:Ringfence:api:k', 'urn:ringfence'].map((source, index) =>
      line('claim.filed', `p-${index}`, when, JSON.parse(claimLine(index, when)).data, { source }),
    );
    const last = (await importFile(node, written('posed.ndjson', `${posed.join('\n')}\n`))).at(-1)!;
    expect(last).toMatchObject({ accepted: 0, quarantined: 3 });
    const entries = await listQuarantine(database, { limit: 10 });
    expect(entries.map(entry => entry.field)).toEqual(['source', 'source', 'source']);
    expect(await replayQuarantined(node, entries[0]!, null, 'eve')).toMatchObject({ ok: false, field: 'source' });
    expect(await factsIn(node)).toBe(0);
  });

  // The server makes no difference to the memory of the node, and a second time would cost as long again.
  test.runIf(kind === 'embedded')('[STORE-15] the memory of an import does not grow with the file', async () => {
    const { node, database } = await nodes.fresh();
    const file = path.join(folder, 'long.ndjson');
    const events = 100_000;
    await writeTraffic(file, events);
    const started = performance.now();
    const progress = await beginImport(database, 'long', 'long');
    const heap: number[] = [];
    let last: ImportStep | undefined;
    for await (last of importEvents(node, progress, { from: file, origin: 'long', arrival: 'event' }))
      heap.push(process.memoryUsage().heapUsed / 1e6);
    expect(last).toMatchObject({ accepted: events, finished: true });
    const seconds = (performance.now() - started) / 1000;
    // The garbage collector takes its time, so the least heap of each half is compared: what is really held.
    const half = heap.length >> 1;
    const [early, late] = [Math.min(...heap.slice(5, half)), Math.min(...heap.slice(half))];
    expect(late - early, `MB: ${heap.map(Math.round).join(' ')}`).toBeLessThan(60);
    expect(Math.max(...heap)).toBeLessThan(600);
    expect(seconds).toBeLessThan(60);
    expect(readFileSync(file).length / 1e6).toBeGreaterThan(25);
  });
});
