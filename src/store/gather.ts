import type { Policy } from '../decide/policy/policy.ts';
import { signKeysOf } from '../decide/policy/signs.ts';
import { carriersOf, claimedGoods } from '../decide/tallies.ts';
import type { Fact, FactOf } from '../domain/fact.ts';
import { isFact } from '../domain/fact.ts';
import { dayOf, type Moment } from '../domain/time.ts';
import type { AccountKnown, Known, LossCount, MetAtClaim, Rates, SharedValue } from '../features/known.ts';
import { valueBandKeys } from '../features/value-bands.ts';
import { foldOrder } from '../ledger/fold.ts';
import type { LedgerTerms } from '../ledger/terms.ts';
import { areaKey, streetKey } from '../profiles/place.ts';
import { reachedThen } from '../profiles/reach.ts';
import { childStreams } from '../profiles/streams.ts';
import { documentValues, kindOf, readSessionDetail, valuesOf } from '../profiles/values.ts';
import { wordingMarks } from '../text/wording.ts';
import { readAccounts } from './accounts.ts';
import type { Database } from './database.ts';
import { type NamedStream, readReach } from './dossiers.ts';
import type { FeedHours } from './feed-hours.ts';
import { readGoodsBack } from './goods-back.ts';
import { readRingTies } from './rings.ts';
import { readSharing, type SharingAnswer, type SharingQuestion } from './sharing.ts';
import { readStaff } from './staff.ts';
import type { DayTallies } from './tallies.ts';
import { readWordings, type WordingQuestion } from './wording.ts';

export interface ClaimAtMoment {
  readonly claim: FactOf<'claim.filed'>;
  readonly moment: Moment;
}

export interface Gatherer {
  readonly database: Database;
  readonly tallies: DayTallies;
  readonly feeds: FeedHours;
  readonly terms: LedgerTerms;
  readonly policy: Policy;
}

/**
 * What is known about each claim at its moment, in two rounds of reads for all of them together: first orders and accounts, then
 * what these make it possible to ask. A third round looks at what became of others' claims, for the few whose device was met at claims.
 * `nowMs` only bounds how long sums are remembered.
 */
export async function gather(gatherer: Gatherer, claims: readonly ClaimAtMoment[], nowMs: number): Promise<Known[]> {
  const { database } = gatherer;
  const asOf = Math.max(...claims.map(({ moment }) => moment));
  const [dossiers, accounts] = await Promise.all([
    readReach(database, distinct(claims.map(({ claim }) => claim.data.order_id)), claims.flatMap(namedStreams), asOf),
    readAccounts(
      database,
      claims.map(({ claim, moment }) => ({ accountId: claim.data.account_id, moment })),
    ),
  ]);
  const drafts = claims.map((at, index) => draftOf(at, dossiers.get(at.claim.data.order_id)!, accounts[index]!));
  const questions = drafts.flatMap(draft => draft.questions);
  const dayKeys = [...signKeysOf(gatherer.policy), ...valueBandKeys];
  const [answers, activities, sums, staff, alike, rings] = await Promise.all([
    readSharing(database, questions),
    gatherer.feeds.activities(
      drafts.map(({ dossier, moment }) => ({ facts: dossier, asOf: moment })),
      gatherer.terms,
      nowMs,
    ),
    gatherer.tallies.sums(
      [
        ...drafts.flatMap(draft => draft.rateKeys.map(key => [key, dayOf(draft.moment)] as const)),
        // The same for all claims of a day.
        ...[...new Set(drafts.map(({ moment }) => dayOf(moment)))].flatMap(day =>
          dayKeys.map(key => [key, day] as const),
        ),
      ],
      nowMs,
    ),
    readStaff(
      database,
      drafts.flatMap(({ employees, moment }) => employees.map(employeeId => ({ employeeId, moment }))),
    ),
    readWordings(
      database,
      drafts.flatMap(({ wordings }) => wordings),
    ),
    readRingTies(
      database,
      drafts.map(({ claim, claimValues, moment }) => ({
        accountId: claim.data.account_id,
        values: [...claimValues],
        moment,
      })),
    ),
  ]);
  let asked = 0;
  const shared = drafts.map(draft => draft.questions.map(question => sharedOf(question, answers[asked++]!, draft)));
  const cameBack = await readGoodsBack(
    gatherer,
    drafts.map(({ moment }, index) => ({ claims: shared[index]!.flatMap(metOnDevice), moment })),
    nowMs,
  );
  const seen = seenByDay(dayKeys, sums);
  let employee = 0;
  let wording = 0;
  return drafts.map((draft, index) => {
    return {
      claim: draft.claim,
      moment: draft.moment,
      order: draft.order,
      dossier: draft.dossier,
      ledger: foldOrder(draft.claim.data.order_id, draft.dossier, draft.moment, activities[index]!, gatherer.terms),
      account: draft.account,
      shared: shared[index]!,
      cameBack: cameBack[index]!,
      wordings: draft.wordings.map(({ marks }) => ({ marks: marks.length, like: alike[wording++]! })),
      rings: rings[index]!,
      rates: ratesOf(draft, sums),
      seen: seen(dayOf(draft.moment)),
      staff: draft.employees.flatMap(() => staff[employee++]!),
    };
  });
}

interface Draft {
  readonly claim: FactOf<'claim.filed'>;
  readonly moment: Moment;
  readonly dossier: readonly Fact[];
  readonly order: FactOf<'order.placed'> | null;
  readonly account: AccountKnown;
  readonly claimValues: ReadonlySet<string>;
  readonly questions: readonly SharingQuestion[];
  readonly wordings: readonly WordingQuestion[];
  readonly rateKeys: readonly string[];
  readonly employees: readonly string[];
}

function draftOf({ claim: filed, moment }: ClaimAtMoment, facts: readonly Fact[], account: AccountKnown): Draft {
  // A live claim is numbered a moment after the one that its decision looks from, yet whoever decides it knows it.
  const claim = filed.knownAt <= moment ? filed : { ...filed, knownAt: moment };
  const others = facts.filter(fact => fact.seq !== claim.seq);
  const dossier = reachedThen(claim.data.order_id, childStreams(claim as Fact), others, moment);
  const order = dossier.find((fact): fact is FactOf<'order.placed'> & Fact => isFact(fact, 'order.placed')) ?? null;
  const known = withoutOwn(account, claim);
  const claimValues = new Set(valuesOfClaim(claim, known, dossier));
  const orderValues = order === null ? [] : valuesOf({ address: order.data.ship_to });
  if (order?.data.payment !== undefined) orderValues.push(`payment:${order.data.payment.token}`);
  const { account_id: accountId, claim_id: claimId } = claim.data;
  const questions = [...claimValues, ...orderValues].map(value => ({ value, accountId, claimId, moment }));
  const withClaim = [...dossier, claim as Fact];
  const draft = { claim, moment, dossier: withClaim, order, account: known, claimValues, questions };
  const wordings = textsOf(claim, dossier).map(text => ({ marks: wordingMarks(text), moment }));
  return {
    ...draft,
    wordings: wordings.filter(({ marks }) => marks.length > 0),
    rateKeys: rateKeys(draft),
    employees: employeesOf(dossier),
  };
}

/** Messages read of one claim: what is said later only repeats it. */
const messagesMax = 8;

/** What the customer wrote: the statement, and the first messages about the order. */
function textsOf(claim: FactOf<'claim.filed'>, dossier: readonly Fact[]): string[] {
  const messages = dossier.flatMap(fact =>
    isFact(fact, 'contact.message') && fact.data.author === 'customer' ? [fact.data.text] : [],
  );
  const { statement } = claim.data;
  return [...(statement === undefined ? [] : [statement]), ...messages.slice(0, messagesMax)];
}

/** The counts that the score is measured by: one object a day, since much follows from it. */
function seenByDay(
  dayKeys: readonly string[],
  sums: ReadonlyMap<string, number>,
): (day: number) => ReadonlyMap<string, number> {
  const days = new Map<number, ReadonlyMap<string, number>>();
  return day => {
    const before = days.get(day);
    if (before !== undefined) return before;
    const counts = new Map(dayKeys.map(key => [key, sums.get(`${key}|${day}`) ?? 0]));
    days.set(day, counts);
    return counts;
  };
}

/** The streams that hang on the order by the claim itself, which may not be in the log yet. */
function namedStreams({ claim }: ClaimAtMoment): NamedStream[] {
  return childStreams(claim as Fact).map(stream => ({ orderId: claim.data.order_id, stream }));
}

/** The account's knowledge without the claim itself. */
function withoutOwn(account: AccountKnown, claim: FactOf<'claim.filed'>): AccountKnown {
  const own = claim.data.claim_id;
  return {
    moves: account.moves.filter(move => !(move.kind === 'claim' && move.ref === own)),
    truncated: account.truncated,
    judgements: account.judgements.filter(judgement => judgement.claimId !== own),
  };
}

/** What the claim came with; where it names only its session or its contact, what that came with. */
function valuesOfClaim(claim: FactOf<'claim.filed'>, account: AccountKnown, dossier: readonly Fact[]): string[] {
  const { device_id, ip, session_id, contact_id, attachments } = claim.data;
  const contact = dossier.find(
    (fact): fact is FactOf<'contact.opened'> & Fact =>
      isFact(fact, 'contact.opened') && fact.data.contact_id === contact_id,
  )?.data;
  const session = account.moves.find(move => move.kind === 'session' && move.ref === session_id);
  const from = readSessionDetail(session?.detail ?? null);
  const values = valuesOf({
    device_id: device_id ?? from.device ?? contact?.device_id,
    ip: ip ?? from.ip ?? contact?.ip,
  });
  return [...values, ...documentValues(attachments)];
}

function sharedOf(question: SharingQuestion, answer: SharingAnswer, draft: Draft): SharedValue {
  return { value: question.value, atClaim: draft.claimValues.has(question.value), ...answer };
}

/** The claims at which others met a device; many more met a line, and what became of theirs says less. */
function metOnDevice({ value, metAtClaims }: SharedValue): readonly MetAtClaim[] {
  return kindOf(value) === 'device' ? (metAtClaims?.claims ?? []) : [];
}

type RateDraft = Pick<Draft, 'claim' | 'order' | 'dossier'>;

const pairs = {
  area: (name: string) => [`orders:area:${name}`, `losses:area:${name}`] as const,
  street: (name: string) => [`orders:street:${name}`, `losses:street:${name}`] as const,
  country: (name: string) => [`orders:country:${name}`, `losses:country:${name}`] as const,
  carrier: (name: string) => [`delivered:carrier:${name}`, `losses:carrier:${name}`] as const,
  goods: (name: string) => [`orders:goods:${name}`, `defects:goods:${name}`] as const,
};

function rateKeys(draft: RateDraft): string[] {
  const { area, street, country, carriers, goods } = rateNames(draft);
  return [
    ...(area === null ? [] : pairs.area(area)),
    ...(street === null ? [] : pairs.street(street)),
    ...(country === null ? [] : pairs.country(country)),
    ...carriers.flatMap(pairs.carrier),
    ...goods.flatMap(pairs.goods),
  ];
}

/** Articles whose defect rate is asked for: those of a claim on a large order are cut to the first. */
const goodsMax = 5;

function rateNames(draft: RateDraft) {
  return {
    area: draft.order === null ? null : areaKey(draft.order.data.ship_to),
    street: draft.order === null ? null : streetKey(draft.order.data.ship_to),
    country: draft.order?.data.ship_to.country ?? null,
    carriers: carriersOf(draft),
    goods: claimedGoods(draft).slice(0, goodsMax),
  };
}

function ratesOf(draft: Draft, sums: ReadonlyMap<string, number>): Rates {
  const count = (kind: keyof typeof pairs, name: string): LossCount => {
    const [orders, claims] = pairs[kind](name);
    const day = dayOf(draft.moment);
    return { key: name, orders: sums.get(`${orders}|${day}`) ?? 0, claims: sums.get(`${claims}|${day}`) ?? 0 };
  };
  const { area, street, country, carriers, goods } = rateNames(draft);
  return {
    area: area === null ? null : count('area', area),
    street: street === null ? null : count('street', street),
    country: country === null ? null : count('country', country),
    carrier: mostClaims(carriers.map(name => count('carrier', name))),
    goods: mostClaims(goods.map(name => count('goods', name))),
  };
}

function mostClaims(counts: readonly LossCount[]): LossCount | null {
  return counts.reduce<LossCount | null>(
    (most, next) => (most === null || next.claims > most.claims ? next : most),
    null,
  );
}

/** Employees who spoke with the customer, received the return or granted something on the order. */
function employeesOf(dossier: readonly Fact[]): string[] {
  const employees = new Set<string>();
  for (const fact of dossier) {
    if (isFact(fact, 'contact.opened') || isFact(fact, 'contact.message')) {
      if (fact.data.agent_id !== undefined) employees.add(fact.data.agent_id);
    } else if (isFact(fact, 'return.received')) employees.add(fact.data.employee_id);
    else if (isFact(fact, 'refund.issued') || isFact(fact, 'credit.granted') || isFact(fact, 'replacement.shipped'))
      employees.add(fact.data.by);
  }
  employees.delete('system');
  return [...employees].sort();
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
