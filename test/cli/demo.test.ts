import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { workplace } from '../store/fixtures/embedded.ts';
import { type Ended, endRunning, jsonLines, type RunningCommand, ringfence, startRingfence } from './ringfence.ts';

const work = workplace();
const small = ['--accounts', '1500', '--days', '90', '--fraud-share', '0.1', '--seed', '3'];
const screen = { lines: 30, columns: 100 };
let directory = '';
let first: Ended;
const demo = (...args: string[]): string[] => ['--data', directory, 'demo', ...args];

beforeAll(async () => {
  directory = await work.prepared();
  first = await ringfence(demo('--no-serve', ...small));
}, 60_000);
afterEach(endRunning);
afterAll(() => work.clearAll(), 30_000);

describe('the simulated shop', { timeout: 60_000 }, () => {
  test('[CLI-17] demo simulates, imports, decides, and tells three claims, a screenful each', () => {
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toMatch(
      /^A simulated shop \(seed 3, 1,500 accounts, 90 days[\s\S]*? orders,\s[\d,]+ events\.$/m,
    );
    for (const line of first.stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(screen.columns);
    for (const outcome of ['paid at once', 'paid once goods are back', 'asked about first', 'left to a person'])
      expect(first.stdout).toMatch(new RegExp(`^  ${outcome} +\\d+  [█▏▎▍▌▋▊▉ ]+[\\d,]+ USD$`, 'm'));
    expect(first.stderr).toMatch(/Took [\d.]+ s: start .* simulating .* importing .* deciding .* telling/);
    const [, ...stories] = first.stdout.split(/\n─+\n/).filter(part => part.trim() !== '');
    expect(stories).toHaveLength(3);
    for (const [index, story] of stories.entries()) {
      const lines = story.trim().split('\n');
      expect(lines[0]).toMatch(
        new RegExp(`^Story ${index + 1} of 3  (ASK FIRST|A PERSON DECIDES)  .* doubt .*expected loss`),
      );
      expect(lines.length, story).toBeLessThanOrEqual(screen.lines);
      for (const part of ['Who ', 'Claims ', 'Record ', 'Doubt ', 'Innocent? ', 'Pays if '])
        expect(story).toContain(`\n${part}`);
    }
  });

  test('[CLI-18] demo shows the truth beside the decisions, and never imports it', async () => {
    expect(first.stdout).toMatch(/known only because this shop is simulated/);
    expect(first.stdout).toMatch(/^ {2}fraud( +\d+){4} +[\d.]+ % held$/m);
    expect(first.stdout.match(/^In truth {3}(an honest claim|an abuse|a fraud)/gm)).toHaveLength(3);
    const log = await ringfence(['--data', directory, 'export', 'events', '--out', '-']);
    expect(jsonLines(log.stdout).length).toBeGreaterThan(1_000);
    expect(log.stdout).not.toMatch(/"truth"|"pattern"|"look_alikes"|"ring_id"|"insider_way"/);
  });

  test('[CLI-19] demo started again goes on with the shop that is there, and refuses to mix it with another', async () => {
    const again = await ringfence(demo('--no-serve'));
    expect(again).toMatchObject({ code: 0, stdout: first.stdout });
    expect(again.stderr).not.toMatch(/Simulating|Importing|Deciding/);
    expect(await ringfence(demo('--no-serve', '--seed', '4'))).toMatchObject({
      code: 6,
      stdout: '',
      stderr: expect.stringMatching(/holds another simulated shop: seed 3, 1,500 accounts.*\n.*--data/),
    });
    const own = await work.prepared();
    expect(await ringfence(['--data', own, 'demo', '--shop', 'corner', '--no-serve'])).toMatchObject({ code: 0 });
    expect(await ringfence(['--data', own, 'demo', '--no-serve', ...small])).toMatchObject({
      code: 6,
      stdout: '',
      stderr: expect.stringMatching(/holds other events already/),
    });
    expect(existsSync(path.join(own, 'simulated'))).toBe(false);
  });

  test('[CLI-20] demo interrupted in any stage ends with 130, and the same command goes on', async () => {
    const stopped = path.join(path.dirname(directory), 'stopped');
    const start = (): RunningCommand => startRingfence(['--data', stopped, 'demo', '--port', '0', ...small]);
    for (const [stage, delayMs] of [
      ['Simulating', 0],
      ['Simulating', 300],
      ['Importing', 0],
      ['Deciding', 0],
    ] as const) {
      const running = start();
      if (!(await running.said(new RegExp(stage)))) throw new Error(running.saidSoFar());
      await sleep(delayMs);
      running.child.kill('SIGINT');
      const ended = await running.ended;
      expect(ended, ended.stderr).toMatchObject({ code: 130, signal: null });
      expect(ended.stderr).toMatch(/Run the same command again/);
      if (stage === 'Simulating') expect(readdirSync(stopped)).not.toContain('simulated');
    }
    const running = start();
    expect(await running.said(/Ringfence is up/), running.saidSoFar()).toBe(true);
    running.child.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code).toBe(0);
    expect(withoutFactNumbers(ended.stdout)).toBe(withoutFactNumbers(first.stdout));
  });
});

/** A batch that was broken off takes its numbers in the log with it, so later facts may have higher ones. */
function withoutFactNumbers(stories: string): string {
  return stories.replace(/; facts [\d, .]+\)/g, '; facts)');
}

describe('the shop written by hand', { timeout: 60_000 }, () => {
  test('[CLI-21] demo --shop corner shows it, in a data directory of its own', async () => {
    const folder = path.dirname(await work.prepared());
    const corner = await ringfence(['demo', '--shop', 'corner', '--no-serve', '--json'], { cwd: folder });
    expect(corner.code, corner.stderr).toBe(0);
    const [summary, ...told] = jsonLines(corner.stdout);
    expect(summary).toMatchObject({ shop: 'The example shop "Corner & Co"', claims: 87, simulated_truth: null });
    expect(told.map(({ claim_id }) => claim_id)).toContain('C-PAXEYQ');
    expect(existsSync(path.join(folder, '.ringfence/corner/postgres'))).toBe(true);
    const mixed = await ringfence(['demo', '--shop', 'corner', '--seed', '2'], { cwd: folder });
    expect(mixed).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('for the simulated shop') });
  });
});
