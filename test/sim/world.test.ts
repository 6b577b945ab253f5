import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseLine } from '../../src/ingest/parse.ts';
import { Ids } from '../../src/sim/ids.ts';
import { patterns } from '../../src/sim/patterns/index.ts';
import { claimsOf, type Made, made } from './made.ts';

const context = { receivedAt: Date.UTC(2027, 0, 1) * 1000, arrival: 'event', maskingKey: new Uint8Array(32) } as const;

function digest(world: Made): string {
  const hash = createHash('sha256');
  for (const part of [world.events, world.truth, world.judgements, world.registrations]) hash.update(part.join(''));
  return hash.update(JSON.stringify(world.simulated.posts)).digest('hex');
}

describe('a world', () => {
  test('[SIM-1] the same request gives the same bytes, another seed others', () => {
    const first = digest(made());
    expect(digest(made())).toBe(first);
    expect(digest(made({ seed: 2 }))).not.toBe(first);
  });

  test.each([
    [1, 0],
    [2, 0.5],
    [3, 1],
    [4, 0.25],
    [5, 0.8],
  ])('[SIM-2] every event keeps the contract: seed %i, hardness %f', (seed, hardness) => {
    const world = made({ seed, hardness });
    const refused = [...world.events, ...world.judgements, ...world.registrations]
      .map(line => parseLine(line.trimEnd(), context))
      .filter(parsed => !parsed.ok || parsed.masked > 0);
    expect(refused.slice(0, 3)).toEqual([]);
    expect(world.events.length).toBeGreaterThan(5_000);
  });

  test.each([1, 2, 3])('[SIM-3] every id that an event refers to was given to something: seed %i', seed => {
    const world = made({ seed });
    const rows = world.events.map(line => JSON.parse(line));
    const given = new Map<string, Set<string>>();
    const give = (kind: string, id: string): void => {
      const ids = given.get(kind) ?? new Set<string>(['system']);
      given.set(kind, ids.add(id));
    };
    const makes: Readonly<Record<string, string>> = {
      'account.registered': 'account_id',
      'order.placed': 'order_id',
      'claim.filed': 'claim_id',
      'contact.opened': 'contact_id',
      'return.authorised': 'return_id',
      'refund.issued': 'refund_id',
      'session.started': 'session_id',
      'employee.joined': 'employee_id',
      'dispute.opened': 'dispute_id',
      'parcel.shipped': 'parcel_id',
    };
    for (const { type, data } of rows) if (makes[type] !== undefined) give(makes[type], data[makes[type]]);
    const employees = ['by', 'agent_id', 'employee_id', 'packed_by', 'from_agent_id', 'to_agent_id'];
    const unknown = rows.flatMap(({ type, data }) => {
      if (type === 'employee.session' || type === 'account.changed') return [];
      const names = [...Object.values(makes), ...employees].filter(name => typeof data[name] === 'string');
      return names
        .filter(name => !(name === 'session_id' && type === 'record.viewed'))
        .filter(name => !given.get(employees.includes(name) ? 'employee_id' : name)?.has(data[name]))
        .map(name => `${type} ${name} ${data[name]}`);
    });
    expect(unknown.slice(0, 5)).toEqual([]);
  });

  test('[SIM-4] events never say what is true, and truth speaks only of what was told', () => {
    const world = made();
    const words = [
      '"ring-',
      '"op-',
      'look_alikes',
      'verdict',
      ...patterns.map(each => each.name).filter(name => name !== 'missing_item'),
    ];
    const telling = world.events.filter(line => !line.includes('.judged"') && words.some(word => line.includes(word)));
    expect(telling.slice(0, 3)).toEqual([]);
    const filed = new Set(
      world.events
        .map(line => JSON.parse(line))
        .filter(row => row.type === 'claim.filed')
        .map(row => row.data.claim_id),
    );
    const told = claimsOf(world).map(claim => claim.claim_id);
    expect(new Set(told)).toEqual(filed);
    expect(told).toHaveLength(filed.size);
  });

  test('[SIM-5] feeds lose, delay and repeat events, and the order of the file is that of arrival', () => {
    const rows = made({ accounts: 2_000 }).events.map(line => JSON.parse(line));
    const running = rows.filter(row => row.time > '2025-08-02');
    const keys = running.map(row => `${row.source} ${row.id}`);
    expect(keys.length - new Set(keys).size).toBeGreaterThan(20);
    const late = running.filter((row, index) => index > 0 && row.time < running[index - 1].time);
    expect(late.length).toBeGreaterThan(100);
    expect(running.some(row => row.recordedtime !== undefined)).toBe(true);
    const delivered = new Set(rows.filter(row => row.data.status === 'delivered').map(row => row.data.tracking));
    const shipped = rows
      .filter(row => row.type === 'parcel.shipped' && row.time < '2025-09-15')
      .map(row => row.data.tracking);
    const share = shipped.filter(tracking => delivered.has(tracking)).length / shipped.length;
    expect(share).toBeGreaterThan(0.85);
    expect(share).toBeLessThan(0.985);
  });

  test('[SIM-6] all patterns and their look-alikes occur in a large enough world', () => {
    const claims = claimsOf(made({ accounts: 8_000, days: 180, fraudShare: 0.1 }));
    const found = new Set(claims.filter(claim => claim.truth !== 'honest').map(claim => claim.pattern));
    const missing = patterns.map(each => each.name).filter(name => !found.has(name));
    expect(missing).toEqual([]);
    const alike = new Set(claims.flatMap(claim => claim.look_alikes ?? []));
    for (const name of [
      'carer',
      'bad_street',
      'dorm',
      'office',
      'locker',
      'popular_template',
      'serial_returner',
      'true_police_report',
      'gift_or_expired_card',
      'angry_customer',
      'persistent_customer',
      'automatic_dispute',
      'till_error',
      'traveller',
      'mobile_network',
      'borrowed_device',
      'resold_device',
      'household',
      'unlucky',
      'forwarder',
      'defective_batch',
      'replacement_in_advance',
      'replacement_elsewhere',
      'dishonest_driver',
    ])
      expect([...alike]).toContain(name);
  });

  test('[SIM-7] without fraud nobody defrauds: no rings, no insiders, no boasts', () => {
    const world = made({ fraudShare: 0, accounts: 1_500 });
    expect(claimsOf(world).filter(claim => claim.truth !== 'honest')).toEqual([]);
    expect(world.truth.filter(line => /"kind":"(?:ring|vouch)"|"truth":"insider"/.test(line))).toEqual([]);
    expect(world.simulated.posts).toEqual([]);
  });

  test('[SIM-8] ids of one kind never repeat and tell nothing of their order', () => {
    const ids = new Ids(7);
    const drawn = Array.from({ length: 50_000 }, () => ids.next('K'));
    expect(new Set(drawn).size).toBe(drawn.length);
    expect([...drawn].sort()).not.toEqual(drawn);
    expect(new Set(drawn.map(id => id.length))).toEqual(new Set([8]));
  });
});
