import { describe, expect, test } from 'vitest';
import { memberLines, ringPage, verdictLine } from '../../src/cli/ring-page.ts';
import { withoutColours } from '../../src/cli/wrap.ts';
import { RingFinder } from '../../src/detect/rings/finder.ts';
import { parseMoment } from '../../src/domain/time.ts';
import { type RingBody, ringBody } from '../../src/store/ring-body.ts';
import { servedShop } from '../store/fixtures/ring-shop.ts';

const [found] = new RingFinder().update(servedShop().facts).rings;
const ring = ringBody(found!);
/** The page as one line, so that it may break where it likes. */
const pageOf = (more: Partial<RingBody>, stored?: Parameters<typeof ringPage>[1]) =>
  withoutColours(ringPage({ ...ring, ...more }, stored)).replaceAll(/\s+/g, ' ');

function drops(many: number): RingBody['footprint'] {
  return Array.from({ length: many }, (_, number) => ({
    ...ring.footprint[0]!,
    kind: 'drop',
    value: `drop:GB AB${number} 1CD`,
    claims: number + 1,
  }));
}

test('[RING-60] a verdict is shown with the id that the ring had when it was said, where that was another', () => {
  const said = {
    ring_id: 'ring-1',
    verdict: 'coincidence',
    account_id: null,
    value: 'words:did not turn up',
    by: 'Ada',
    reason: 'an advice site',
    judged_at: '2026-03-01T12:00:00.000000Z',
    fact: 7,
  } as const;
  expect(verdictLine(said, 'ring-1').trim()).toBe(
    '2026-03-01 words:did not turn up: coincidence, says Ada: an advice site',
  );
  expect(verdictLine(said, 'ring-2')).toContain('says Ada of ring-1: an advice site');
});

describe('[RING-56] the page of a ring', () => {
  test('says how it grows, up to its last claim', () => {
    const growth = { last_claims: 12, earlier_claims: 5 };
    expect(pageOf({ growth })).toContain('Growth: 12 claims in the 28 days up to the last, 5 in the 28 before.');
    expect(pageOf({ growth: { last_claims: 1, earlier_claims: 0 } })).toContain('Growth: 1 claim in the 28 days');
  });

  test('names every sum that was paid out, the one that is worth most first', () => {
    const losses = [
      { amount: '500000', currency: 'JPY' },
      { amount: '8177.23', currency: 'EUR' },
      { amount: '20.00', currency: 'GBP' },
    ];
    expect(pageOf({ loss: '8177.23', currency: 'EUR', losses })).toContain(
      '8,177.23 EUR + 500,000 JPY + 20.00 GBP paid out',
    );
    expect(pageOf({ loss: '0', currency: null, losses: [] })).toContain('nothing paid out');
  });

  test('has the drop addresses as a role of their own, and says how many more there are', () => {
    const own = ring.footprint;
    expect(pageOf({})).not.toContain('drop addresses');
    const two = pageOf({ footprint: [...own, ...drops(2)] });
    expect(two).toContain('drop addresses, where returns ended: GB AB0 1CD (1 claim), GB AB1 1CD (2 claims) ');
    expect(two).not.toMatch(/operator, nobody by name:[^)]*drop:/);
    expect(pageOf({ footprint: [...own, ...drops(9)] })).toContain('GB AB4 1CD (5 claims) and 4 more');
  });

  test('shows an address and its network as one line', () => {
    expect(ring.footprint.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['ip', 'network']));
    const page = pageOf({});
    expect(page).toContain('ip:45.9.9.9 (8 claims)');
    expect(page).not.toContain('network:45.9.9.0/24');
  });

  test('says since when a ring that is gone is gone', () => {
    const stored = { body: ring, knownAt: 0, changedAt: 0, seq: 1 };
    const goneAt = parseMoment('2026-05-04T03:02:01Z')!;
    expect(pageOf({}, { ...stored, goneAt })).toContain('It is gone: no longer found since 2026-05-04.');
    expect(pageOf({}, { ...stored, goneAt: null })).not.toContain('gone');
  });

  test('has under each member the two links that tie them most, each value once and no sentence twice', () => {
    for (const member of ring.members) {
      const lines = memberLines(member).map(line => line.replaceAll(/\s+/g, ' ').trim());
      expect(lines[0]).toContain(member.account_id);
      expect(lines).toHaveLength(3);
      const shown = lines.slice(1).map(line => member.links.find(link => line.endsWith(link.sentence))!);
      const weakest = Math.min(...shown.map(({ nats }) => nats!));
      const values = new Set(shown.map(({ value }) => value));
      expect(values.size).toBe(2);
      for (const { value, nats } of member.links) if (!values.has(value)) expect(nats!).toBeLessThanOrEqual(weakest);
      for (const { sentence } of shown) expect(lines.join(' ').split(sentence)).toHaveLength(2);
    }
  });
});
