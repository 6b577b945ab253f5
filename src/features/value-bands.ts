/** Claims are counted by value in half octaves of US dollars by reference rates, so that a shop's own dear and cheap can be told apart. */
const bandsOfOctave = 2;
const bands = 13 * bandsOfOctave;

/** Keys of the daily counts of decided claims by value, the cheapest first. */
export const valueBandKeys: readonly string[] = Array.from({ length: bands }, (_, band) => `value:${band}`);

/** `value` in US dollars by reference rates. */
export function valueBandOf(value: number): number {
  return value < 1 ? 0 : Math.min(bands - 1, Math.floor(bandsOfOctave * Math.log2(value)));
}

/** What a shop's claims are taken to be worth before it has any: half below 64 dollars, with a spread of two octaves. A guess that 50 claims outweigh. */
const usualClaims = 50;
const usualMedianOctaves = 6;
const usualSpreadOctaves = 2;

/**
 * Share of the claims of the year before that were worth less than `value`, 0..1; those of its own band count half. `counts` are
 * the daily counts by their keys.
 */
export function valueRank(value: number, counts: ReadonlyMap<string, number>): number {
  const own = valueBandOf(value);
  let below = usualClaims * usualShareBelow(value);
  let all = usualClaims;
  for (const [band, key] of valueBandKeys.entries()) {
    const count = counts.get(key) ?? 0;
    all += count;
    if (band < own) below += count;
    else if (band === own) below += count / 2;
  }
  return below / all;
}

/** A logistic law over the octaves, which is near the normal one and needs no table. */
function usualShareBelow(value: number): number {
  const octaves = Math.log2(Math.max(1, value));
  return 1 / (1 + Math.exp((-1.7 * (octaves - usualMedianOctaves)) / usualSpreadOctaves));
}
