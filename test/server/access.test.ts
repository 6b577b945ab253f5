import http from 'node:http';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startServer } from '../../src/server/start.ts';
import { ApiKeyRing, createApiKey, listApiKeys, revokeApiKey, type Scope, scopes } from '../../src/store/api-keys.ts';
import { type FreshNode, freshNodes } from '../fixtures/node.ts';
import { claim, order, type ServerAtWork, serve, type Told } from './fixture.ts';

const nodes = freshNodes();
afterAll(() => nodes.clear(), 30_000);

let fresh: FreshNode;
let server: ServerAtWork | undefined;
beforeEach(async () => {
  fresh = await nodes.fresh();
}, 30_000);
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const keyFor = async (...allowed: Scope[]): Promise<string> =>
  (await createApiKey(fresh.database, 'test', allowed)).token;

describe('API keys', { timeout: 20_000 }, () => {
  test('a key is shown once, verified, listed and revoked', async () => {
    const { key, token } = await createApiKey(fresh.database, 'till', ['events:write', 'events:write']);
    expect(token).toMatch(/^rf_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
    expect(key).toMatchObject({ name: 'till', scopes: ['events:write'], revokedAt: null });
    const ring = new ApiKeyRing(fresh.database);
    expect(await ring.verify(token, 0)).toMatchObject({ ok: true, id: key.id, scopes: new Set(['events:write']) });
    const changed = token.endsWith('A') ? `${token.slice(0, -1)}B` : `${token.slice(0, -1)}A`;
    for (const wrong of [changed, 'rf_0000000000000000_'.padEnd(63, 'x'), 'x', '']) {
      expect(await ring.verify(wrong, 0)).toEqual({ ok: false, reason: 'unknown' });
    }
    expect(await revokeApiKey(fresh.database, key.id)).toBe(true);
    expect(await revokeApiKey(fresh.database, key.id)).toBe(false);
    expect(await ring.verify(token, 4_999)).toMatchObject({ ok: true });
    expect(await ring.verify(token, 5_000)).toEqual({ ok: false, reason: 'revoked' });
    expect(await listApiKeys(fresh.database)).toMatchObject([{ id: key.id, revokedAt: expect.any(String) }]);
    const { rows } = await fresh.database.query('select * from api_keys');
    expect(JSON.stringify(rows)).not.toContain(token.slice(20));
  });

  test('without any key the own machine is let in, the log says so, and only under its own names', async () => {
    server = await serve(fresh.node);
    expect(await server.post('/v1/claims', claim(1))).toMatchObject({ status: 200 });
    expect(server.lines.filter(line => line.includes('no API key was ever made'))).toHaveLength(1);
    expect(await askAs(server, 'evil.example')).toBe(403);
    expect(await askAs(server, 'localhost:1')).toBe(200);
  });

  test('without any key no other address is listened on', async () => {
    const refusal = await startServer(fresh.node, {
      host: '0.0.0.0',
      port: 0,
      log: { level: 'silent', stream: process.stderr },
    });
    expect(refusal).toMatchObject({
      ok: false,
      code: 'no_api_key',
      advice: expect.stringContaining('ringfence keys create'),
    });
    await keyFor('admin');
    server = await serve(fresh.node, { host: '0.0.0.0' });
    expect(server.ok).toBe(true);
  });

  test('once there is a key, every request needs one', async () => {
    const token = await keyFor('claims:decide');
    server = await serve(fresh.node);
    const without = await server.post('/v1/claims', claim(1));
    expect(without).toMatchObject({ status: 401, body: { code: 'key_missing' } });
    expect(without.headers.get('www-authenticate')).toContain('Bearer');
    expect(await server.post('/v1/claims', claim(1), { authorization: 'Basic eDp5' })).toMatchObject({ status: 401 });
    expect(await server.post('/v1/claims', claim(1), bearer('rf_x_y'))).toMatchObject({
      status: 401,
      body: { code: 'key_unknown' },
    });
    expect(await server.post('/v1/claims', claim(1), bearer(token))).toMatchObject({ status: 200 });
    for (const path of ['/healthz', '/readyz', '/openapi.json'])
      expect(await server.get(path)).toMatchObject({ status: 200 });
    expect(await server.get('/metrics')).toMatchObject({ status: 401 });
    expect(await server.get('/metrics', bearer(token))).toMatchObject({ status: 200 });
    const { rows } = await fresh.database.query(
      "select body::json ->> 'source' as source from event_log where type = 'claim.filed'",
    );
    expect(rows).toEqual([{ source: `urn:ringfence:api:${token.split('_')[1]}` }]);
  });

  test('every route asks for its scope, and names the one that is missing', async () => {
    const asks: [Scope, (at: ServerAtWork, headers: Record<string, string>) => Promise<Told>][] = [
      ['claims:decide', (at, headers) => at.post('/v1/claims', claim(1), headers)],
      ['claims:read', (at, headers) => at.get('/v1/claims/C-1/decision', headers)],
      ['claims:read', (at, headers) => at.get('/v1/decisions', headers)],
      ['events:write', (at, headers) => at.post('/v1/events', order(1), headers)],
      ['claims:read', (at, headers) => at.get('/v1/orders/O-1/ledger', headers)],
      ['claims:read', (at, headers) => at.get('/v1/facts/1', headers)],
      ['rings:read', (at, headers) => at.get('/v1/rings', headers)],
      ['rings:read', (at, headers) => at.get('/v1/rings/ring-1', headers)],
      ['rings:judge', (at, headers) => at.post('/v1/rings/ring-1/verdicts', {}, headers)],
      ['rings:read', (at, headers) => at.get('/v1/rings/detections/current', headers)],
      ['rings:judge', (at, headers) => at.post('/v1/rings/detections', '', headers)],
      ['rings:judge', (at, headers) => at.delete('/v1/rings/detections/current', headers)],
      ['quarantine:read', (at, headers) => at.get('/v1/quarantine', headers)],
      ['quarantine:read', (at, headers) => at.get('/v1/quarantine/1', headers)],
      ['quarantine:write', (at, headers) => at.post('/v1/quarantine/1/replay', order(1), headers)],
      ['quarantine:write', (at, headers) => at.post('/v1/quarantine/1/drop', { reason: 'x' }, headers)],
      ['claims:read', (at, headers) => at.get('/v1/policy', headers)],
      ['claims:read', (at, headers) => at.get('/v1/features', headers)],
    ];
    const admin = bearer(await keyFor('admin'));
    const own = new Map<Scope, Record<string, string>>();
    const others = new Map<Scope, Record<string, string>>();
    for (const scope of scopes.slice(0, -1)) {
      own.set(scope, bearer(await keyFor(scope)));
      others.set(scope, bearer(await keyFor(...scopes.filter(other => other !== scope && other !== 'admin'))));
    }
    server = await serve(fresh.node);
    for (const [scope, ask] of asks) {
      const told = await ask(server, others.get(scope)!);
      expect(told).toMatchObject({
        status: 403,
        body: { code: 'scope_missing', detail: expect.stringContaining(scope) },
      });
      expect((await ask(server, own.get(scope)!)).status).not.toBe(403);
      expect((await ask(server, admin)).status).not.toBe(403);
    }
  });

  test('more requests than the limit are told to wait, by key', async () => {
    const [first, second] = [bearer(await keyFor('claims:read')), bearer(await keyFor('claims:read'))];
    server = await serve(fresh.node, { requestsPerMinute: 3 });
    for (let asked = 0; asked < 3; asked++)
      expect(await server.get('/v1/policy', first)).toMatchObject({ status: 200 });
    const told = await server.get('/v1/policy', first);
    expect(told).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(told.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await server.get('/v1/policy', second)).toMatchObject({ status: 200 });
    for (let asked = 0; asked < 3; asked++) expect(await server.get('/v1/policy')).toMatchObject({ status: 401 });
    expect(await server.get('/v1/policy')).toMatchObject({ status: 429 });
    expect(await server.get('/healthz')).toMatchObject({ status: 200 });
  });
});

test('every answer has its security headers and request id, and none lets other origins in', async () => {
  server = await serve(fresh.node);
  for (const path of ['/healthz', '/v1/nothing', '/v1/facts/x', '/v1/policy']) {
    const { headers } = await server.get(path, { origin: 'https://evil.example' });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-/);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  }
});

/** Asks under a host name of one's own choice, which fetch does not let one do. */
function askAs(at: ServerAtWork, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get(`${at.url}/v1/policy`, { headers: { host } }, response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
  });
}
