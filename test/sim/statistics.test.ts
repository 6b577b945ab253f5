import { describe, expect, test } from 'vitest';
import { statisticsOf } from '../../src/sim/statistics.ts';
import { claimsOf, made } from './made.ts';

describe('the honest shop', () => {
  const world = made({ seed: 1, accounts: 6_000, days: 365, fraudShare: 0.02 });
  const found = statisticsOf(world.events, world.truth);

  test('[SIM-10] its rates lie where published figures do, within the stated tolerance', () => {
    const rows: readonly (readonly [name: keyof typeof found, least: number, most: number])[] = [
      // 16 % (NRF 2025) to 24.5 % (Appriss 2024, online).
      ['returnRate', 0.15, 0.26],
      // 0.26 % to 1.1 % of parcels.
      ['theftRate', 0.0026, 0.011],
      // 2.5 times; some 60 claims above $2,000 give about +-20 %.
      ['claimRateRatio', 1.8, 3.4],
      // About a third, and a January above the usual month.
      ['novemberDecember', 0.29, 0.38],
      ['januaryOverUsual', 1.2, 2.5],
      // One call in 99 is fraudulent at a call centre; here contacts of dishonest claims.
      ['dishonestContacts', 0.005, 0.035],
      // 18 % of victims report a theft.
      ['policeReports', 0.12, 0.25],
    ];
    for (const [name, least, most] of rows) {
      expect(found[name], name).toBeGreaterThanOrEqual(least);
      expect(found[name], name).toBeLessThanOrEqual(most);
    }
  });

  test('[SIM-11] the share of fraudulent claims is the one asked for', () => {
    // Three standard errors of a share of n claims.
    expect(Math.abs(found.fraudShare - 0.02)).toBeLessThan(3 * Math.sqrt((0.02 * 0.98) / found.claims));
    for (const share of [0.005, 0.05, 0.1]) {
      const claims = claimsOf(made({ accounts: 3_000, days: 90, fraudShare: share }));
      const met = claims.filter(claim => claim.truth === 'fraud').length / claims.length;
      expect(Math.abs(met - share)).toBeLessThan(
        3 * Math.sqrt((share * (1 - share)) / claims.length) + 1 / claims.length,
      );
    }
  });
});
