import {
  defineEnvironment,
  type Feature,
  type FeatureRow,
  type FeatureType,
  type FeatureValue,
} from '../../src/decide/cel/environment.ts';
import { seededRandom } from '../harness.ts';

/** How a feature's values are drawn: a range for numbers, words for text and lists, a share of true for booleans. */
type Draw = readonly [low: number, high: number] | readonly string[] | number;

interface Drawn extends Feature {
  readonly draw: Draw;
}

const feature = (name: string, type: FeatureType, draw: Draw, optional = false): Drawn => ({
  name,
  type,
  optional,
  draw,
  doc: '',
});

const COUNTRIES = ['DE', 'AT', 'FR', 'NL', 'GB', 'US', 'PL', 'ES'];
const GOODS = ['phone', 'laptop', 'shoes', 'toys', 'jewellery', 'grocery'];

/** 48 features; the 19 that are optional are unknown in one row of six. */
const DRAWN: readonly Drawn[] = [
  feature('account.age_days', 'int', [0, 2500]),
  feature('account.orders_365d', 'int', [1, 60]),
  feature('account.claims_90d', 'int', [0, 9]),
  feature('account.claims_365d', 'int', [0, 20]),
  feature('account.inr_rate_365d', 'double', [0, 1], true),
  feature('account.refund_rate_365d', 'double', [0, 1], true),
  feature('account.paid_total', 'double', [0, 9000]),
  feature('account.country', 'string', COUNTRIES),
  feature('account.email_age_days', 'int', [0, 4000], true),
  feature('account.trusted', 'bool', 0.1),
  feature('account.warned', 'bool', 0.1),
  feature('order.total', 'double', [5, 1500]),
  feature('order.currency', 'string', ['EUR', 'USD', 'GBP']),
  feature('order.units', 'int', [1, 8]),
  feature('order.goods', 'list<string>', GOODS),
  feature('order.express', 'bool', 0.3),
  feature('order.age_days', 'int', [0, 120]),
  feature('order.gift', 'bool', 0.1),
  feature('delivery.status', 'string', ['delivered', 'in_transit', 'lost', 'returned']),
  feature('delivery.signed', 'bool', 0.4, true),
  feature('delivery.gps_distance_m', 'double', [0, 900], true),
  feature('delivery.packed_weight_g', 'int', [100, 9000]),
  feature('delivery.carrier_weight_g', 'int', [100, 9000], true),
  feature('delivery.days_since', 'int', [0, 90], true),
  feature('delivery.locker', 'bool', 0.2),
  feature('delivery.area_loss_rate', 'double', [0, 0.2], true),
  feature('session.vpn', 'bool', 0.2, true),
  feature('session.device_age_days', 'int', [0, 900], true),
  feature('session.country', 'string', COUNTRIES, true),
  feature('session.minutes_before_claim', 'double', [0, 600], true),
  feature('sharing.accounts_on_device', 'int', [1, 12], true),
  feature('sharing.accounts_on_address', 'int', [1, 12]),
  feature('sharing.surprise', 'double', [0, 30], true),
  feature('sharing.closed_accounts', 'int', [0, 3]),
  feature('contact.script_similarity', 'double', [0, 1], true),
  feature('contact.agents_tried', 'int', [0, 5]),
  feature('contact.pressure', 'double', [0, 1], true),
  feature('contact.phrases', 'list<string>', ['empty box', 'never arrived', 'chargeback', 'lawyer', 'urgent']),
  feature('staff.override', 'bool', 0.1),
  feature('staff.pair_repeats', 'int', [0, 6]),
  feature('staff.shift_open', 'bool', 0.9, true),
  feature('ledger.unbacked_units', 'int', [0, 3]),
  feature('ledger.refunded_total', 'double', [0, 2000]),
  feature('ledger.return_scanned', 'bool', 0.6, true),
  feature('ledger.weight_gap_g', 'int', [0, 3000], true),
  feature('claim.kind', 'string', ['not_received', 'missing_item', 'empty_box', 'damaged', 'return']),
  feature('claim.amount', 'double', [5, 1500]),
  feature('claim.photos', 'int', [0, 4]),
];

export const environment = defineEnvironment(
  DRAWN.map(({ name, type, optional, doc }) => ({ name, type, optional, doc })),
);

/** Chance that an optional feature is not known. */
const UNKNOWN_SHARE = 1 / 6;

/** Distinct, seeded rows. */
export function drawRows(count: number, seed: number): readonly FeatureRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    DRAWN.map(({ type, optional, draw }) =>
      optional && random() < UNKNOWN_SHARE ? null : drawValue(type, draw, random),
    ),
  );
}

function drawValue(type: FeatureType, draw: Draw, random: () => number): FeatureValue {
  if (typeof draw === 'number') return random() < draw;
  if (type === 'list<string>') return (draw as readonly string[]).filter(() => random() < 0.3);
  if (type === 'string') return draw[Math.floor(random() * draw.length)]!;
  const [low, high] = draw as readonly [number, number];
  return type === 'int' ? Math.floor(low + random() * (high - low + 1)) : low + random() * (high - low);
}

export type Nested = { readonly [family: string]: { readonly [feature: string]: unknown } };

/** A row as an object of objects. Ints become bigints and unknown features disappear where an engine wants it so. */
export function nested(row: FeatureRow, { bigints = false, omitUnknown = false } = {}): Nested {
  const object: Record<string, Record<string, unknown>> = {};
  for (const [slot, { name, type }] of environment.features.entries()) {
    const [family = '', field = ''] = name.split('.');
    const fields = object[family] ?? {};
    object[family] = fields;
    const value = row[slot]!;
    if (value === null && omitUnknown) continue;
    fields[field] = bigints && type === 'int' && value !== null ? BigInt(value as number) : value;
  }
  return object;
}

/** A row as a flat object: `account.age_days` becomes the key `account_age_days`, or keeps its dot. */
export function flat(row: FeatureRow, separator: '_' | '.'): { readonly [name: string]: unknown } {
  return Object.fromEntries(environment.features.map(({ name }, slot) => [name.replace('.', separator), row[slot]]));
}
