import type { Known } from './known.ts';

/** Types of features, as rules see them (those of CEL). */
export type FeatureType = 'int' | 'double' | 'bool' | 'string' | 'list<string>';

/** A value of a feature; null means "not known". */
export type FeatureValue = number | boolean | string | readonly string[] | null;

/** One thing known of a claim. `View` is what its family works out once for all its features. */
export interface FeatureOf<View> {
  readonly name: string;
  readonly type: FeatureType;
  /** Optional features may be null; required ones never are. */
  readonly optional: boolean;
  /** One sentence for the person who writes rules. */
  readonly doc: string;
  readonly value: (view: View, known: Known) => FeatureValue;
  /** Ids of the facts behind the value, where it rests on particular ones. */
  readonly facts?: (view: View, known: Known) => readonly number[];
}

/** A family of features: worked out together from what is known. */
export interface Family<View> {
  readonly name: string;
  readonly view: (known: Known) => View;
  readonly features: readonly FeatureOf<View>[];
}

/** Shortest way to write a family down: the names get the family's in front. */
export function family<View>(
  name: string,
  view: (known: Known) => View,
  features: readonly FeatureOf<View>[],
): Family<View> {
  return { name, view, features: features.map(feature => ({ ...feature, name: `${name}.${feature.name}` })) };
}
