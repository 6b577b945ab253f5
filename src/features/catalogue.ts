import { accountFamily } from './account.ts';
import { claimFamily } from './claim.ts';
import { contactFamily } from './contact.ts';
import { deliveryFamily } from './delivery.ts';
import type { Family, FeatureOf, FeatureValue } from './family.ts';
import { goodsFamily } from './goods.ts';
import type { Known } from './known.ts';
import { ledgerFamily } from './ledger.ts';
import { ringFamily } from './ring.ts';
import { sessionFamily } from './session.ts';
import { sharingFamily } from './sharing.ts';
import { staffFamily } from './staff.ts';
import { wordingFamily } from './wording.ts';

/** A view is used only by its own family, so what it is does not matter here. */
type AnyFamily = Family<unknown>;

const families: readonly AnyFamily[] = [
  claimFamily,
  goodsFamily,
  accountFamily,
  deliveryFamily,
  sessionFamily,
  sharingFamily,
  ringFamily,
  wordingFamily,
  contactFamily,
  staffFamily,
  ledgerFamily,
] as unknown as readonly AnyFamily[];

/** Every feature that rules and signals may read, in the order of their slots. */
export const featureCatalogue: readonly FeatureOf<unknown>[] = families.flatMap(family => family.features);

/** The features with their values for one claim, and the views that tell which facts are behind a value. */
export interface FeatureRow {
  readonly values: readonly FeatureValue[];
  readonly factsOf: (slot: number) => readonly number[];
}

/** Computes all features of a claim from what is known. */
export function featuresOf(known: Known): FeatureRow {
  const values: FeatureValue[] = [];
  const viewBySlot: unknown[] = [];
  for (const family of families) {
    const view = family.view(known);
    for (const feature of family.features) {
      values.push(feature.value(view, known));
      viewBySlot.push(view);
    }
  }
  return { values, factsOf: slot => featureCatalogue[slot]?.facts?.(viewBySlot[slot], known) ?? [] };
}
