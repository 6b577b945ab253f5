import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { startEmbedded } from '../../src/store/embedded/embedded.ts';
import type { EmbeddedChange } from '../../src/store/embedded/supervise.ts';
import { isAlive, query, until, workplace } from './fixtures/embedded.ts';

const work = workplace();
afterEach(() => work.clear(), 30_000);
afterAll(() => work.clearAll());
const silent = { log: () => {} };

describe('the life of the embedded server', { timeout: 30_000 }, () => {
  test('a stopped and started server keeps its rows and runs with safe settings', async () => {
    const directory = work.directory();
    const first = await work.start(directory);
    await query(first.connection, "CREATE TABLE kept AS SELECT 'über' AS word");
    await first.stop();
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    const second = await work.start(directory, { settings: { work_mem: '7MB' } });
    expect(await query(second.connection, 'SELECT upper(word) AS word FROM kept')).toEqual([{ word: 'ÜBER' }]);
    const settings = await query(
      second.connection,
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes',
         'data_checksums', 'listen_addresses', 'jit', 'server_encoding') ORDER BY name`,
    );
    expect(Object.fromEntries(settings.map(row => [row['name'], row['setting']]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      jit: 'off',
      listen_addresses: '',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
    });
    expect(await query(second.connection, 'SHOW work_mem')).toEqual([{ work_mem: '7MB' }]);
    expect(statSync(second.connection.host).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(directory, 'postgres')).mode & 0o777).toBe(0o700);
  });

  test('a loopback port asks for the password', async () => {
    const { connection } = await work.start(await work.prepared(), { transport: 'loopback' });
    expect(connection.host).toBe('127.0.0.1');
    expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await expect(query({ ...connection, password: 'guessed' }, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('what customers wrote never reaches the log of the server', async () => {
    const directory = await work.prepared();
    const { connection } = await work.start(directory);
    await query(connection, 'CREATE TABLE claim (words text PRIMARY KEY)');
    await query(connection, "INSERT INTO claim VALUES ('my parcel')");
    await expect(query(connection, "INSERT INTO claim VALUES ('my parcel')")).rejects.toMatchObject({ code: '23505' });
    const log = readFileSync(path.join(directory, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('my parcel');
  });
});

describe('one Ringfence a directory', { timeout: 30_000 }, () => {
  test('a second start is refused, in this process and in another, and free again after the stop', async () => {
    const directory = await work.prepared();
    const first = await work.start(directory);
    const refused = { ok: false, code: 'directory_in_use' };
    const here = await startEmbedded(directory, silent);
    expect(here).toMatchObject(refused);
    expect(!here.ok && here.message).toContain(`process ${process.pid} `);
    expect(!here.ok && here.advice).toMatch(/stop process .* HTTP API, .* DATABASE_URL/);
    const { said } = await work.holder(directory);
    expect(said).toMatchObject({ ...refused, message: expect.stringContaining(`process ${process.pid} `) });
    expect(await query(first.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

    await first.stop();
    expect((await work.holder(directory)).said).toMatchObject({ ok: true });
  });

  test('of four that race for a new directory exactly one wins, and the others name it', async () => {
    const directory = work.directory();
    const holders = await Promise.all([1, 2, 3, 4].map(() => work.holder(directory)));
    const winners = holders.filter(holder => holder.said.ok);
    expect(winners).toHaveLength(1);
    for (const { said } of holders.filter(holder => !holder.said.ok)) {
      expect(said).toMatchObject({ code: 'directory_in_use' });
      expect(!said.ok && said.message).toContain(`process ${winners[0]?.child.pid} `);
    }
  });
});

describe('kill -9', { timeout: 30_000 }, () => {
  test('of Ringfence: PostgreSQL ends too, and the next start has the committed rows', async () => {
    const directory = await work.prepared();
    const { child, said } = await work.holder(directory);
    if (!said.ok) throw new Error(said.message);
    await query(said.connection, 'CREATE TABLE kept AS SELECT 42 AS n');
    child.kill('SIGKILL');
    await until(() => !isAlive(said.pid), 5_000);
    const next = await work.start(directory);
    expect(await query(next.connection, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  test('of Ringfence, with a start in the same moment: the start waits for the orphan and is its own', async () => {
    const directory = await work.prepared();
    const { child, said } = await work.holder(directory);
    if (!said.ok) throw new Error(said.message);
    child.kill('SIGKILL');
    await new Promise(resolve => child.once('exit', resolve));
    const next = await work.start(directory);
    expect(next.pid).not.toBe(said.pid);
    expect(isAlive(said.pid)).toBe(false);
  });

  test.runIf(process.platform === 'linux')(
    'of Ringfence and of the watcher: the next start stops the orphan',
    async () => {
      const directory = await work.prepared();
      const { child, said } = await work.holder(directory);
      if (!said.ok) throw new Error(said.message);
      for (const watcher of watchersOf(directory)) process.kill(watcher, 'SIGKILL');
      child.kill('SIGKILL');
      await sleep(300);
      expect(isAlive(said.pid)).toBe(true);
      const told: string[] = [];
      await work.start(directory, { log: line => told.push(line) });
      expect(isAlive(said.pid)).toBe(false);
      expect(told.join()).toContain(`process ${said.pid}`);
    },
  );

  test('of PostgreSQL: it is told, the directory is free, and a new start recovers', async () => {
    const directory = await work.prepared();
    const first = await work.start(directory);
    await query(first.connection, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n');
    const changes: EmbeddedChange[] = [];
    const died = new Promise<void>(resolve => {
      first.watch(change => {
        changes.push(change);
        resolve();
      });
    });
    process.kill(first.pid, 'SIGKILL');
    await died;
    expect(changes).toMatchObject([{ kind: 'died', signal: 'SIGKILL' }]);
    const next = await work.start(directory);
    expect(await query(next.connection, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }]);
  });

  test.runIf(process.platform === 'linux')('of PostgreSQL, while a session is busy: the session ends too', async () => {
    const embedded = await work.start(await work.prepared(), { supervise: true });
    const endless = query(embedded.connection, 'DO $$ BEGIN LOOP END LOOP; END $$').catch(error => error);
    const active = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE 'DO%'";
    while ((await query(embedded.connection, active))[0]?.['n'] !== 1) await sleep(10);
    const restarted = new Promise<EmbeddedChange>(resolve => {
      embedded.watch(change => change.kind === 'died' || resolve(change));
    });
    process.kill(embedded.pid, 'SIGKILL');
    expect(await restarted).toMatchObject({ kind: 'restarted' });
    expect(await endless).toBeInstanceOf(Error);
  });

  test('of PostgreSQL, supervised: it comes back at the same place with the committed rows, again and again', async () => {
    const embedded = await work.start(await work.prepared(), { supervise: true });
    await query(embedded.connection, 'CREATE TABLE kept AS SELECT 7 AS n');
    const changes: EmbeddedChange['kind'][] = [];
    embedded.watch(change => changes.push(change.kind));
    for (const round of [1, 2]) {
      const before = embedded.pid;
      process.kill(before, 'SIGKILL');
      await until(() => changes.length === round * 2, 10_000);
      expect(embedded.pid).not.toBe(before);
      expect(await query(embedded.connection, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    }
    process.kill(embedded.pid, 'SIGKILL');
    await embedded.stop();
    expect(changes.slice(0, 4)).toEqual(['died', 'restarted', 'died', 'restarted']);
    expect(changes.at(-1)).toBe('stopped');
  });

  test('of PostgreSQL, whose id another program has by now: the next start is not misled', async () => {
    const directory = await work.prepared();
    const first = await work.start(directory);
    await query(first.connection, 'CREATE TABLE kept AS SELECT 1 AS n');
    const died = new Promise(resolve => first.watch(resolve));
    process.kill(first.pid, 'SIGKILL');
    await died;
    // PostgreSQL is misled only by a process that it may signal: one of its own account.
    const { uid, gid } = statSync(path.join(directory, 'postgres'));
    const other = spawn('sleep', ['60'], { stdio: 'ignore', ...(process.getuid?.() === 0 ? { uid, gid } : {}) });
    work.later(() => other.kill());
    const record = path.join(directory, 'postgres', 'postmaster.pid');
    writeFileSync(record, readFileSync(record, 'utf8').replace(/^\d+/, String(other.pid)));
    const next = await work.start(directory);
    expect(await query(next.connection, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    expect(other.exitCode ?? other.signalCode).toBeNull();
  });

  test('of Ringfence during initdb: nothing half-made is taken for a database', async () => {
    const directory = work.directory();
    let kill = () => {};
    const born = (child: ChildProcess) => {
      kill = () => child.kill('SIGKILL');
    };
    const holder = work.holder(directory, undefined, born).catch(error => error);
    await until(
      () => unfinished(directory).some(name => readdirSync(path.join(directory, name, 'cluster')).length > 5),
      5_000,
    );
    kill();
    await holder;
    expect(unfinished(directory)).toHaveLength(1);
    const next = await work.start(directory);
    expect(unfinished(directory)).toEqual([]);
    expect(await query(next.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

/** The shells that watch for the end of whoever started the server of the directory. */
function watchersOf(directory: string): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return command.includes('ringfence-watch') && command.includes(directory);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function unfinished(directory: string): string[] {
  try {
    return readdirSync(directory).filter(name => name.startsWith('postgres.init-'));
  } catch {
    return [];
  }
}
