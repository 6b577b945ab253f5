import { dayUs } from '../domain/time.ts';
import { kindOf, type ValueKind } from '../profiles/values.ts';
import { binomialTailLog } from '../stats/binomial.ts';
import { family } from './family.ts';
import {
  type Known,
  type MetAtClaim,
  type MetAtClaims,
  metBeforeClaimDays,
  type OtherClaim,
  otherAccountsMax,
  type SharedValue,
} from './known.ts';

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
    ...differentOverYear('device', claim => claim.accountId),
  },
  ...(['device', 'line'] as const).flatMap(kind => [
    {
      name: `${kind}_strangers`,
      type: 'int' as const,
      optional: true,
      doc: `Other accounts that met the claim's ${kind} just before a claim, where this one did too. Not known without one, or where it is a crowd's.`,
      value: (view: SharingView, known: Known) => strangers(view, known, kind)?.claims.length ?? null,
      facts: (view: SharingView, known: Known) => factsOf(strangers(view, known, kind)?.claims),
    },
    {
      name: `${kind}_strangeness`,
      type: 'double' as const,
      optional: true,
      doc: `How far chance is from explaining that they met the ${kind} at claims only: 2 means one in a hundred. An operator's tool is met at claims and nowhere else; a library's, a carer's or a household's is known to its accounts from before.`,
      value: (view: SharingView, known: Known) => {
        const found = strangers(view, known, kind);
        return found === null ? null : strangeness(found);
      },
      facts: (view: SharingView, known: Known) => factsOf(strangers(view, known, kind)?.claims),
    },
  ]),
  {
    name: 'document_reasons_365d',
    type: 'int',
    optional: true,
    doc: "Different reasons of other accounts' claims over the last 365 days that came with the same picture or document: a form that anybody can download goes with any, a forged proof with one or two.",
    ...differentOverYear('document', claim => claim.reason),
  },
  {
    name: 'device_returned',
    type: 'int',
    optional: true,
    doc: "Of the claims at which those accounts met the claim's device, the ones whose goods have come back with nothing against them: what is claimed for with a carer's or an advice centre's device is sent back as it was, what an operator claims for seldom is.",
    value: (view, known) => (strangers(view, known, 'device') === null ? null : cameBack(view, known).length),
    facts: cameBack,
  },
  {
    name: 'device_helper',
    type: 'bool',
    optional: false,
    doc: "Whether the claim's device looks like that of somebody who helps others with their claims: most of the other accounts know it from day to day, or half of the goods claimed for at first sight of it came back. Not so without one, or where it is a crowd's.",
    value: (view, known) => {
      const found = strangers(view, known, 'device');
      return found !== null && isHelper(found, cameBack(view, known).length);
    },
    facts: cameBack,
  },
  {
    name: 'line_usual',
    type: 'bool',
    optional: false,
    doc: "Whether others use the claim's internet address from day to day: nobody met it, or its network, at claims only, or it is a crowd's. A café's or a carrier's is; what an operator rents seldom.",
    value: (view, known) =>
      (most(view.get('ip'), value => value.otherAccounts) ?? 0) > 0 &&
      (strangers(view, known, 'line')?.claims.length ?? 0) === 0,
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
  {
    name: 'ended_accounts',
    type: 'int',
    optional: false,
    doc: 'Other accounts on the same device, internet address, instrument or postal address that were closed or judged to be fraud or abuse.',
    value: view => new Set(endedFacts(view)).size,
    facts: view => [...new Set(endedFacts(view))],
  },
  {
    name: 'ended_ties',
    type: 'int',
    optional: false,
    doc: 'Kinds of things (device, internet address, instrument, postal address) that are shared with such accounts.',
    value: view => kinds.filter(kind => view.get(kind)?.some(value => value.endedAccounts.length > 0)).length,
  },
  {
    name: 'judged_bad',
    type: 'int',
    optional: false,
    doc: 'Claims of other accounts over 365 days on the same device, document, instrument or address that a person judged to be fraud or abuse.',
    value: (view, known) => judgedBad(view, known).length,
    facts: (view, known) => judgedBad(view, known),
  },
]);

/** How many different things of its kind others' claims of a year have that share the value. */
function differentOverYear(kind: ValueKind, of: (claim: OtherClaim) => string) {
  return {
    value: (view: SharingView, known: Known) =>
      most(view.get(kind), value => new Set(othersClaims(value, known, 365).map(of)).size),
    facts: (view: SharingView, known: Known) =>
      (view.get(kind) ?? []).flatMap(value => othersClaims(value, known, 365).map(claim => claim.seq)),
  };
}

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

/** Chance that an honest account first meets a device or line just before a claim; a judgement, on the high side. */
const chanceMetAtClaim = 0.1;

/** Where the line is a household's whole network, its address says the same. */
const strangerKinds = { device: ['device'], line: ['ip', 'network'] } as const;

/** The value of the kind whose other accounts chance explains least; its claims are none where this account knew it from before. */
function strangers(view: SharingView, known: Known, kind: keyof typeof strangerKinds): MetAtClaims | null {
  const found = strangerKinds[kind].flatMap(each => view.get(each) ?? []).filter(value => value.metAtClaims !== null);
  let most: MetAtClaims | null = null;
  for (const value of found) {
    const met = isStranger(value, known) ? value.metAtClaims! : { ...value.metAtClaims!, claims: [] };
    if (most === null || strangeness(met) > strangeness(most)) most = met;
  }
  return most;
}

function isHelper({ accounts, claims }: MetAtClaims, back: number): boolean {
  return claims.length * 2 < accounts || (claims.length > 0 && back * 2 >= claims.length);
}

function cameBack(view: SharingView, known: Known): readonly number[] {
  return factsOf(strangers(view, known, 'device')?.claims).filter(seq => known.cameBack.has(seq));
}

function factsOf(claims: readonly MetAtClaim[] | undefined): readonly number[] {
  return claims?.map(claim => claim.seq) ?? [];
}

function isStranger(value: SharedValue, known: Known): boolean {
  return value.ownSince === null || known.moment - value.ownSince < metBeforeClaimDays * dayUs;
}

function strangeness({ accounts, claims }: MetAtClaims): number {
  return Math.max(0, -binomialTailLog(claims.length, accounts, chanceMetAtClaim) / Math.LN10);
}

/** Values that tie two accounts; a network of 256 lines ties nobody. */
function tied(view: SharingView): readonly SharedValue[] {
  return kinds.flatMap(kind => (kind === 'network' ? [] : (view.get(kind) ?? [])));
}

function endedFacts(view: SharingView): readonly number[] {
  return tied(view).flatMap(value => value.endedAccounts);
}

function judgedBad(view: SharingView, known: Known): number[] {
  const bad = new Map<string, number>();
  for (const value of tied(view)) {
    for (const claim of othersClaims(value, known, 365))
      if (claim.verdict === 'fraud' || claim.verdict === 'abuse') bad.set(claim.claimId, claim.seq);
  }
  return [...bad.values()];
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
