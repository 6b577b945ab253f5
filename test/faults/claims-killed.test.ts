import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { claimOf } from '../../bench/traffic.ts';
import { endRunning, jsonLines, ringfence } from '../cli/ringfence.ts';
import { workplace } from '../store/fixtures/embedded.ts';
import { backendOf, faultsOfLog, killHard, lookInto, postmasterOf, seededChoices, soundLog } from './damage.ts';
import { type ServerProcess, sendClaim, startServerProcess, statusOf } from './server.ts';

const work = workplace();
afterEach(async () => {
  await endRunning();
  await work.clear();
}, 30_000);
afterAll(() => work.clearAll());

const claimCount = 1_000;
/** Claims that two clients send at the same time. */
const doubled = 100;
const clientCount = 32;
const accountCount = 300;
const blows = ['server', 'server', 'server', 'postmaster', 'postmaster', 'backend', 'backend'] as const;
/** Longest time that the server works between two blows. */
const soundMs = 250;
/** Longest pause of a client between two claims, so that the work outlasts the blows. */
const pauseMs = 60;
const triesMax = 2_000;
const againMs = 30;

describe.skipIf(process.platform === 'win32')('kill -9 during decisions (Windows has no such signal)', () => {
  test('[FAULT-2] every decision that was answered is kept as it was, and asking again gives the same answer', async () => {
    const directory = await work.prepared();
    const choices = seededChoices('claims-killed');
    const claims = Array.from({ length: claimCount }, (_, n) => claimOf(`C-${n}`, n, n % accountCount));
    const queue = choices.shuffled([...claims.keys(), ...Array.from({ length: doubled }, (_, n) => n)]);
    const answers = new Map<number, Record<string, unknown>>();
    let server = await startServerProcess(directory);

    /** Until it is answered; the same claim answered before must get the same answer. */
    async function untilAnswered(n: number): Promise<void> {
      for (let tries = 0; tries < triesMax; tries++) {
        const answer = await sendClaim(server.url, claims[n]!);
        if (answer?.status === 200) {
          expect(answer.decision).toEqual(answers.get(n) ?? answer.decision);
          answers.set(n, answer.decision);
          return;
        }
        if (answer !== null) {
          expect(answer, JSON.stringify(answer)).toMatchObject({
            status: 503,
            retryAfter: expect.stringMatching(/^\d+$/),
          });
        }
        await sleep(againMs);
      }
      throw new Error(`Claim ${n} was not answered in ${triesMax} tries.`);
    }
    async function client(): Promise<void> {
      for (let n = queue.pop(); n !== undefined; n = queue.pop()) {
        await untilAnswered(n);
        await sleep(choices.below(pauseMs));
      }
    }
    const clients = Promise.all(Array.from({ length: clientCount }, client));
    // A client that fails is told of where the clients are awaited.
    clients.catch(() => {});

    let struck = 0;
    for (const victim of choices.shuffled(blows)) {
      await untilReady(server);
      await sleep(choices.below(soundMs));
      const pid =
        victim === 'server' ? server.pid : victim === 'postmaster' ? postmasterOf(directory) : backendOf(directory);
      if (queue.length > 0 && pid !== null && killHard(pid)) struck++;
      if (victim !== 'server') continue;
      await server.ended;
      server = await startServerProcess(directory);
    }
    await clients;
    expect(struck).toBeGreaterThanOrEqual(5);
    expect(answers.size).toBe(claimCount);

    await untilReady(server);
    for (const [n, decision] of answers) {
      const again = await sendClaim(server.url, claims[n]!);
      expect(again).toMatchObject({ status: 200, repeated: true });
      expect(again?.decision).toEqual(decision);
    }
    server.child.kill('SIGINT');
    expect(await server.ended).toMatchObject({ code: 0 });

    const check = await ringfence(['rebuild', '--check', '--json', '--data', directory]);
    expect(jsonLines(check.stdout)).toEqual([{ facts: 2 * claimCount, equal: true, differing: [] }]);
    await lookInto(directory, async database => {
      expect(await faultsOfLog(database)).toEqual(soundLog);
      const stored = await database.query<{ claim: string; decision: Record<string, unknown> }>(
        "select body::json -> 'data' -> 'decision' as decision from event_log where type = 'decision.made'",
      );
      const kept = new Map(stored.rows.map(({ decision }) => [decision['claim_id'], decision]));
      expect(kept.size).toBe(claimCount);
      for (const decision of answers.values()) expect(kept.get(decision['claim_id'])).toEqual(decision);
    });
  }, 180_000);
});

async function untilReady(server: ServerProcess): Promise<void> {
  const deadline = performance.now() + 60_000;
  while ((await statusOf(`${server.url}/readyz`)) !== 200) {
    if (performance.now() > deadline) throw new Error('The server is not ready after a minute.');
    await sleep(20);
  }
}
