import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../bench/harness.ts';
import { makeShop } from '../../examples/corner-shop/make.ts';
import { appendEvents } from '../../src/store/append-events.ts';
import { readLedgers } from '../../src/store/ledger.ts';
import type { Node } from '../../src/store/node.ts';
import { digestProjections, rebuild } from '../../src/store/rebuild.ts';
import {
  claimFields,
  claimLine,
  contentOf,
  decideAll,
  decisionsIn,
  importText,
  intake,
  line,
  wipe,
  withoutFacts,
} from './fixtures/events.ts';
import { onEveryServer } from './fixtures/every-server.ts';
import { happenings, tell } from './fixtures/random-shop.ts';

/** Later than everything in the logs here. */
const lastly = Date.UTC(2027, 0, 1) * 1000;

/** All that is derived from a log once its claims are decided. */
async function outcomeOf(node: Node) {
  const waiting = await contentOf(node.database);
  await decideAll(node);
  const { rows } = await node.database.query<{ id: string }>(
    "select distinct substr(stream, 7) as id from event_log where stream like 'order:%' order by 1",
  );
  const ledgers = await readLedgers(
    node,
    rows.map(row => row.id),
    lastly,
  );
  return {
    waiting,
    content: await contentOf(node.database),
    ledgers: ledgers.map(withoutFactsOfLedger),
    decisions: (await decisionsIn(node.database)).map(({ record }) => withoutFacts(record)),
  };
}

function withoutFactsOfLedger(ledger: object | null): unknown {
  return JSON.parse(JSON.stringify(ledger, (key, value) => (key === 'facts' || key === 'seq' ? undefined : value)));
}

/** The list in another order, with some of it twice. */
function disorder<Item>(list: readonly Item[], random: () => number): Item[] {
  const mixed = list.flatMap(item => (random() < 0.2 ? [item, item] : [item]));
  for (let index = mixed.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [mixed[index], mixed[other]] = [mixed[other]!, mixed[index]!];
  }
  return mixed;
}

/** The lines by both ways in, in stretches of random lengths. */
async function takeIn(node: Node, lines: readonly string[], random: () => number, longest: number): Promise<void> {
  let start = 0;
  for (let part = 0; start < lines.length; part++) {
    const stretch = lines.slice(start, start + 1 + Math.floor(random() * longest));
    start += stretch.length;
    if (random() < 0.5) await importText(node, `${stretch.join('\n')}\n`, `part-${part}`);
    else
      await appendEvents(
        node,
        stretch.map(text => intake(node, text)),
      );
  }
}

onEveryServer((nodes, kind) => {
  afterAll(() => nodes.clear());
  let shop: string[];
  beforeAll(() => {
    shop = makeShop().events.trimEnd().split('\n');
  });

  test('[STORE-1] the corner shop in any order, with repetitions and in any stretches, gives the same state, ledgers and decisions', async () => {
    const straight = await nodes.fresh();
    await importText(straight.node, `${shop.join('\n')}\n`, 'straight');
    const expected = await outcomeOf(straight.node);
    expect(expected.decisions.length).toBeGreaterThan(80);
    const seeds = kind === 'embedded' ? [1] : [2];
    for (const seed of seeds) {
      const random = seededRandom(seed);
      const { node } = await nodes.fresh();
      await takeIn(node, disorder(shop, random), random, 900);
      expect(await outcomeOf(node), `seed ${seed}`).toEqual(expected);
    }
  });

  test('[STORE-1] a small random log in any order, with repetitions and in any stretches, gives the same', async () => {
    const [straight, mixed] = [await nodes.fresh(), await nodes.fresh()];
    await fc.assert(
      fc.asyncProperty(happenings(60), fc.integer({ min: 1 }), async (list, seed) => {
        const lines = tell(list).map(({ text }) => text);
        const random = seededRandom(seed);
        await Promise.all([wipe(straight.node), wipe(mixed.node)]);
        await importText(straight.node, `${lines.join('\n')}\n`, 'straight');
        await takeIn(mixed.node, disorder(lines, random), random, 20);
        const [expected, given] = [await outcomeOf(straight.node), await outcomeOf(mixed.node)];
        expect(given).toEqual(expected);
      }),
      { numRuns: kind === 'embedded' ? 12 : 6 },
    );
  });

  test('[STORE-1] of one claim reported twice the report known first counts, in one batch, in two, and in either order', async () => {
    const origin = { device_id: 'd-1' };
    const reports = [
      claimLine(1, '2026-03-02T12:00:00Z', { ...origin, reason: 'damaged' }),
      line(
        'claim.filed',
        'again',
        '2026-03-05T12:00:00Z',
        claimFields(1, { ...origin, account_id: 'A-9', reason: 'wrong_item' }),
      ),
    ];
    const { node } = await nodes.fresh();
    const outcomes: unknown[] = [];
    for (const [first, second] of [reports, reports.toReversed()]) {
      for (const batches of [[[first!, second!]], [[first!], [second!]]]) {
        await wipe(node);
        for (const batch of batches)
          await appendEvents(
            node,
            batch.map(text => intake(node, text)),
          );
        outcomes.push(await outcomeOf(node));
      }
    }
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect((await decisionsIn(node.database))[0]!.record.decision).toMatchObject({
      account_id: 'A-1',
      known_until: '2026-03-02T12:00:00Z',
    });
  });

  test('[STORE-2] projections made again from the log are equal, to the number of each fact', async () => {
    const { node, database } = await nodes.fresh();
    await takeIn(node, disorder(shop, seededRandom(4)), seededRandom(4), 2_000);
    const waiting = await digestProjections(database);
    await rebuild(database, () => {});
    expect(await digestProjections(database)).toEqual(waiting);
    await decideAll(node);
    const decided = await digestProjections(database);
    await rebuild(database, () => {});
    expect(await digestProjections(database)).toEqual(decided);
  });
});
