import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleEvent } from '../../scripts/docs/example-events.ts';
import { currencyCodes, currencyExponent } from '../../src/domain/currency.ts';
import { type EventType, eventTypes } from '../../src/domain/events/catalogue.ts';
import { formatMinor, parseMinor } from '../../src/domain/money.ts';
import { formatMoment, parseMoment } from '../../src/domain/time.ts';
import { eventKey } from '../../src/ingest/event-key.ts';
import { lineLengthMax } from '../../src/ingest/limits.ts';
import { type Accepted, type ParseContext, parseLine, parseObject, type Refused } from '../../src/ingest/parse.ts';
import { isReservedSource } from '../../src/ingest/reserved.ts';

const context: ParseContext = {
  receivedAt: Date.UTC(2026, 5, 1) * 1000,
  arrival: 'event',
  maskingKey: new Uint8Array(32),
};
const cardNumber = '4111 1111 1111 1111';

/** The example of the type with other fields in its data. */
function withData(type: EventType, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const example = exampleEvent(type);
  return { ...example, data: { ...(example['data'] as object), ...data } };
}

describe('what is refused', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['an unknown type', { ...exampleEvent('claim.filed'), type: 'claim.made' }, 'type'],
    ['a missing envelope field', { ...exampleEvent('claim.filed'), source: undefined }, 'source'],
    ['a value that is not on the list', withData('claim.filed', { reason: 'bored' }), 'data.reason'],
    ['an empty id', withData('claim.filed', { claim_id: '' }), 'data.claim_id'],
    ['an id that is too long', withData('claim.filed', { claim_id: 'x'.repeat(129) }), 'data.claim_id'],
    ['money as a number', withData('claim.filed', { amount: 129 }), 'data.amount'],
    ['negative money', withData('claim.filed', { amount: '-1.00' }), 'data.amount'],
    ['money with more digits than its currency', withData('claim.filed', { amount: '1.005' }), 'data.amount'],
    ['a currency that is none', withData('claim.filed', { currency: 'EUX' }), 'data.currency'],
    ['a country that is none', withData('session.started', { country: 'UK' }), 'data.country'],
    ['a weight in fractions', withData('dock.scanned', { weight_g: 1.5 }), 'data.weight_g'],
    ['a time without a zone', { ...exampleEvent('claim.filed'), time: '2026-03-01T12:00:00' }, 'time'],
    [
      'a price within a list',
      withData('order.placed', { lines: [{ line_id: '1', sku: 'a', quantity: 1, unit_price: '1.234' }] }),
      'data.lines[0].unit_price',
    ],
  ])('[EVENT-2] %s goes to quarantine with its field and the reason', (_, event, field) => {
    const parsed = parseObject(event, context);
    expect(parsed).toMatchObject({ ok: false, field });
    expect((parsed as Refused).reason).toMatch(/^(?:is|has|must|holds|may) /);
  });

  test('[EVENT-3] whatever the line holds, reading it gives an answer and no error', () => {
    fc.assert(
      fc.property(fc.constantFrom(...eventTypes), fc.json(), fc.string(), (type, json, field) => {
        expect(typeof parseLine(json, context).ok).toBe('boolean');
        expect(typeof parseObject(withData(type, { [field]: JSON.parse(json) }), context).ok).toBe('boolean');
      }),
    );
  });

  test('[EVENT-4] a line beyond its bound is refused, and only its start is kept', () => {
    const refused = parseLine(`{"id":"${'x'.repeat(lineLengthMax)}"}`, context) as Refused;
    expect(refused.ok).toBe(false);
    expect(refused.text.length).toBeLessThan(2_000);
  });
});

describe('money and time', () => {
  test('[EVENT-5] money is read as whole minor units of its currency, and written the same again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...currencyCodes), fc.integer({ min: -1e12, max: 1e12 }), (currency, minor) => {
        expect(parseMinor(formatMinor(minor, currency), currency)).toBe(minor);
      }),
    );
    expect(parseMinor('12.50', 'EUR')).toBe(1250);
    expect(parseMinor('12.500', 'EUR')).toBe(1250);
    expect(parseMinor('12.505', 'EUR')).toBeNull();
    expect([parseMinor('12', 'JPY'), parseMinor('12.5', 'JPY'), parseMinor('1.234', 'KWD')]).toEqual([12, null, 1234]);
    expect([parseMinor('1e3', 'EUR'), parseMinor('.5', 'EUR'), parseMinor('1', 'XXX')]).toEqual([null, null, null]);
    expect(new Set(currencyCodes.map(currencyExponent))).toEqual(new Set([0, 2, 3]));
  });

  test('[EVENT-6] a time is RFC 3339 with a zone, kept to the microsecond, and written the same again', () => {
    const years = { min: Date.UTC(1990, 0, 1), max: Date.UTC(2099, 11, 31) };
    fc.assert(
      fc.property(fc.integer(years), fc.integer({ min: 0, max: 999 }), (milliseconds, micros) => {
        const moment = milliseconds * 1000 + micros;
        expect(parseMoment(formatMoment(moment))).toBe(moment);
      }),
    );
    expect(parseMoment('2026-03-01T13:00:00.000001+01:00')).toBe(Date.UTC(2026, 2, 1, 12) * 1000 + 1);
    expect(parseMoment('2024-02-29T00:00:00Z')).not.toBeNull();
    for (const wrong of [
      '2025-02-29T00:00:00Z',
      '1989-12-31T23:59:59Z',
      '2100-01-01T00:00:00Z',
      '2026-03-01',
      'yesterday',
    ]) {
      expect(parseMoment(wrong), wrong).toBeNull();
    }
  });

  test('[EVENT-7] an import is known when its source recorded it, never before it happened; a live event from its arrival', () => {
    const knownAt = (event: object, arrival: ParseContext['arrival']) =>
      (parseObject(event, { ...context, arrival }) as Accepted).event.knownAt;
    const claim = exampleEvent('claim.filed');
    const at = parseMoment(claim['time'] as string)!;
    expect(knownAt(claim, 'event')).toBe(at);
    expect(knownAt({ ...claim, recordedtime: '2026-03-07T00:00:00Z' }, 'event')).toBe(
      parseMoment('2026-03-07T00:00:00Z'),
    );
    expect(knownAt({ ...claim, recordedtime: '2020-01-01T00:00:00Z' }, 'event')).toBe(at);
    expect(knownAt({ ...claim, recordedtime: '2026-03-07T00:00:00Z' }, 'now')).toBe(context.receivedAt);
  });
});

describe('what is kept', () => {
  test('[EVENT-8] unknown fields stay in the body and are left out of the data', () => {
    const accepted = parseObject({ ...withData('claim.withdrawn', { mood: 'fine' }), shoe: 43 }, context) as Accepted;
    expect(accepted.event.data).toEqual({ claim_id: 'CL-7' });
    expect(JSON.parse(accepted.body)).toMatchObject({ shoe: 43, data: { mood: 'fine' } });
  });

  test('[EVENT-9] the body is the same however the fields were ordered', () => {
    const event = exampleEvent('order.placed');
    const turned = Object.fromEntries(Object.entries(event).reverse());
    expect((parseObject(turned, context) as Accepted).body).toBe((parseObject(event, context) as Accepted).body);
  });

  test('[EVENT-10] source and id alone make the key: what else differs does not matter, and neither runs into the other', () => {
    expect(eventKey('a', 'b')).toBe(eventKey('a', 'b'));
    expect(
      new Set([eventKey('a', 'b'), eventKey('a', 'c'), eventKey('b', 'b'), eventKey('ab', ''), eventKey('', 'ab')])
        .size,
    ).toBe(5);
  });

  test('[EVENT-11] sources of Ringfence itself are reserved, in any case of letters', () => {
    expect(['urn:ringfence', 'urn:ringfence:decisions', 'URN:RingFence:x'].map(isReservedSource)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['urn:ringfences', 'https://shop.example/urn:ringfence', '/shop'].map(isReservedSource)).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('card numbers', () => {
  test('[EVENT-12] they are masked to the last four digits and counted, in known and unknown fields, and in what is refused', () => {
    const accepted = parseObject(
      withData('contact.message', { text: `mine is ${cardNumber}`, hint: { deep: cardNumber } }),
      context,
    ) as Accepted;
    expect(accepted.masked).toBe(2);
    expect(accepted.body).not.toMatch(/4111[ ]?1111/);
    expect(accepted.body).toContain('1111');
    const refused = parseObject(
      withData('contact.message', { text: cardNumber, author: 'nobody' }),
      context,
    ) as Refused;
    expect(refused).toMatchObject({ ok: false, masked: 1 });
    expect(refused.text).not.toMatch(/4111[ ]?1111/);
  });

  test('[EVENT-13] in a field that links, a keyed fingerprint keeps different numbers different and equal ones equal', () => {
    const token = (number: string, key = 0) => {
      const event = withData('refund.issued', { to: { kind: 'original', token: number } });
      const accepted = parseObject(event, { ...context, maskingKey: new Uint8Array(32).fill(key) }) as Accepted;
      return (accepted.event.data as { to: { token: string } }).to.token;
    };
    // Both end in 1111.
    const [one, other] = ['4111111111111111', '4000000000141111'].map(number => token(number)) as [string, string];
    expect(one).not.toContain('41111111');
    expect(token('4111111111111111')).toBe(one);
    expect(token('4111111111111111', 1)).not.toBe(one);
    expect(other).not.toContain('40000000');
    expect(other).not.toBe(one);
  });
});
