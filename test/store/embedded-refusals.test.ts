import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { completeSymlinks, findBinaries } from '../../src/store/embedded/binaries.ts';
import { startEmbedded } from '../../src/store/embedded/embedded.ts';
import { canMount, mount } from '../fixtures/small-disk.ts';
import { query, workplace } from './fixtures/embedded.ts';

const work = workplace();
afterEach(() => work.clear(), 30_000);
afterAll(() => work.clearAll());
const silent = { log: () => {} };
const asRoot = process.getuid?.() === 0;
const NOBODY = 65534;

describe('refusals', { timeout: 30_000 }, () => {
  test('a cluster of another major version', async () => {
    const directory = work.directory();
    mkdirSync(path.join(directory, 'postgres'), { recursive: true });
    writeFileSync(path.join(directory, 'postgres', 'PG_VERSION'), '15\n');
    if (asRoot) spawnSync('chown', ['-R', 'nobody', path.join(directory, 'postgres')]);
    expect(await startEmbedded(directory, silent)).toMatchObject({
      ok: false,
      code: 'cluster_version',
      message: expect.stringMatching(/made by PostgreSQL 15; .* brings PostgreSQL 18/),
      advice: expect.stringContaining('pg_dump 15'),
    });
  });

  test('a directory of that name that is no cluster stays as it is', async () => {
    const directory = work.directory();
    const foreign = path.join(directory, 'postgres');
    mkdirSync(foreign, { recursive: true });
    writeFileSync(path.join(foreign, 'letters.txt'), 'mine');
    expect(await startEmbedded(directory, silent)).toMatchObject({ ok: false, code: 'cluster_unrecognised' });
    expect(readdirSync(foreign)).toEqual(['letters.txt']);
  });

  test('a data directory that is a file', async () => {
    const directory = work.directory();
    writeFileSync(directory, '');
    expect(await startEmbedded(directory, silent)).toMatchObject({ ok: false, code: 'directory_unusable' });
  });

  test.runIf(asRoot)('a directory that this user may not write', async () => {
    const directory = work.directory();
    mkdirSync(directory, { mode: 0o755 });
    const { said } = await work.holder(directory, NOBODY);
    expect(said).toMatchObject({
      ok: false,
      code: 'directory_unwritable',
      message: expect.stringContaining(directory),
    });
  });

  test.runIf(asRoot)('a cluster that root left with root as its owner', async () => {
    const directory = work.directory();
    mkdirSync(path.join(directory, 'postgres'), { recursive: true });
    writeFileSync(path.join(directory, 'postgres', 'PG_VERSION'), '18\n');
    expect(await startEmbedded(directory, silent)).toMatchObject({
      ok: false,
      code: 'cluster_owner',
      advice: expect.stringContaining('chown -R'),
    });
  });

  test('a platform without binaries', () => {
    expect(findBinaries('aix', 'ppc64')).toMatchObject({
      ok: false,
      code: 'no_binaries',
      advice: expect.stringContaining('DATABASE_URL'),
    });
  });

  test('a setting that PostgreSQL does not know, in its own words, after which the directory is free', async () => {
    const directory = await work.prepared();
    const refused = await startEmbedded(directory, { ...silent, settings: { shared_bufers: '1GB' } });
    expect(refused).toMatchObject({
      ok: false,
      code: 'start_failed',
      message: expect.stringContaining('shared_bufers'),
    });
    await work.start(directory);
  });

  test.runIf(asRoot && canMount())('a full disk, at the first start', async () => {
    const mounted = path.dirname(work.directory());
    mount('size=12m,mode=755', mounted);
    work.later(() => spawnSync('umount', ['-l', mounted]));
    expect(await startEmbedded(path.join(mounted, 'data'), silent)).toMatchObject({ ok: false, code: 'disk_full' });
    expect(readdirSync(path.join(mounted, 'data')).filter(name => name.startsWith('postgres'))).toEqual([]);
  });
});

describe('places', { timeout: 30_000 }, () => {
  test('a path too long for a socket gets its socket in a private directory elsewhere, which must be ours', async () => {
    const directory = await work.prepared('x'.repeat(110));
    const { connection, stop } = await work.start(directory);
    work.later(() => rmSync(connection.host, { recursive: true, force: true }));
    expect(path.dirname(connection.host)).toBe(tmpdir());
    expect(statSync(connection.host).mode & 0o777).toBe(0o700);
    expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

    await stop();
    rmSync(connection.host, { recursive: true });
    symlinkSync(tmpdir(), connection.host);
    expect(await startEmbedded(directory, silent)).toMatchObject({ ok: false, code: 'socket_directory_taken' });
  });

  test.runIf(mayWrite(process.cwd()))('a directory under the repository', async () => {
    const { connection } = await work.start(work.directory({ under: process.cwd() }));
    expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test.runIf(asRoot && process.platform === 'linux')(
    'as root, below folders that are closed to everybody else',
    async () => {
      const directory = work.directory({ mode: 0o700 });
      expect(statSync(path.dirname(directory)).mode & 0o777).toBe(0o700);
      const { connection, pid } = await work.start(directory);
      expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
      expect(statSync(path.dirname(directory)).mode & 0o777).toBe(0o700);
    },
  );

  test.runIf(asRoot)(
    "as root, in another user's folder: everything belongs to that user, who can go on without root",
    async () => {
      const directory = work.directory();
      spawnSync('chown', [String(NOBODY), path.dirname(directory)]);
      const first = await work.start(directory);
      await query(first.connection, 'CREATE TABLE kept AS SELECT 5 AS n');
      await first.stop();
      const { said } = await work.holder(directory, NOBODY);
      if (!said.ok) throw new Error(said.message);
      expect(await query(said.connection, 'SELECT n FROM kept')).toEqual([{ n: 5 }]);
    },
  );

  test.runIf(asRoot)('an ordinary user', async () => {
    const directory = work.directory();
    spawnSync('chown', [String(NOBODY), path.dirname(directory)]);
    const { said } = await work.holder(directory, NOBODY);
    expect(said).toMatchObject({ ok: true });
  });
});

test('links that npm did not make are made, and made once', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'rf-links-'));
  work.later(() => rmSync(root, { recursive: true }));
  mkdirSync(path.join(root, 'native', 'lib'), { recursive: true });
  cpSync(new URL(import.meta.url), path.join(root, 'native', 'lib', 'libicu.so.60.2'));
  const list = [{ source: 'native/lib/libicu.so.60.2', target: 'native/lib/libicu.so.60' }];
  writeFileSync(path.join(root, 'native', 'pg-symlinks.json'), JSON.stringify(list));
  expect(completeSymlinks(root)).toBeUndefined();
  expect(completeSymlinks(root)).toBeUndefined();
  expect(readlinkSync(path.join(root, 'native', 'lib', 'libicu.so.60'))).toBe('libicu.so.60.2');
  writeFileSync(path.join(root, 'native', 'pg-symlinks.json'), JSON.stringify([{ source: 'x', target: 'gone/x' }]));
  expect(completeSymlinks(root)).toMatchObject({ ok: false, code: 'binaries_incomplete' });
});

function mayWrite(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
