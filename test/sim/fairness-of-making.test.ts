import { describe, expect, test } from 'vitest';
import { type Made, made } from './made.ts';

interface Row {
  readonly type: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const world = made({ seed: 3, accounts: 6_000, days: 120, fraudShare: 0.1, hardness: 0.3, registrations: 400 });
const rows = (made: Made) => made.events.map(line => JSON.parse(line) as Row);
const ofType = (type: string) => rows(world).filter(row => row.type === type);

describe('[SIM-18] what is rare happens to honest people too', () => {
  const truth = world.truth.map(line => JSON.parse(line) as Record<string, string>);
  const verdicts = new Map(truth.filter(row => row['kind'] === 'claim').map(row => [row['order_id'], row['truth']]));
  const fraudulent = (row: Row) => verdicts.get(String(row.data['order_id'])) === 'fraud';

  test('banks abroad: most orders paid through one are nobody’s fraud', () => {
    const foreign = ofType('order.placed').filter(row => {
      const payment = row.data['payment'] as { country?: string } | undefined;
      return payment?.country !== undefined && payment.country !== row.data['marketplace'];
    });
    expect(foreign.length).toBeGreaterThan(30);
    expect(foreign.filter(fraudulent).length).toBeLessThan(foreign.length / 3);
  });

  test('changed credentials: what is changed comes along, whoever changes it', () => {
    for (const { data } of ofType('account.changed')) {
      const what = data['what'] as readonly string[];
      expect([data['email'] !== undefined, data['phone'] !== undefined]).toEqual([
        what.includes('email'),
        what.includes('phone'),
      ]);
    }
  });

  test('staff abroad or behind tunnels: more of them are themselves than not', () => {
    const victims = new Set(
      truth.filter(row => row['kind'] === 'employee' && row['truth'] === 'victim').map(row => row['employee_id']),
    );
    const tunnels = ofType('employee.session').filter(row => /^(?:45|146|185|193)\./.test(String(row.data['ip'])));
    const others = tunnels.filter(row => !victims.has(String(row.data['employee_id'])));
    expect(others.length).toBeGreaterThan(tunnels.length / 2);
  });

  test('addresses of registrations are written as the country writes them, whoever registers', () => {
    const written = world.registrations.map(
      line => JSON.parse(line) as { data: { address?: { line1: string; country: string } } },
    );
    const british = written.flatMap(({ data }) => (data.address?.country === 'GB' ? [data.address.line1] : []));
    expect(british.length).toBeGreaterThan(10);
    expect(british.filter(line => !/^\d+ /.test(line))).toEqual([]);
  });

  test('posts are numbered as they come, and what is made up is in every money', () => {
    for (const [, posts] of Map.groupBy(world.simulated.posts, post => post.platform)) {
      const ids = posts.map(post => post.id);
      expect(ids).toEqual(ids.map((_, index) => ids[0]! + index));
      expect(posts.every((post, index) => index === 0 || posts[index - 1]!.at <= post.at)).toBe(true);
    }
    const byId = new Map(world.simulated.posts.map(post => [`${post.platform} ${post.id}`, post]));
    const told = truth.filter(row => row['kind'] === 'vouch');
    const texts = (isOurs: boolean) =>
      told
        .filter(row => (row['refund_id'] !== undefined) === isOurs)
        .map(row => byId.get(`${row['platform']} ${row['post_id']}`)!.text);
    for (const isOurs of [true, false]) {
      expect(texts(isOurs).some(text => /[£€]/.test(text))).toBe(true);
      expect(texts(isOurs).some(text => text.includes('$'))).toBe(true);
    }
  });
});
