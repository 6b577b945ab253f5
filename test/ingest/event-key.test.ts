import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { eventKey } from '../../src/ingest/event-key.ts';

test('the key is the first half of the digest of source and id, as a UUID', () => {
  const hex = createHash('sha256').update('shop\0e-1').digest('hex').slice(0, 32);
  expect(eventKey('shop', 'e-1').replaceAll('-', '')).toBe(hex);
  expect(eventKey('shop', 'e-1')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('source and id do not run into each other', () => {
  expect(eventKey('ab', 'c')).not.toBe(eventKey('a', 'bc'));
});
