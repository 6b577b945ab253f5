import { dayUs } from '../domain/time.ts';
import { kindOf, type ValueKind } from '../profiles/values.ts';
import { family } from './family.ts';
import { type Known, otherAccountsMax, type SharedValue } from './known.ts';

/** Kinds that a claim shares with others, from the closest to the loosest tie. */
const kinds = ['device', 'payment', 'address', 'ip', 'network', 'document'] as const;

type SharingView = ReadonlyMap<ValueKind, readonly SharedValue[]>;

/** Who else was seen with the device, instrument, address or network of this claim, and whether they claimed too. */
export const sharingFamily = family<SharingView>('sharing', viewSharing, [
  ...kinds.flatMap(kind => [
    {
      name: `${kind}_accounts`,
      type: 'int' as const,
      optional: true,
      doc: `Other accounts seen with the claim's ${kind}, up to a limit: how common sharing it is. Not known without one.`,
      value: (view: SharingView) => most(view.get(kind), value => value.otherAccounts),
    },
    {
      name: `${kind}_claims_90d`,
      type: 'int' as const,
      optional: true,
      doc: `Claims of other accounts over the last 90 days that ${kind === 'address' || kind === 'payment' ? 'were seen with' : 'were filed from'} the claim's ${kind}.`,
      value: (view: SharingView, known: Known) => most(view.get(kind), value => othersClaims(value, known, 90).length),
      facts: (view: SharingView, known: Known) =>
        (view.get(kind) ?? []).flatMap(value => othersClaims(value, known, 90).map(claim => claim.seq)),
    },
  ]),
  {
    name: 'device_claimants_365d',
    type: 'int',
    optional: true,
    doc: 'Other accounts that filed claims from the device of this claim over the last 365 days.',
    value: (view, known) =>
      most(view.get('device'), value => new Set(othersClaims(value, known, 365).map(claim => claim.accountId)).size),
    facts: (view, known) =>
      (view.get('device') ?? []).flatMap(value => othersClaims(value, known, 365).map(claim => claim.seq)),
  },
  {
    name: 'claim_excess',
    type: 'double',
    optional: false,
    doc: 'Other claims in 90 days on the closest shared device, instrument or address beyond the one in twelve accounts that chance gives.',
    value: (view, known) =>
      Math.max(0, ...kinds.slice(0, 3).flatMap(kind => (view.get(kind) ?? []).map(value => excess(value, known)))),
    facts: (view, known) =>
      kinds
        .slice(0, 3)
        .flatMap(kind =>
          (view.get(kind) ?? []).flatMap(value => othersClaims(value, known, 90).map(claim => claim.seq)),
        ),
  },
]);

/**
 * Claims that an account files by chance in 90 days: about a quarter of a claim a year. A rough figure on the high side, so
 * that a locker or a hall of residence with many honest people is expected to have many claims.
 */
const chanceClaims90d = 1 / 12;

function excess(value: SharedValue, known: Known): number {
  // Of a place with more accounts than are counted it is not known how many claims chance gives it.
  if (value.otherAccounts >= otherAccountsMax) return 0;
  return othersClaims(value, known, 90).length - value.otherAccounts * chanceClaims90d;
}

function viewSharing(known: Known): SharingView {
  const view = new Map<ValueKind, SharedValue[]>();
  for (const value of known.shared) {
    const list = view.get(kindOf(value.value));
    if (list === undefined) view.set(kindOf(value.value), [value]);
    else list.push(value);
  }
  return view;
}

/** Where an account lives and how it pays is a tie by itself; a device or network counts where the claim came from it. */
function othersClaims(value: SharedValue, known: Known, days: number) {
  const kind = kindOf(value.value);
  const tiedByAccount = kind === 'address' || kind === 'payment';
  const from = known.moment - days * dayUs;
  return value.otherClaims.filter(claim => claim.at >= from && (tiedByAccount || claim.filedFrom));
}

function most(values: readonly SharedValue[] | undefined, count: (value: SharedValue) => number): number | null {
  if (values === undefined || values.length === 0) return null;
  return Math.max(...values.map(count));
}
