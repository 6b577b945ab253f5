import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../bench/harness.ts';
import { traffic } from '../../bench/traffic.ts';
import { type Ended, endRunning, jsonLines, ringfence } from '../cli/ringfence.ts';
import { workplace } from '../store/fixtures/embedded.ts';

const work = workplace();
let directory = '';
let done: Ended;
/** All files in one command, as an import of a folder would be. */
beforeAll(async () => {
  directory = await work.prepared();
  done = await ringfence([
    'import',
    '--json',
    '--data',
    directory,
    ...files.map(({ name, bytes }) => write(name, bytes)),
  ]);
}, 60_000);
afterEach(endRunning);
afterAll(() => work.clearAll(), 30_000);

const goodCount = 60;
const good = [...traffic(goodCount)];
const goodText = `${good.join('\n')}\n`;
const random = seededRandom(7);
const garbage = Buffer.from(Array.from({ length: 200_000 }, () => Math.floor(random() * 256)));
const packed = gzipSync(goodText);

/** What a file holds beside good events, and what becomes of it: all of it is counted somewhere. */
const files: readonly {
  name: string;
  bytes: Buffer | string;
  accepted: number;
  duplicate?: number;
  quarantined: number;
}[] = [
  { name: 'empty.ndjson', bytes: '', accepted: 0, quarantined: 0 },
  { name: 'blank-lines.ndjson', bytes: '\n\r\n\n\n', accepted: 0, quarantined: 0 },
  { name: 'all-good.ndjson', bytes: goodText, accepted: goodCount, quarantined: 0 },
  { name: 'binary.ndjson', bytes: garbage, accepted: 0, quarantined: contentLines(garbage) },
  {
    name: 'long-line.ndjson',
    bytes: `${goodText}{"x":"${'a'.repeat(5_000_000)}"}\n${good[0]}\n`,
    accepted: 0,
    duplicate: goodCount + 1,
    quarantined: 1,
  },
  {
    name: 'deep.ndjson',
    bytes: `${'['.repeat(200_000)}${']'.repeat(200_000)}\n${'{"a":'.repeat(90_000)}1${'}'.repeat(90_000)}\n${good[0]}\n`,
    accepted: 0,
    duplicate: 1,
    quarantined: 2,
  },
  {
    name: 'no-utf8.ndjson',
    bytes: Buffer.concat([
      Buffer.from(goodText),
      Buffer.from('{"id":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}\n'),
    ]),
    accepted: 0,
    duplicate: goodCount,
    quarantined: 1,
  },
  {
    name: 'nul-and-surrogate.ndjson',
    bytes: `{"id":"\\u0000\\ud800"}\n\0\0\0\n${good[0]}\n`,
    accepted: 0,
    duplicate: 1,
    quarantined: 2,
  },
  { name: 'not-gzip.ndjson.gz', bytes: `\n${goodText}`, accepted: 0, duplicate: goodCount, quarantined: 0 },
  { name: 'cut-off-line.ndjson', bytes: goodText.slice(0, -40), accepted: 0, duplicate: goodCount - 1, quarantined: 1 },
];

test.each(files)(
  '[FAULT-11] whatever a file holds, every line of it is counted: $name',
  ({ name, accepted, duplicate = 0, quarantined }) => {
    expect(done.code, done.stderr).toBe(0);
    const steps = jsonLines(done.stdout);
    expect(steps).toHaveLength(files.length + 1);
    const step = steps[files.findIndex(file => file.name === name)];
    expect(step).toMatchObject({ finished: true, fault: null, accepted, duplicate, quarantined });
    expect(done.stderr).not.toMatch(/not expected|\n +at /);
  },
);

test.each([
  { name: 'cut-off.ndjson.gz', bytes: packed.subarray(0, packed.length >> 1), says: 'the gzip ends early' },
  {
    name: 'damaged.ndjson.gz',
    bytes: Buffer.concat([packed.subarray(0, 200), Buffer.alloc(50, 0xa5), packed.subarray(250)]),
    says: 'the gzip is damaged',
  },
])(
  '[FAULT-11] a gzip that breaks off is named, and what came before is taken in: $name',
  async ({ name, bytes, says }) => {
    const broken = await ringfence(['import', '--json', '--data', directory, write(name, bytes)]);
    expect(broken.code, broken.stderr).toBe(1);
    expect(broken.stderr).toContain(says);
    const [step, failure] = jsonLines(broken.stdout);
    expect(step).toMatchObject({ finished: false });
    expect(failure).toMatchObject({ error: { code: 'input_broken' } });
  },
  30_000,
);

test('[FAULT-11] what was refused is in quarantine, each with the reason', async () => {
  const listed = await ringfence(['quarantine', 'list', '--limit', '100000', '--json', '--data', directory]);
  expect(listed.code).toBe(0);
  const entries = jsonLines(listed.stdout);
  for (const { name, quarantined } of files)
    expect(
      entries.filter(entry => entry['origin'] === name),
      name,
    ).toHaveLength(quarantined);
  for (const entry of entries) expect(entry['reason']).toMatch(/\w{2}/);
}, 30_000);

function write(name: string, bytes: Buffer | string): string {
  const file = path.join(path.dirname(directory), name);
  writeFileSync(file, bytes);
  return file;
}

/** Lines of these bytes that hold anything. */
function contentLines(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split('\n');
  return lines.filter(line => line !== '' && line !== '\r').length;
}
