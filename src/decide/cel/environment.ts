import { Environment as CelEnvironment } from '@marcbachmann/cel-js';
import { MAX_CALL_ARGUMENTS, MAX_DEPTH, MAX_FEATURES, MAX_LIST_ELEMENTS, MAX_NODES } from './limits.ts';

export const FEATURE_TYPES = ['int', 'double', 'bool', 'string', 'list<string>'] as const;
export type FeatureType = (typeof FEATURE_TYPES)[number];

/** One thing that is known, or not, of a claim when it is decided. */
export interface Feature {
  /** `family.feature`, for example `account.claims_90d`. */
  readonly name: string;
  readonly type: FeatureType;
  /** An optional feature may be null in a row, meaning "not known"; a required one never is. */
  readonly optional: boolean;
  /** One sentence for the person who writes rules. */
  readonly doc: string;
}

export type FeatureValue = number | boolean | string | readonly string[] | null;

/** The values of one claim by slot: the index of the feature in its environment. */
export type FeatureRow = readonly FeatureValue[];

/** The features that expressions may read. */
export interface Environment {
  readonly features: readonly Feature[];
  readonly slotByName: ReadonlyMap<string, number>;
  readonly families: ReadonlySet<string>;
  /** Parser and type checker that know the same features. */
  readonly cel: CelEnvironment;
}

const FEATURE_NAME = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;

/** Words that CEL, its libraries or JavaScript objects give another meaning. */
const TAKEN = new Set(
  `as break const continue else for function if import let loop package namespace return var void while true false null in
  constructor prototype cel google optional int uint double bool string bytes list map type dyn null_type timestamp duration has`.split(
    /\s+/,
  ),
);

/**
 * Declares the features of a policy; their order is the order of slots.
 * @throws when the list breaks a rule (a name twice, a bad name): the list is part of the program, not input.
 */
export function defineEnvironment(features: readonly Feature[]): Environment {
  if (features.length > MAX_FEATURES)
    throw new Error(`An environment has at most ${MAX_FEATURES} features, not ${features.length}`);
  const slotByName = new Map<string, number>();
  const schemas = new Map<string, Record<string, FeatureType>>();
  for (const [slot, { name, type }] of features.entries()) {
    const [family = '', field = ''] = name.split('.');
    if (!FEATURE_NAME.test(name) || TAKEN.has(family) || TAKEN.has(field)) {
      throw new Error(`"${name}" cannot name a feature: use family.feature in lower case, and no reserved word`);
    }
    if (slotByName.has(name)) throw new Error(`The feature ${name} is declared twice`);
    slotByName.set(name, slot);
    const schema = schemas.get(family) ?? {};
    schema[field] = type;
    schemas.set(family, schema);
  }
  const cel = new CelEnvironment({
    limits: {
      maxDepth: MAX_DEPTH,
      maxAstNodes: MAX_NODES,
      maxListElements: MAX_LIST_ELEMENTS,
      maxMapEntries: MAX_LIST_ELEMENTS,
      maxCallArguments: MAX_CALL_ARGUMENTS,
    },
  });
  for (const [name, schema] of schemas) cel.registerVariable({ name, schema });
  return { features, slotByName, families: new Set(schemas.keys()), cel };
}
