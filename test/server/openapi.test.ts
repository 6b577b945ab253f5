import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openapiDocument } from '../../src/server/openapi.ts';
import { routes } from '../../src/server/routes/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is looked into at many places
const document = (await openapiDocument()) as any;

test('docs/openapi.json is current (write it anew with scripts/docs/openapi.ts)', () => {
  const committed = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
  expect(JSON.parse(committed)).toEqual(document);
});

test('every route is described, with words, answers and what can go wrong', () => {
  expect(document.openapi).toBe('3.1.0');
  const described = Object.entries<Record<string, object>>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(
    routes.map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`).sort(),
  );
  for (const route of routes) {
    const operation = document.paths[route.url.replace(/:(\w+)/g, '{$1}')][route.method.toLowerCase()];
    expect(operation.summary).not.toBe('');
    expect(operation.description.length).toBeGreaterThan(20);
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining([...Object.keys(route.answers), '500']));
    expect(operation.security).toEqual(route.access === 'open' ? [] : [{ key: [] }]);
    expect(operation.requestBody === undefined).toBe(route.body === undefined);
  }
});

test('everything that is pointed at is there', () => {
  const text = JSON.stringify(document);
  const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(20);
  for (const name of new Set(names)) expect(document.components.schemas).toHaveProperty([name!]);
  expect(Object.keys(document.components.schemas).sort()).toEqual([...new Set(names)].sort());
  expect(text).toContain('CloudEvent');
  expect(document.components.schemas.Claim.examples).toHaveLength(1);
});
