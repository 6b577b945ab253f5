import { afterAll, expect, test } from 'vitest';
import { seededRandom } from '../../bench/harness.ts';
import { traffic } from '../../bench/traffic.ts';
import type { Fact } from '../../src/domain/fact.ts';
import type { Intake } from '../../src/store/append.ts';
import { factRows, numberFacts } from '../../src/store/append.ts';
import { appendEvents } from '../../src/store/append-events.ts';
import { Batcher } from '../../src/store/batcher.ts';
import { claimKeys, decideArrived } from '../../src/store/decide-claims.ts';
import type { Node } from '../../src/store/node.ts';
import { listQuarantine, quarantineRows } from '../../src/store/quarantine.ts';
import { digestProjections, rebuild } from '../../src/store/rebuild.ts';
import { replayQuarantined } from '../../src/store/replay.ts';
import { writeRows } from '../../src/store/write.ts';
import { claimLine, contentOf, decideAll, decisionsIn, importText, intake, line } from './fixtures/events.ts';
import { onEveryServer } from './fixtures/every-server.ts';

const factsIn = async (node: Node): Promise<number> =>
  (await node.database.query<{ n: number }>('select count(*) as n from event_log')).rows[0]!.n;

async function expectAsInLog(node: Node): Promise<void> {
  const before = await digestProjections(node.database);
  await rebuild(node.database, () => {});
  expect(await digestProjections(node.database)).toEqual(before);
}

onEveryServer(nodes => {
  afterAll(() => nodes.clear());

  test('[STORE-3] one source and id is one fact, also where two nodes append overlapping batches at once', async () => {
    const { node, another } = await nodes.fresh();
    const writers = [node, await another()];
    const lines = [...traffic(1_200)];
    const random = seededRandom(7);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const writer = writers[index % 2]!;
        const start = Math.floor(random() * (lines.length - 200));
        const batch = lines.slice(start, start + 200).sort(() => random() - 0.5);
        return appendEvents(
          writer,
          batch.map(text => intake(writer, text)),
        );
      }),
    );
    await Promise.all(
      writers.map(writer =>
        appendEvents(
          writer,
          lines.map(text => intake(writer, text)),
        ),
      ),
    );
    expect(await factsIn(node)).toBe(lines.length);
    for (const { accepted, duplicate } of answers) expect(accepted + duplicate).toBe(200);
    await expectAsInLog(node);
    const straight = await nodes.fresh();
    await appendEvents(
      straight.node,
      lines.map(text => intake(straight.node, text)),
    );
    expect(await contentOf(node.database)).toEqual(await contentOf(straight.database));
  });

  test('[STORE-3] an event twice in one batch is one fact, and the first content stands', async () => {
    const { node } = await nodes.fresh();
    const [first, second] = [
      claimLine(1, '2026-03-01T12:00:00Z'),
      claimLine(1, '2026-03-01T12:00:00Z', { amount: '1.00' }),
    ];
    const appended = await appendEvents(node, [intake(node, first), intake(node, second), intake(node, first)]);
    expect(appended).toMatchObject({ accepted: 1, duplicate: 2 });
    expect(await appendEvents(node, [intake(node, second)])).toMatchObject({ accepted: 0, duplicate: 1 });
    const { rows } = await node.database.query<{ body: string }>('select body from event_log');
    expect(rows.map(({ body }) => JSON.parse(body).data.amount)).toEqual(['49.90']);
  });

  test('[STORE-4] two hundred equal claims over two nodes give one decision and one answer', async () => {
    const { node, another } = await nodes.fresh();
    const deciders = [node, await another()];
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const decider = deciders[index % 2]!;
        // Every sender has an event of its own for the claim, but for every fourth, which sends the first one's again.
        const own = line(
          'claim.filed',
          `e-${index % 4 === 0 ? 0 : index}`,
          '2026-03-01T12:00:00Z',
          JSON.parse(claimLine(1, '')).data,
        );
        return (await decideArrived(decider, [intake(decider, own, 'now')], 'live'))[0]!;
      }),
    );
    expect(answers.filter(({ kind }) => kind === 'decided')).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'repeated')).toHaveLength(199);
    expect(
      new Set(answers.map(answer => JSON.stringify('decision' in answer ? sorted(answer.decision) : null))).size,
    ).toBe(1);
    expect(await decisionsIn(node.database)).toHaveLength(1);
    expect(await factsIn(node)).toBe(2);
    await expectAsInLog(node);
  });

  test('[STORE-5] another claim under an id that was decided is a conflict, answered with the first decision', async () => {
    const { node, another } = await nodes.fresh();
    const file = async (decider: Node, id: string, more: object) => {
      const text = line('claim.filed', id, '2026-03-01T12:00:00Z', { ...JSON.parse(claimLine(1, '')).data, ...more });
      return (await decideArrived(decider, [intake(decider, text, 'now')], 'live'))[0]!;
    };
    const first = await file(node, 'e-1', {});
    expect(first.kind).toBe('decided');
    const other = await file(await another(), 'e-2', { amount: '500.00' });
    expect(other).toMatchObject({ kind: 'conflict', decision: { amount: '49.90' } });
    expect(await file(node, 'e-3', {})).toMatchObject({ kind: 'repeated' });
    expect(await factsIn(node)).toBe(2);
  });

  test('[STORE-6] of two claims of one account, device or order at once, the later sees the earlier', async () => {
    const { node } = await nodes.fresh();
    const batcher = new Batcher<Intake, unknown>({
      work: claims => decideArrived(node, claims, 'live'),
      keysOf: claimKeys,
      sizeMax: 64,
      queueMax: 1_000,
    });
    const shared = [{ account_id: 'A' }, { device_id: 'd' }, { order_id: 'O' }];
    const now = new Date().toISOString();
    const claims = Array.from({ length: 30 }, (_, index) => claimLine(index, now, shared[index % 3]));
    await Promise.all(claims.map(text => batcher.submit(intake(node, text, 'now'))));
    const seen = (feature: string, of: number) => async () =>
      (await decisionsIn(node.database))
        .filter(({ record }) => Number(record.decision.claim_id.slice(2)) % 3 === of)
        // A record leaves out what is zero.
        .map(({ record }) => record.features[feature] ?? 0)
        .sort((a, b) => Number(a) - Number(b));
    const each = Array.from({ length: 10 }, (_, index) => index);
    expect(await seen('account.claims_30d', 0)()).toEqual(each);
    expect(await seen('sharing.device_claims_90d', 1)()).toEqual(each);
    expect(await seen('ledger.earlier_claims_on_order', 2)()).toEqual(each);
  });

  test('[STORE-7] facts and what is derived from them are committed together or not at all', async () => {
    const { node, database } = await nodes.fresh();
    await appendEvents(node, [intake(node, claimLine('first', '2026-03-01T12:00:00Z'))]);
    const before = [await contentOf(database), await factsIn(node)];
    const intakes = [claimLine('a', '2026-03-01T12:00:00Z'), claimLine('b', '2026-03-01T12:00:00Z')].map(text =>
      intake(node, text),
    );
    const whole = factRows(intakes, (await numberFacts(node.numbers, intakes)) as Fact[]);
    const faulty = [
      { ...whole, claimMarks: [['device:x', 'C-a', null, 1, 1, 'damaged', 1]] },
      { ...whole, accountMoves: [...whole.accountMoves!, ['A', null, 1, 1, 1]] },
      { ...whole, quarantine: [[null, 'file', 1, '', '', '', 'event']] },
    ];
    for (const rows of faulty) await expect(writeRows(database, rows)).rejects.toMatchObject({ code: '23502' });
    expect([await contentOf(database), await factsIn(node)]).toEqual(before);
    await writeRows(database, whole);
    expect(await factsIn(node)).toBe(3);
  });

  test('[STORE-8] a rebuild after imports, live decisions and replays gives the same; stopped, it changes nothing', async () => {
    const { node, database } = await nodes.fresh();
    const lines = [...traffic(6_000)];
    await importText(node, `${lines.join('\n')}\n`, 'traffic');
    await decideAll(node);
    const claims = ['x', 'y', 'z'].map(id =>
      intake(node, claimLine(id, '2026-03-01T12:00:00Z', { account_id: 'A-1' }), 'now'),
    );
    for (const claim of claims) await decideArrived(node, [claim], 'live');
    // The same claim once more, as an import would bring it, and another under its id.
    await importText(
      node,
      `${claimLine('x', '2026-03-01T12:00:00Z')}\n${line('claim.filed', 'again', '2026-03-01T12:00:00Z', JSON.parse(claimLine('y', '')).data)}\n`,
      'late',
    );
    await writeRows(database, {
      quarantine: quarantineRows([
        { origin: 'f', line: 1, field: '', reason: 'was torn', text: '{', arrival: 'event' },
      ]),
    });
    const [entry] = await listQuarantine(database, { limit: 1 });
    expect(await replayQuarantined(node, entry!, claimLine('mended', '2026-03-01T12:00:00Z'), 'someone')).toMatchObject(
      { ok: true },
    );
    await expectAsInLog(node);

    const before = await digestProjections(database);
    await database.query('insert into stream_links values ($1, $1)', ['order:by-hand']);
    const byHand = await digestProjections(database);
    const stop = rebuild(database, () => {
      throw new Error('stopped');
    });
    await expect(stop).rejects.toThrow('stopped');
    expect(await digestProjections(database)).toEqual(byHand);
    await rebuild(database, () => {});
    expect(await digestProjections(database)).toEqual(before);
  });

  test('[STORE-9] what is appended and decided while a rebuild is under way is neither lost nor doubled', async () => {
    const { node, another, database } = await nodes.fresh();
    const lines = [...traffic(9_000)];
    await importText(node, `${lines.slice(0, 6_000).join('\n')}\n`, 'before');
    const writer = await another();
    const during: Promise<unknown>[] = [];
    let pages = 0;
    await rebuild(database, () => {
      pages++;
      const batch = lines.slice(6_000 + 1_000 * (pages - 1), 6_000 + 1_000 * pages);
      during.push(
        appendEvents(
          writer,
          batch.map(text => intake(writer, text)),
        ),
      );
      during.push(
        decideArrived(writer, [intake(writer, claimLine(`during-${pages}`, '2026-03-01T12:00:00Z'), 'now')], 'live'),
      );
    });
    expect(pages).toBeGreaterThan(1);
    await Promise.all(during);
    await appendEvents(
      node,
      lines.map(text => intake(node, text)),
    );
    expect(await factsIn(node)).toBe(lines.length + 2 * pages);
    await expectAsInLog(node);
  });
});

function sorted(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part) =>
      part !== null && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort())
        : part,
    ),
  );
}
