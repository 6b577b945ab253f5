import { describe, expect, test } from 'vitest';
import { claimsOf, type Made, made } from './made.ts';

interface Row {
  readonly id: string;
  readonly time: string;
  readonly source: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Numbers per claim; buckets of the hashed features. */
const buckets = 512;

function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) & (buckets - 1);
}

/**
 * What the making of a claim's event might betray: fields present and their order, digits and lengths of ids, the clock's fractions, gaps;
 * and of its order the fields, the hours of the day and the place that the bank is in.
 */
function artefacts(row: Row, before: Row | undefined, order: Row | undefined): number[] {
  const { data } = row;
  const features: string[] = [
    `order ${Object.keys(data)
      .filter(key => key !== 'attachments' && key !== 'contact_id')
      .join()}`,
  ];
  for (const name of ['session_id', 'device_id', 'ip', 'statement'])
    features.push(`has ${name} ${data[name] !== undefined}`);
  for (const id of [row.id, String(data['claim_id']), String(data['order_id']), String(data['account_id'])]) {
    features.push(`length ${id.length}`);
    for (let index = 1; index < id.length; index++) features.push(`at ${index} ${id[index]}`);
  }
  for (const name of ['session_id', 'device_id']) features.push(`length ${name} ${String(data[name] ?? '').length}`);
  const at = Date.parse(row.time);
  features.push(
    `second ${Math.floor(at / 1000) % 60}`,
    `minute ${Math.floor(at / 60_000) % 60}`,
    `milli ${Math.floor((at % 1000) / 100)}`,
  );
  features.push(`envelope ${Object.keys(row).join()}`);
  if (before !== undefined) features.push(`gap ${Math.round(Math.log2(1 + Math.abs(at - Date.parse(before.time))))}`);
  if (order !== undefined) features.push(...artefactsOfOrder(order));
  return [...new Set(features.map(hashed))];
}

function artefactsOfOrder({ time, data }: Row): string[] {
  const at = Date.parse(time);
  const payment = data['payment'] as { readonly country?: string } | undefined;
  return [
    `order hour ${data['marketplace']} ${Math.floor(at / 10_800_000) % 8}`,
    `order minute ${Math.floor(at / 60_000) % 60}`,
    `order fields ${Object.keys(data).join()}`,
    `order bank ${payment?.country}`,
  ];
}

/** Logistic regression by stochastic gradient descent; area under the ROC curve on the other half (Mann and Whitney 1947). */
function areaUnderCurve(examples: readonly { readonly features: readonly number[]; readonly label: 0 | 1 }[]): number {
  const weights = new Float64Array(buckets);
  const score = (features: readonly number[]) => features.reduce((sum, index) => sum + weights[index]!, 0);
  const training = examples.filter((_, index) => index % 4 < 2);
  const testing = examples.filter((_, index) => index % 4 >= 2);
  for (let round = 0; round < 12; round++) {
    for (const { features, label } of training) {
      const step = 0.05 * (label - 1 / (1 + Math.exp(-score(features))));
      for (const index of features) weights[index] = weights[index]! * 0.9995 + step;
    }
  }
  const bad = testing.filter(each => each.label === 1).map(each => score(each.features));
  const good = testing.filter(each => each.label === 0).map(each => score(each.features));
  let wins = 0;
  for (const one of bad) for (const other of good) wins += one > other ? 1 : one === other ? 0.5 : 0;
  return wins / (bad.length * good.length);
}

/** As many honest as dishonest claims, each honest one with the reason of a dishonest one, so that the reason itself tells nothing. */
function balanced(world: Made, leak: (claimRow: Row, dishonest: boolean) => Row) {
  const rows = world.events.map(line => JSON.parse(line) as Row & { readonly type: string });
  const truth = new Map(claimsOf(world).map(claim => [claim.claim_id, claim.truth]));
  const byReason = new Map<string, [number, Row][]>();
  const orders = new Map(
    rows.flatMap(row => (row.type === 'order.placed' ? [[String(row.data['order_id']), row] as const] : [])),
  );
  const orderOf = (row: Row) => orders.get(String(row.data['order_id']));
  const examples: { features: readonly number[]; label: 0 | 1 }[] = [];
  const dishonest: [number, Row][] = [];
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    if (row.type !== 'claim.filed' || seen.has(row.id)) continue;
    seen.add(row.id);
    const verdict = truth.get(String(row.data['claim_id']));
    const reason = String(row.data['reason']);
    if (verdict === 'fraud') dishonest.push([index, row]);
    else if (verdict === 'honest') byReason.set(reason, [...(byReason.get(reason) ?? []), [index, row]]);
  }
  for (const [index, row] of dishonest) {
    const twin = byReason.get(String(row.data['reason']))?.pop();
    if (twin === undefined) continue;
    examples.push({ features: artefacts(leak(row, true), rows[index - 1], orderOf(row)), label: 1 });
    examples.push({ features: artefacts(leak(twin[1], false), rows[twin[0] - 1], orderOf(twin[1])), label: 0 });
  }
  return examples;
}

describe('artefacts of the making', () => {
  const world = made({ seed: 3, accounts: 9_000, days: 150, fraudShare: 0.1, hardness: 0.5 });

  test('[SIM-9] nothing about the making of a claim tells honest from dishonest', () => {
    const examples = balanced(world, row => row);
    const perClass = examples.length / 4;
    // Standard error of the area for two equal samples without any signal: sqrt((2n + 1) / (12 n n)).
    const error = Math.sqrt((2 * perClass + 1) / (12 * perClass * perClass));
    expect(perClass).toBeGreaterThan(100);
    expect(Math.abs(areaUnderCurve(examples) - 0.5)).toBeLessThan(3 * error);
  });

  test('a planted artefact is found', () => {
    const planted = balanced(world, (row, dishonest) =>
      dishonest ? { ...row, data: { ...row.data, statement: undefined } } : row,
    );
    expect(areaUnderCurve(planted)).toBeGreaterThan(0.7);
  });
});
