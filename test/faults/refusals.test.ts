import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { endRunning, jsonLines, ringfence } from '../cli/ringfence.ts';
import { workplace } from '../store/fixtures/embedded.ts';
import { lookInto } from './damage.ts';
import { debianPassword, hasDebianServer, startDebianServer } from './debian-server.ts';
import { startServerProcess, statusOf } from './server.ts';
import { writeEvents } from './traffic.ts';

const work = workplace();
afterEach(async () => {
  await endRunning();
  await work.clear();
}, 30_000);
afterAll(() => work.clearAll());

/** The port of this machine that the server took. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
  work.later(() => server.close());
  return (server.address() as AddressInfo).port;
}

describe('what stands in the way is named, with what to do', { timeout: 60_000 }, () => {
  test('[FAULT-6] a port that is taken: 6, and the port is named', async () => {
    const port = await listening(createServer());
    const refused = await ringfence(['serve', '--port', String(port), '--data', await work.prepared()]);
    expect(refused).toMatchObject({ code: 6, stdout: '' });
    expect(refused.stderr).toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(refused.stderr).toContain('--port');
  });

  test('[FAULT-7] data of a newer version: 1, and nothing is changed', async () => {
    const directory = await work.prepared();
    const { file } = writeEvents(directory, 100);
    expect(await ringfence(['import', '--data', directory, file])).toMatchObject({ code: 0 });
    await lookInto(directory, database =>
      database.query("insert into schema_migrations values (9999, '9999_times_to_come.sql')"),
    );
    for (const command of [['import', '--again', file], ['rebuild'], ['serve', '--port', '0']]) {
      const refused = await ringfence([...command, '--data', directory]);
      expect(refused.code, refused.stderr).toBe(1);
      expect(refused.stderr).toContain('written by a newer Ringfence (schema 9999_times_to_come.sql');
      expect(refused.stderr).toContain('this one has changed nothing');
    }
    const doctor = await ringfence(['doctor', '--json', '--data', directory]);
    expect(doctor.code).toBe(1);
    expect(jsonLines(doctor.stdout)).toContainEqual(expect.objectContaining({ what: 'Database', ok: false }));
    await lookInto(directory, async database => {
      expect((await database.query('select count(*) as n from event_log')).rows).toEqual([{ n: 100 }]);
    });
  });

  test('[FAULT-8] a second process on one data directory: 6 with the id of the first, which goes on undisturbed', async () => {
    const directory = await work.prepared();
    const server = await startServerProcess(directory);
    const refused = await ringfence(['rebuild', '--json', '--data', directory]);
    expect(refused.code).toBe(6);
    expect(refused.stderr).toContain(`process ${server.pid} `);
    expect(jsonLines(refused.stdout)).toMatchObject([{ error: { code: 'directory_in_use' } }]);
    expect(await statusOf(`${server.url}/readyz`)).toBe(200);
    server.child.kill('SIGINT');
    expect(await server.ended).toMatchObject({ code: 0 });
    expect(await ringfence(['rebuild', '--data', directory])).toMatchObject({ code: 0 });
  });

  test.each([
    {
      url: 'postgres://shop:hushhush@127.0.0.1:1/shop',
      code: 1,
      says: '127.0.0.1:1/shop cannot be used: nothing listens there',
    },
    { url: 'postgres://shop:hushhush@no-such-host.invalid/shop', code: 1, says: 'there is no such host' },
    { url: 'postgres://shop:hushhush@/shop?host=/no/such/socket', code: 1, says: 'there is no such socket' },
    { url: 'hushhush', code: 2, says: 'DATABASE_URL is no URL of PostgreSQL' },
    { url: 'mysql://shop:hushhush@localhost/shop', code: 2, says: 'DATABASE_URL is no URL of PostgreSQL' },
  ])('[FAULT-9] a database that is not there is named without its password: $says', async ({ url, code, says }) => {
    const refused = await ringfence(['rebuild'], { env: { DATABASE_URL: url } });
    expect(refused.code, refused.stderr).toBe(code);
    expect(refused.stderr).toContain(says);
    expect(refused.stderr).toContain('DATABASE_URL');
    expect(refused.stdout + refused.stderr).not.toContain('hushhush');
  });

  test('[FAULT-9] a database that hangs up while it is opened: 1, and the same command is to be run again', async () => {
    const port = await listening(createServer(socket => socket.once('data', () => socket.destroy())));
    const url = `postgres://shop:hushhush@127.0.0.1:${port}/shop`;
    const refused = await ringfence(['rebuild', '--json'], { env: { DATABASE_URL: url } });
    expect(refused.code, refused.stderr).toBe(1);
    expect(refused.stderr).toContain('The database went away');
    expect(refused.stderr).toContain('Run the same command again');
    expect(refused.stdout + refused.stderr).not.toContain('hushhush');
    expect(jsonLines(refused.stdout)).toMatchObject([{ error: { code: 'database_away' } }]);
  });

  test.skipIf(!hasDebianServer)(
    '[FAULT-9] a server that refuses is told so (needs the PostgreSQL 15 of Debian)',
    async () => {
      const server = await startDebianServer(work);
      const doctor = (url: string) => ringfence(['rebuild', '--json'], { env: { DATABASE_URL: url } });
      const wrong = await doctor(server.url('wrong-password'));
      expect(wrong).toMatchObject({ code: 4, stderr: expect.stringContaining('the password was refused') });
      expect(wrong.stdout + wrong.stderr).not.toContain('wrong-password');
      const missing = await doctor(server.url(debianPassword, 'nowhere'));
      expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no such database') });
      expect(missing.stdout + missing.stderr).not.toContain(debianPassword);
      expect(await doctor(server.url(debianPassword))).toMatchObject({ code: 0, stdout: '{"facts":0}\n' });
    },
  );
});
