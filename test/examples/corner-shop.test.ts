import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { days, hours, isWorkday, logEnds, midnight, on } from '../../examples/corner-shop/calendar.ts';
import { Log } from '../../examples/corner-shop/log.ts';
import { makeShop, pack } from '../../examples/corner-shop/make.ts';
import { outageDay } from '../../examples/corner-shop/staff.ts';
import { findingKinds } from '../../examples/corner-shop/stories/story.ts';
import { eventSchemas, isEventType } from '../../src/domain/events/catalogue.ts';
import { envelope } from '../../src/domain/events/event.ts';

const folder = join(import.meta.dirname, '../../examples/corner-shop');
const committed = readFileSync(join(folder, 'events.ndjson.gz'));
const text = gunzipSync(committed).toString('utf8');
interface Written {
  id: string;
  source: string;
  type: string;
  time: string;
  data: Record<string, string>;
}
const events: Written[] = text
  .trimEnd()
  .split('\n')
  .map(line => JSON.parse(line));

interface StoryRow {
  id: string;
  claims: string[];
  expected: string[];
  expected_findings: string[];
  expected_findings_later: string[];
  tolerated_findings: string[];
}
const storiesText = readFileSync(join(folder, 'stories.yaml'), 'utf8');
const rows: StoryRow[] = parse(storiesText).stories;

describe('the corner shop', () => {
  test('two runs tell the same, and what is committed', () => {
    const [first, second] = [makeShop(), makeShop()];
    expect(second.events === first.events).toBe(true);
    expect(second.stories).toBe(first.stories);
    // Compared unpacked: zlib packs the same text differently from version to version.
    expect(first.events === text).toBe(true);
    expect(first.stories).toBe(storiesText);
    expect(pack(first.events).equals(pack(second.events))).toBe(true);
  });

  test('the packed file is small and carries neither time nor system', () => {
    expect(committed.length).toBeLessThan(1_000_000);
    expect(committed.readUInt32LE(4)).toBe(0);
    expect(committed[9]).toBe(255);
  });

  test('every event keeps the contract and has an id of its own', () => {
    expect(events.length).toBeGreaterThan(3_000);
    const seen = new Set<string>();
    for (const event of events) {
      expect(envelope.safeParse(event).error).toBeUndefined();
      const { type } = event;
      if (!isEventType(type)) throw new Error(`${type} is no type of event`);
      expect(eventSchemas[type].safeParse(event.data).error).toBeUndefined();
      seen.add(`${event.source} ${event.id}`);
    }
    expect(seen.size).toBe(events.length);
  });

  test('an event that breaks the contract is not written', () => {
    const log = new Log();
    log.add('claim.withdrawn', on('2026-01-01 10:00'), { claim_id: '' });
    expect(() => log.write(logEnds)).toThrow('breaks the contract');
  });

  test('each row of stories.yaml speaks of claims in the log, each claim in one row', () => {
    const filed = new Set(events.filter(event => event.type === 'claim.filed').map(event => event.data.claim_id));
    const told = rows.flatMap(row => row.claims);
    expect(told.length).toBeGreaterThan(25);
    expect(told.filter(claim => !filed.has(claim))).toEqual([]);
    expect(new Set(told).size).toBe(told.length);
    expect(new Set(rows.map(row => row.id)).size).toBe(rows.length);
    for (const row of rows) {
      expect(['pay', 'pay_after_return', 'ask', 'review']).toEqual(expect.arrayContaining(row.expected));
      expect(row.expected.length).toBeGreaterThan(0);
      const named = [...row.expected_findings, ...row.expected_findings_later, ...row.tolerated_findings];
      expect(findingKinds).toEqual(expect.arrayContaining(named));
    }
  });

  test('every kind of finding is expected somewhere', () => {
    const named = new Set(rows.flatMap(row => [...row.expected_findings, ...row.expected_findings_later]));
    expect(findingKinds.filter(kind => !named.has(kind))).toEqual([]);
  });

  test('the docks in Leeds were awake on every working day since March but the one of the outage', () => {
    const scanned = new Set<number>();
    for (const { type, time, data } of events) {
      if (type === 'dock.scanned' && data.facility === 'leeds-dc') scanned.add(midnight(Date.parse(time)));
    }
    const blind: number[] = [];
    for (let day = on('2026-03-02 00:00'); day < logEnds - hours(22); day += days(1)) {
      if (isWorkday(day) && !scanned.has(day)) blind.push(day);
    }
    expect(blind).toEqual([outageDay]);
  });

  test('no account acts before it is registered, and no order is unknown', () => {
    const registered = new Map<string, number>();
    const placed = new Set<string>();
    for (const { type, time, data } of events) {
      if (type === 'account.registered') registered.set(data['account_id']!, Date.parse(time));
      if (type === 'order.placed') placed.add(data['order_id']!);
    }
    for (const { time, data } of events) {
      if (data.account_id !== undefined)
        expect(Date.parse(time)).toBeGreaterThanOrEqual(registered.get(data.account_id)!);
      if (data.order_id !== undefined) expect(placed.has(data.order_id)).toBe(true);
    }
  });
});
