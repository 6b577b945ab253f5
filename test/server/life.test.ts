import { once } from 'node:events';
import net from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startServer } from '../../src/server/start.ts';
import { createApiKey } from '../../src/store/api-keys.ts';
import { inTransaction, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openNode } from '../../src/store/node.ts';
import { dayOnePolicy, type FreshNode, freshNodes } from '../fixtures/node.ts';
import { workplace } from '../store/fixtures/embedded.ts';
import { claim, event, eventually, order, type ServerAtWork, serve, statement } from './fixture.ts';

const nodes = freshNodes();
const work = workplace();
afterAll(() => nodes.clear(), 30_000);
afterEach(() => work.clear(), 30_000);

let fresh: FreshNode;
let server: ServerAtWork;
beforeEach(async () => {
  fresh = await nodes.fresh();
  server = await serve(fresh.node);
}, 30_000);
afterEach(() => server.stop());

describe('start and stop', { timeout: 30_000 }, () => {
  test('a port that is taken is refused with what to do', async () => {
    const refusal = await startServer(fresh.node, {
      host: '127.0.0.1',
      port: server.port,
      log: { level: 'silent', stream: process.stderr },
    });
    expect(refusal).toMatchObject({
      ok: false,
      code: 'port_taken',
      message: expect.stringContaining(String(server.port)),
      advice: expect.stringContaining('--port'),
    });
  });

  test('an address that is not of this machine is refused', async () => {
    await createApiKey(fresh.database, 'x', ['admin']);
    const refusal = await startServer(fresh.node, {
      host: '192.0.2.1',
      port: 0,
      log: { level: 'silent', stream: process.stderr },
    });
    expect(refusal).toMatchObject({ ok: false, code: 'address_not_here' });
  });

  test('a stop finishes the claims that are under way and takes no new ones', async () => {
    const asked = Promise.allSettled(
      Array.from({ length: 150 }, (_, index) => server.post('/v1/claims', claim(index))),
    );
    await eventually(
      async () => (await fresh.database.query('select count(*) as n from decisions')).rows[0].n as number,
      n => n > 0,
    );
    const began = performance.now();
    await Promise.all([server.stop(), server.stop()]);
    expect(performance.now() - began).toBeLessThan(5_000);
    const answered = (await asked).flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
    expect(answered.every(({ status }) => status === 200 || status === 503)).toBe(true);
    const { rows } = await fresh.database.query('select count(*) as n from decisions');
    // Every decision that was made reached whoever asked; the connections that the system had not handed over yet got none.
    expect(answered.filter(({ status }) => status === 200)).toHaveLength(rows[0].n);
    await expect(server.get('/healthz')).rejects.toThrow();
    expect(server.lines.at(-1)).toContain('stopped');
  });

  test('a connection that never ends its request does not keep the server from stopping', async () => {
    const slow = await serve(fresh.node, { stopLimitMs: 300 });
    const socket = net.connect(slow.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      'POST /v1/claims HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
    );
    await eventually(
      () => slow.get('/healthz'),
      ({ status }) => status === 200,
    );
    const began = performance.now();
    await slow.stop();
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  test('what is no HTTP, and headers that are too large, are answered as problems', async () => {
    expect(await raw(server.port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*"code":"invalid_request"/s);
    expect(await raw(server.port, `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 .*"code":"headers_too_large"/s,
    );
  });
});

describe('the database', { timeout: 60_000 }, () => {
  test('stopped and started again: 503 with a time to wait, then 200', async () => {
    const directory = await work.prepared();
    const first = await work.start(directory);
    const database = openDatabase(first.connection, { onIdleError: () => {} });
    await migrate(database);
    const at = await serve(await openNode(database, dayOnePolicy()));
    expect(await at.post('/v1/claims', claim(1))).toMatchObject({ status: 200 });
    await first.stop();
    const away = await at.post('/v1/claims', claim(2));
    expect(away).toMatchObject({ status: 503, body: { code: 'database_away' } });
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await at.post('/v1/events', order(1))).toMatchObject({ status: 503 });
    expect(await at.get('/readyz')).toMatchObject({ status: 503, body: { code: 'database_away' } });
    expect(await at.get('/healthz')).toMatchObject({ status: 200 });
    await work.start(directory);
    expect(await at.post('/v1/claims', claim(2))).toMatchObject({ status: 200 });
    expect(await at.get('/readyz')).toMatchObject({ status: 200 });
    expect(await at.post('/v1/claims', claim(1))).toMatchObject({ status: 200, body: { claim_id: 'C-1' } });
    await at.stop();
    await database.end();
  });

  test('connections that are cut in the middle of work fail that work and nothing else', async () => {
    const cut = inTransaction(fresh.database, client => client.query('select pg_terminate_backend(pg_backend_pid())'));
    await expect(cut).rejects.toThrow();
    const idle = inTransaction(fresh.database, async client => {
      const { rows } = await client.query('select pg_backend_pid() as pid');
      await fresh.database.query('select pg_terminate_backend($1)', [rows[0].pid]);
      await new Promise(resolve => setTimeout(resolve, 100));
      await client.query('select 1');
    });
    await expect(idle).rejects.toThrow();
    expect(await server.post('/v1/claims', claim(1))).toMatchObject({ status: 200 });
  });

  test('a schema of another version is not ready', async () => {
    await fresh.database.query("insert into schema_migrations (number, name) values (9999, '9999_later.sql')");
    expect(await server.get('/readyz')).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('another version') },
    });
  });
});

test('what customers wrote, who they are, and tokens never reach the log', async () => {
  const { token } = await createApiKey(fresh.database, 'shop', ['admin']);
  await server.stop();
  server = await serve(fresh.node);
  const authorization = { authorization: `Bearer ${token}` };
  await server.post('/v1/claims', claim('secret'), authorization);
  await server.post('/v1/claims', claim('secret', { amount: '1.00' }), authorization);
  await server.post('/v1/claims', `{"statement": "${statement}`, authorization);
  await server.post('/v1/claims', claim('secret', { amount: statement }), authorization);
  await server.post('/v1/events', [order('secret'), event('claim.filed', 'x', { statement })], {
    ...authorization,
    'content-type': 'application/cloudevents-batch+json',
  });
  await server.get('/v1/claims/C-secret/decision', authorization);
  await server.get('/v1/orders/O-secret/ledger?as_of=Erika', authorization);
  await server.get('/v1/Mustermann', authorization);
  // A fault of our own, with what was sent inside PostgreSQL's message.
  await fresh.database.query("alter table account_moves add constraint no_secret check (account_id <> 'A-fault')");
  expect(await server.post('/v1/claims', claim('fault'), authorization)).toMatchObject({
    status: 500,
    body: { code: 'internal' },
  });
  const log = server.lines.join('');
  expect(log).toContain('"route":"/v1/claims"');
  expect(log).toContain('"constraint":"no_secret"');
  expect(log).toContain(`"key":"${token.split('_')[1]}"`);
  for (const secret of [
    'Mustermann',
    'Erika',
    'neighbour',
    'C-secret',
    'O-secret',
    'A-fault',
    'Heidestr',
    token.slice(-43),
  ])
    expect(log).not.toContain(secret);
});

async function raw(port: number, text: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', chunk => {
    answer += chunk;
  });
  socket.on('error', () => {});
  socket.write(text);
  await once(socket, 'close');
  return answer;
}
