import { lossReasons } from '../domain/events/claim.ts';
import { isFact } from '../domain/fact.ts';
import type { Known } from '../features/known.ts';
import { valueBandKeys, valueBandOf } from '../features/value-bands.ts';
import { areaKey, streetKey } from '../profiles/place.ts';
import { goodsKey } from '../profiles/values.ts';
import { TRUE } from './cel/compile.ts';
import type { Judgement } from './judge.ts';
import type { Policy } from './policy/policy.ts';
import { binOfLoss, binOfOdds, claimsKey, lossKey, oddsKey, signKeysOf } from './policy/signs.ts';

const defects: ReadonlySet<string> = new Set(['defective', 'damaged', 'not_as_described']);

/**
 * Keys of the daily counts that a decided claim raises: losses where it should have arrived and with who carried it, defects of
 * what was bought. They are only known together with the order, so they are counted when the claim is decided.
 */
export function talliesOf(known: Known): string[] {
  const { order, claim } = known;
  if (order === null) return [];
  if (lossReasons.has(claim.data.reason)) {
    const area = areaKey(order.data.ship_to);
    const street = streetKey(order.data.ship_to);
    return [
      `losses:country:${order.data.ship_to.country}`,
      ...(area === null ? [] : [`losses:area:${area}`]),
      ...(street === null ? [] : [`losses:street:${street}`]),
      ...carriersOf(known).map(carrier => `losses:carrier:${carrier}`),
    ];
  }
  return defects.has(claim.data.reason) ? claimedGoods(known).map(sku => `defects:goods:${sku}`) : [];
}

/** Keys of the daily counts by which decisions are measured: the claim itself, its value band, each sign that it shows, its odds and its expected loss. */
export function signTallies(policy: Policy, codes: Uint8Array, { odds, score }: Judgement, value: number): string[] {
  const band = valueBandKeys[valueBandOf(value)]!;
  if (signKeysOf(policy).length === 0) return [band];
  const showing = policy.signKeys.filter((key, index) => key !== null && codes[index] === TRUE);
  return [
    claimsKey,
    band,
    ...new Set(showing as string[]),
    oddsKey(policy, binOfOdds(odds)),
    lossKey(policy, binOfLoss(score * value)),
  ];
}

/** Carriers that the order's parcels went with. */
export function carriersOf(known: Pick<Known, 'dossier' | 'claim'>): string[] {
  const carriers = known.dossier.flatMap(fact =>
    isFact(fact, 'parcel.shipped') && fact.data.order_id === known.claim.data.order_id ? [fact.data.carrier] : [],
  );
  return [...new Set(carriers)].sort();
}

/** Articles that the claim is about; all of the order where it names no lines. */
export function claimedGoods(known: Pick<Known, 'order' | 'claim'>): string[] {
  const claimed = new Set<string>(known.claim.data.lines.map(line => line.line_id));
  const lines = known.order?.data.lines ?? [];
  const goods = lines.filter(line => claimed.size === 0 || claimed.has(line.line_id)).map(line => goodsKey(line.sku));
  return [...new Set(goods)].sort();
}
