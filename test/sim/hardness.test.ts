import { describe, expect, test } from 'vitest';
import { claimsOf, made } from './made.ts';

/** How often the claims of a service come from a device that also filed another of its claims, and how alike their words are. */
function sharing(hardness: number): { readonly devices: number; readonly words: number } {
  const world = made({ seed: 2, accounts: 2_500, days: 100, fraudShare: 0.1, hardness });
  const told = new Map(claimsOf(world).map(claim => [claim.claim_id, claim]));
  const byRing = new Map<string, { device: string | undefined; words: Set<string> | null }[]>();
  for (const line of world.events) {
    const row = JSON.parse(line);
    const truth = row.type === 'claim.filed' ? told.get(row.data.claim_id) : undefined;
    if (truth?.operator === undefined || truth.ring_id === undefined) continue;
    const words =
      row.data.statement === undefined ? null : new Set<string>(row.data.statement.toLowerCase().split(/[^\p{L}]+/u));
    const list = byRing.get(truth.ring_id) ?? [];
    list.push({ device: row.data.device_id, words });
    byRing.set(truth.ring_id, list);
  }
  let shared = 0;
  let devices = 0;
  let alike = 0;
  let pairs = 0;
  for (const claims of byRing.values()) {
    for (const [index, claim] of claims.entries()) {
      if (claim.device !== undefined) {
        devices++;
        if (claims.some((other, place) => place !== index && other.device === claim.device)) shared++;
      }
      for (const other of claims.slice(index + 1)) {
        if (claim.words === null || other.words === null) continue;
        const common = [...claim.words].filter(word => other.words!.has(word)).length;
        alike += common / (claim.words.size + other.words.size - common);
        pairs++;
      }
    }
  }
  return { devices: shared / devices, words: alike / pairs };
}

describe('hardness', () => {
  test('[SIM-13] careful services share fewer devices and fewer words than careless ones', () => {
    const easy = sharing(0);
    const middle = sharing(0.5);
    const hard = sharing(1);
    expect(easy.devices).toBeGreaterThan(0.9);
    expect(middle.devices).toBeLessThan(easy.devices - 0.1);
    expect(hard.devices).toBeLessThan(0.3);
    expect(easy.words).toBeGreaterThan(middle.words);
    expect(middle.words).toBeGreaterThan(hard.words);
  });
});
