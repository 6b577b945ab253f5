import { expect, test } from 'vitest';
import { LinkBook } from '../../../src/detect/rings/book.ts';
import { Weighing } from '../../../src/detect/rings/evidence.ts';
import { standing } from '../../../src/detect/rings/gate.ts';
import { groundOf } from '../../../src/detect/rings/ground.ts';
import { groupEvidence } from '../../../src/detect/rings/group-evidence.ts';
import type { Settled } from '../../../src/detect/rings/settle.ts';
import { TextCache } from '../../../src/detect/rings/text-cache.ts';
import { Verdicts } from '../../../src/detect/rings/verdicts.ts';
import { type Shop, usualShop } from './shop.ts';

const operator = { reason: 'not_received', amount: '900.00' } as const;

function claimed(shop: Shop, account: string, day: number, how: object): void {
  shop.register(account);
  shop.order(account, 3);
  shop.claim({ account, day, ...operator, ...how });
}

function groundIn(shop: Shop) {
  const book = new LinkBook();
  for (const fact of shop.facts) book.add(fact);
  const ground = groundOf(book, new TextCache(), new Verdicts(book.names, []));
  const of = (...accounts: string[]) =>
    ground.cases.flatMap(({ account }, index) =>
      accounts.some(each => book.names.text(account).endsWith(`/${each}`)) ? [index] : [],
    );
  return { ground, of };
}

/** Groups as they would be settled if these were taken for their members. */
function settledAs(ground: ReturnType<typeof groundIn>['ground'], ...rings: readonly (readonly number[])[]): Settled {
  return {
    rings: rings.map(indices => indices.map(index => ({ index, probability: 0.99 }))),
    weighing: new Weighing(ground, rings),
  };
}

test('[RING-57] what two strangers share by chance counts once, although each is told by the other', () => {
  const shop = usualShop();
  for (const number of [0, 1])
    claimed(shop, `g${number}`, 30 + number, { device: `d-${number}`, ip: `193.86.171.${number + 7}` });
  const { ground, of } = groundIn(shop);
  const settled = settledAs(ground, of('g0', 'g1'));
  const { evidence, members } = groupEvidence(ground, settled, 0);
  const told = members.map(({ index }) => settled.weighing.reasons(index, 0));
  const network = told.map(reasons => reasons.find(({ kind }) => kind === 'network')!.nats);
  const all = told.flat().reduce((sum, { nats }) => sum + nats, 0);
  const alone = members.reduce((sum, { index }) => sum + Math.max(0, settled.weighing.alone(index)), 0);
  expect(network[0]).toBeGreaterThan(2);
  expect(all - alone - evidence).toBeGreaterThan(network[0]! - 0.001);
});

test('[RING-57] what may link members holds no ring where nothing that began it ties two households', () => {
  const shop = usualShop();
  const accounts = Array.from({ length: 12 }, (_, number) => `x${number}`);
  for (const [number, account] of accounts.entries())
    claimed(shop, account, 30 + number, { device: 'one', ip: '45.9.9.9', picture: 'ff01' });
  const { ground, of } = groundIn(shop);
  const untied = { ...ground, anchors: [] };
  expect(standing(ground, settledAs(ground, of(...accounts))).candidates).toHaveLength(1);
  expect(standing(untied, settledAs(untied, of(...accounts))).candidates).toEqual([]);
});

test('[RING-68] a group that turns out to be no ring keeps nobody from one that is', () => {
  const shop = usualShop();
  const accounts = Array.from({ length: 12 }, (_, number) => `x${number}`);
  for (const [number, account] of accounts.entries())
    claimed(shop, account, 30 + number, { device: 'one', ip: '45.9.9.9' });
  const { ground, of } = groundIn(shop);
  const [many, two] = [of(...accounts.slice(0, 10)), of(...accounts.slice(10))];
  const { candidates, settled } = standing(ground, settledAs(ground, many, two));
  expect(candidates.map(({ ring }) => ring)).toEqual([0]);
  expect(candidates[0]!.members.map(({ index }) => index)).toEqual([...many, ...two].sort((one, other) => one - other));
  expect(settled.rings[1]).toEqual([]);
});

test('[RING-68] a group that looks like helpers keeps those whom it helps', () => {
  const shop = usualShop();
  const served = Array.from({ length: 10 }, (_, number) => `x${number}`);
  const helped = Array.from({ length: 6 }, (_, number) => `y${number}`);
  for (const [number, account] of served.entries())
    claimed(shop, account, 30 + number, { device: 'one', ip: '45.9.9.9' });
  for (const [number, account] of helped.entries())
    claimed(shop, account, 30 + number, {
      device: 'aid',
      ip: '46.1.1.1',
      reason: 'damaged',
      amount: '20.00',
      back: true,
    });
  const { ground, of } = groundIn(shop);
  const { candidates, settled, among } = standing(ground, settledAs(ground, of(...served), of(...helped)));
  expect(candidates.map(({ ring }) => ring)).toEqual([0]);
  expect(among).toEqual([0, 1]);
  expect(settled.rings[1]!.map(({ index }) => index)).toEqual(of(...helped));
});

test('[RING-63] whom a tool ties in one ring has nothing in common with another', () => {
  const shop = usualShop();
  for (let number = 0; number < 4; number++)
    claimed(shop, `x${number}`, 30 + number, { device: 'one', ip: `67.${number}.3.1` });
  for (let number = 0; number < 4; number++)
    claimed(shop, `y${number}`, 60 + number, { device: 'two', ip: `68.${number}.3.1` });
  const { ground, of } = groundIn(shop);
  const [one, two] = [of('x0', 'x1', 'x2', 'x3'), of('y0', 'y1', 'y2', 'y3')];
  const { weighing } = settledAs(ground, one, two);
  const torn = [...one, two[0]!].map(index => ({ index, probability: 0.99 }));
  const found = groupEvidence(ground, { rings: [torn], weighing }, 0);
  expect(found.members.map(({ index }) => index)).toEqual(one);
});

test('[RING-62] members still to be found are taken to share no tool', () => {
  const shop = usualShop();
  const known = Array.from({ length: 12 }, (_, number) => `m${number}`);
  for (const [number, account] of known.entries())
    claimed(shop, account, 20 + 3 * number, { device: `tool-${number % 4}`, ip: `45.9.9.${number % 4}` });
  claimed(shop, 'late', 61, { device: 'fresh', ip: '67.1.3.1' });
  const { ground, of } = groundIn(shop);
  const device = (expected: number) =>
    new Weighing(ground, [of(...known)], expected).reasons(of('late')[0]!, 0).find(({ kind }) => kind === 'device')!
      .nats;
  expect(device(24)).toBeGreaterThan(device(12) + 0.5);
  expect(device(0)).toBe(device(12));
});
