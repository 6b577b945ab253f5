import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isIdentifier } from '../../src/ingest/identifiers.ts';
import { parseLine, parseObject } from '../../src/ingest/parse.ts';
import { canonicalJson } from '../../src/text/canonical-json.ts';
import { context, message, placed, scanned, withData } from './examples.ts';

const visa = '4111111111111111';
const mastercard = '5500005555555559';

function accepted(value: unknown) {
  const parsed = parseLine(JSON.stringify(value), context);
  if (!parsed.ok) throw new Error(`${parsed.field} ${parsed.reason}`);
  return parsed;
}

describe('card numbers never enter', () => {
  test('they are masked in text fields, known and unknown, and counted', () => {
    const parsed = accepted(
      withData(message, { text: `my card is 4111 1111-1111 1111, ${mastercard}`, note: { deep: [visa] } }),
    );
    expect(parsed.masked).toBe(3);
    expect(parsed.event.data).toMatchObject({ text: 'my card is ************1111, ************5559' });
    expect(JSON.parse(parsed.body).data.note).toEqual({ deep: ['************1111'] });
  });

  test('a number that is no string becomes its mask', () => {
    const parsed = accepted(withData(message, { card: Number(visa) }));
    expect(JSON.parse(parsed.body).data.card).toBe('************1111');
  });

  test('escapes hide nothing', () => {
    const line = JSON.stringify(withData(message, { text: visa })).replace(
      visa,
      '\\u0034111\\u00201111 1111 111\\uff11',
    );
    const parsed = parseLine(line, context);
    expect(parsed).toMatchObject({ ok: true, masked: 1, event: { data: { text: '************1111' } } });
  });

  test('a refused line is kept without them, too', () => {
    for (const line of [
      `{"card":"${visa}"`,
      `{"card":"\\u0034${visa.slice(1)}"`,
      JSON.stringify({ ...message, type: 'x', note: visa }),
      JSON.stringify(withData(message, { author: visa })),
      JSON.stringify(withData(message, { text: `${visa}\u0000` })),
      JSON.stringify(withData(message, { [visa]: 1 })),
    ]) {
      const parsed = parseLine(line, context);
      expect(parsed.ok).toBe(false);
      expect(JSON.stringify(parsed)).not.toContain(visa);
      expect(JSON.stringify(parsed)).not.toContain(visa.slice(1));
      expect(JSON.stringify(parsed)).toContain('************1111');
    }
  });

  test('the body is the canonical form of the masked original', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(visa, `x ${visa} y`, '5500-0055-5555-5559'));
    fc.assert(
      fc.property(text, fc.dictionary(fc.stringMatching(/^x[a-z]{1,8}$/), text), (words, extra) => {
        const event = withData(message, { text: words.replaceAll('\0', ''), extra });
        const [fromLine, fromObject] = [parseLine(JSON.stringify(event), context), parseObject(event, context)];
        expect(fromLine).toEqual(fromObject);
        if (!fromLine.ok) return;
        const masked = JSON.parse(
          JSON.stringify(event).replaceAll(
            /4111111111111111|5500-0055-5555-5559/g,
            found => `************${found.slice(-4)}`,
          ),
        );
        expect(fromLine.body).toBe(canonicalJson(masked));
      }),
    );
  });
});

describe('ids that look like card numbers', () => {
  test('stay different and stay equal', () => {
    // Both are Visa numbers that end in 1111.
    const other = '4000000000061111';
    const [one, two, again] = [visa, other, visa].map(tracking => accepted(withData(scanned, { tracking })));
    const trackings = [one, two, again].map(parsed => (parsed!.event.data as { tracking: string }).tracking);
    expect(trackings[0]).toMatch(/^\*{12}1111~[\w-]{12}$/);
    expect(trackings[1]).toMatch(/^\*{12}1111~[\w-]{12}$/);
    expect(trackings[0]).not.toBe(trackings[1]);
    expect(trackings[0]).toBe(trackings[2]);
  });

  test('are keyed: another key gives another fingerprint', () => {
    const line = JSON.stringify(withData(scanned, { tracking: visa }));
    const [one, two] = [1, 2].map(byte => parseLine(line, { ...context, maskingKey: new Uint8Array(32).fill(byte) }));
    expect(one).not.toEqual(two);
  });

  test('keep the event itself apart from others', () => {
    const parsed = accepted({ ...scanned, id: visa });
    expect(parsed.event.id).toMatch(/^\*{12}1111~/);
    expect(JSON.parse(parsed.body).id).toBe(parsed.event.id);
  });

  test('are masked in lists and nested fields by the name of the field', () => {
    const lines = [{ ...placed.data.lines[0], sku: visa, serials: [visa] }];
    const parsed = accepted(withData(placed, { lines, payment: { token: visa, kind: visa } }));
    const { data } = JSON.parse(parsed.body);
    expect([data.lines[0].sku, data.lines[0].serials[0], data.payment.token]).toEqual(
      Array(3).fill(data.payment.token),
    );
    expect(data.payment.kind).toBe('************1111');
  });

  test('are known by the contract, unknown fields by their name', () => {
    for (const name of [
      'order_id',
      'tracking',
      'token',
      'serials',
      'serial',
      'sku',
      'device_id',
      'driver_id',
      'phone',
      'id',
      'by',
      'basket_id',
    ]) {
      expect(isIdentifier(name), name).toBe(true);
    }
    for (const name of ['text', 'statement', 'note', 'title', 'total', 'amount', 'time', 'country', 'lines', 'valid']) {
      expect(isIdentifier(name), name).toBe(false);
    }
  });
});
