import { minuteUs } from '../domain/time.ts';
import { kindOf, readSessionDetail } from '../profiles/values.ts';
import { family } from './family.ts';
import type { Known, SharedValue } from './known.ts';

/** A device seen for the first time less than this before the claim was brought along for it. */
const freshMinutes = 24 * 60;

interface SessionView {
  readonly device: SharedValue | null;
  readonly network: SharedValue | null;
  readonly country: string | null;
  readonly usualCountries: ReadonlySet<string>;
  readonly startedMinutesBefore: number | null;
  readonly sessions: number;
}

/** The session and device that the claim was filed from, against what the account used before. */
export const sessionFamily = family<SessionView>('session', viewSession, [
  {
    name: 'device_known',
    type: 'bool',
    optional: false,
    doc: 'Whether the device that the claim was filed from is known.',
    value: view => view.device !== null,
  },
  {
    name: 'device_new',
    type: 'bool',
    optional: true,
    doc: "Whether the account was first seen with the claim's device less than a day before the claim; not known without a device.",
    value: (view, known) => (view.device === null ? null : isNew(view.device, known)),
  },
  {
    name: 'network_new',
    type: 'bool',
    optional: true,
    doc: "Whether the account was first seen in the claim's network less than a day before the claim; not known without an address.",
    value: (view, known) => (view.network === null ? null : isNew(view.network, known)),
  },
  {
    name: 'country_new',
    type: 'bool',
    optional: true,
    doc: "Whether the session came from a country that none of the account's earlier sessions came from; not known without both.",
    value: view =>
      view.country === null || view.usualCountries.size === 0 ? null : !view.usualCountries.has(view.country),
  },
  {
    name: 'minutes_before_claim',
    type: 'double',
    optional: true,
    doc: 'Minutes from the start of the session to the claim; not known without the session.',
    value: view => view.startedMinutesBefore,
  },
  {
    name: 'earlier',
    type: 'int',
    optional: false,
    doc: 'Earlier sessions of the account that are known.',
    value: view => view.sessions,
  },
]);

function isNew(value: SharedValue, known: Known): boolean {
  return value.ownSince === null || known.moment - value.ownSince < freshMinutes * minuteUs;
}

function viewSession(known: Known): SessionView {
  const { session_id } = known.claim.data;
  const sessions = known.account.moves.filter(move => move.kind === 'session');
  const own = session_id === undefined ? undefined : sessions.find(move => move.ref === session_id);
  const earlier = sessions.filter(move => move !== own && move.at < known.claim.at - freshMinutes * minuteUs);
  return {
    device: known.shared.find(value => value.atClaim && kindOf(value.value) === 'device') ?? null,
    network: known.shared.find(value => value.atClaim && kindOf(value.value) === 'network') ?? null,
    country: own === undefined ? null : readSessionDetail(own.detail).country,
    usualCountries: new Set(
      earlier.map(move => readSessionDetail(move.detail).country).filter(country => country !== null),
    ),
    startedMinutesBefore: own === undefined ? null : Math.max(0, (known.claim.at - own.at) / minuteUs),
    sessions: earlier.length,
  };
}
