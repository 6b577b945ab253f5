import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { claimOf } from '../../bench/traffic.ts';
import { endRunning } from '../cli/ringfence.ts';
import { workplace } from '../store/fixtures/embedded.ts';
import { faultsOfLog, killHard, lookInto, postmasterOf, soundLog } from './damage.ts';
import { sendClaim, startServerProcess, statusOf } from './server.ts';

const work = workplace();
afterEach(async () => {
  await endRunning();
  await work.clear();
}, 30_000);
afterAll(() => work.clearAll());

const rounds = 3;
const backLimitMs = 30_000;

test.skipIf(process.platform === 'win32')(
  '[FAULT-10] while the database is away the server says so and when to ask again, and it answers once it is back (Windows has no kill -9)',
  async () => {
    const directory = await work.prepared();
    const server = await startServerProcess(directory);
    for (let round = 0; round < rounds; round++) {
      expect(killHard(postmasterOf(directory)!)).toBe(true);
      await sleep(20);
      expect(await statusOf(`${server.url}/readyz`)).toBe(503);
      expect(await statusOf(`${server.url}/healthz`)).toBe(200);
      const claim = claimOf(`C-${round}`, round, round);
      const away = await sendClaim(server.url, claim);
      expect(away).toMatchObject({
        status: 503,
        retryAfter: expect.stringMatching(/^[1-9]\d*$/),
        decision: { code: 'database_away' },
      });

      const deadline = performance.now() + backLimitMs;
      while ((await statusOf(`${server.url}/readyz`)) !== 200) {
        expect(performance.now()).toBeLessThan(deadline);
        await sleep(50);
      }
      expect(await sendClaim(server.url, claim)).toMatchObject({ status: 200, repeated: false });
      expect(await sendClaim(server.url, claim)).toMatchObject({ status: 200, repeated: true });
    }
    // Stopped while the database recovers, it does not wait for what never ends.
    killHard(postmasterOf(directory)!);
    await sleep(300);
    const asked = performance.now();
    server.child.kill('SIGINT');
    expect(await server.ended).toMatchObject({ code: 0 });
    expect(performance.now() - asked).toBeLessThan(15_000);
    await lookInto(directory, async database => {
      expect((await database.query('select count(*) as n from decisions')).rows).toEqual([{ n: rounds }]);
      expect(await faultsOfLog(database)).toEqual(soundLog);
    });
  },
  60_000,
);
