import { describe, expect, test } from 'vitest';
import { decodeHeader } from '../../src/server/cloudevents.ts';

describe('headers of CloudEvents in binary mode', () => {
  test.each([
    ['plain', 'plain'],
    ['Euro%20%E2%82%AC%20%F0%9F%98%80', 'Euro € 😀'],
    ['"quoted \\"inside\\""', 'quoted "inside"'],
    ['100%', '100%'],
    ['%41%2541', 'A%41'],
    ['%ff', '\ufffd'],
  ])('%s is %s', (sent, meant) => {
    expect(decodeHeader(sent)).toBe(meant);
  });
});
