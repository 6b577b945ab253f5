import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { isOccupied, writeWorld } from '../../src/sim/write/files.ts';
import { made } from './made.ts';

const temporary: string[] = [];
afterEach(() => {
  for (const directory of temporary.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function directory(): string {
  const name = mkdtempSync(path.join(tmpdir(), 'ringfence-sim-'));
  temporary.push(name);
  return name;
}

const request = { seed: 5, accounts: 1_500, days: 60, fraudShare: 0.1, hardness: 0.3, registrations: 40 };

describe('the files of a world', () => {
  test('[SIM-12] plain and packed files hold the same lines, those that were lived', () => {
    const plain = directory();
    const packed = directory();
    expect(isOccupied(plain)).toBe(false);
    writeWorld(request, plain, false, () => {});
    writeWorld(request, packed, true, () => {});
    expect(isOccupied(plain)).toBe(true);
    const lived = made(request);
    for (const [name, lines] of [
      ['events', lived.events],
      ['truth', lived.truth],
      ['judgements', lived.judgements],
      ['registrations', lived.registrations],
    ] as const) {
      const text = readFileSync(path.join(plain, `${name}.ndjson`), 'utf8');
      expect(text === lines.join(''), name).toBe(true);
      expect(gunzipSync(readFileSync(path.join(packed, `${name}.ndjson.gz`))).toString('utf8') === text, name).toBe(
        true,
      );
    }
    const about = JSON.parse(readFileSync(path.join(plain, 'world.json'), 'utf8'));
    expect(about).toMatchObject({ version: 1, ...request, counts: { events: lived.events.length } });
    expect(lived.registrations).toHaveLength(40);
  });

  test('[SIM-12] the three channels are in the form of their platform and hold the posts that the truth names', () => {
    const place = directory();
    const { posts } = writeWorld(request, place, false, () => {});
    expect(readdirSync(path.join(place, 'channels')).sort()).toEqual([
      'discord.json',
      'reddit.ndjson',
      'telegram.json',
    ]);
    const read = (name: string) => readFileSync(path.join(place, 'channels', name), 'utf8');
    const telegram = JSON.parse(read('telegram.json'));
    const discord = JSON.parse(read('discord.json'));
    const reddit = read('reddit.ndjson')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(discord.messageCount).toBe(discord.messages.length);
    const messages = { telegram: telegram.messages, discord: discord.messages, reddit };
    const held = new Set(
      Object.entries(messages).flatMap(([platform, of]) =>
        of.map((message: { id: unknown }) => `${platform} ${message.id}`),
      ),
    );
    expect(held.size).toBe(posts.length);
    const truth = readFileSync(path.join(place, 'truth.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    const named = truth.filter(row => row.kind === 'vouch' || row.kind === 'advert');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(row => !held.has(`${row.platform} ${row.post_id}`))).toEqual([]);
    for (const message of telegram.messages)
      expect(Number(message.date_unixtime) * 1000).toBe(Date.parse(`${message.date}Z`));
  });
});
