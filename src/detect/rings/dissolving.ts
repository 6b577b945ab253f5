import { wordsOf } from '../../text/shingles.ts';
import { employeeValue, networkOf, numberOf, wordingValue } from './coincidences.ts';
import { type Candidate, passing, type Standing } from './gate.ts';
import type { Ground } from './ground.ts';
import type { Footprint, Ring, RingEmployee } from './ring.ts';
import { sharedOf } from './same-ring.ts';
import { seedsOf } from './seeds.ts';
import { settleAgain } from './settle.ts';
import { withoutValue, withoutWording } from './without.ts';

/** Values are tried from the strongest down; of those further down hardly any carries a ring. */
const triedMax = 4;

interface Tie {
  /** As a verdict would name it. */
  readonly name: string;
  /** What a sentence of it begins with. */
  readonly words: string;
  /** The ground as it would be for these claims if this tied nobody. */
  readonly without: (claims: Iterable<number>) => Ground;
}

/**
 * The value on which most hangs: for each of the strongest the ring is begun, settled and put before the gate again as if somebody had found the value to be
 * a coincidence, the other rings as they are; and so for the most telling of its wordings. Null where every customer stands without any of them. Those
 * whom people found to be members stay as long as the ring does.
 */
export function dissolving(
  ground: Ground,
  { settled, candidates, among }: Standing,
  candidate: Candidate,
  described: Pick<Ring, 'footprint' | 'employees' | 'words'>,
): Ring['dissolvesWithout'] {
  const { ring } = candidate;
  const accounts = (indices: Iterable<number>) => new Set([...indices].map(index => ground.cases[index]!.account));
  const now = accounts(candidate.members.map(({ index }) => index));
  const byVerdict = candidate.members.filter(({ index }) =>
    candidate.reasons.get(index)!.some(({ kind, nats }) => kind === 'verdict' && nats > 0),
  );
  const others = candidates.filter(each => each.ring !== ring);
  const claims = settled.rings[ring]!.map(({ index }) => index);
  const oddsWith = (groups: Iterable<number>) => {
    const rest = [...groups].filter(group => group !== ring);
    return new Map(claims.map(index => [index, rest.map(group => settled.weighing.total(index, group))] as const));
  };
  const odds = { others: oddsWith(settled.rings.keys()), rivals: oddsWith(among) };
  let worst: { readonly tie: Tie; readonly left: number } | null = null;
  // The wording comes last: of two that carry as much, a thing that somebody can go and look at is named.
  const tried = [...valuesOf(ground, candidate, described), ...strongestWording(ground, candidate, described.words)];
  for (const tie of tried) {
    const without = tie.without(claims);
    // Where nothing that rings begin with hangs on it, this one begins as it did, and goes on from what it had learned.
    const asBefore = without.anchors === ground.anchors;
    const beginning = asBefore ? settled.weighing.profiles[ring]!.members : beginningOf(without, new Set(claims));
    let left = 0;
    if (beginning.length > 0) {
      const again = settleAgain(without, settled, ring, beginning, odds);
      const members = passing(without, again, ring, others, settled.rings.length);
      if (members.length > 0) left = sharedOf(accounts([...members, ...byVerdict].map(({ index }) => index)), now);
    }
    if (worst === null || left < worst.left) worst = { tie, left };
  }
  if (worst === null || worst.left >= now.size) return null;
  const { tie, left } = worst;
  const customers = now.size === 1 ? '1 customer' : `${now.size} customers`;
  const fate =
    left === 0 ? `the ring of ${customers} would dissolve` : `${left} of the ring's ${customers} would remain`;
  return { value: tie.name, membersLeft: left, sentence: `If ${tie.words} by coincidence, ${fate}.` };
}

/** What the ring could hang on, the strongest first: values of its footprint, an address with its network as one, and employees. */
function valuesOf(
  ground: Ground,
  candidate: Candidate,
  { footprint, employees }: { readonly footprint: readonly Footprint[]; readonly employees: readonly RingEmployee[] },
): readonly Tie[] {
  const nats = new Map<number, number>();
  const add = (value: number, by: number) => nats.set(value, (nats.get(value) ?? 0) + Math.max(0, by));
  for (const { index } of candidate.members) {
    const { marks } = ground.cases[index]!;
    for (const reason of candidate.reasons.get(index)!) {
      if (reason.shared === 0 || reason.value < 0 || !marks.some(({ kind }) => kind === reason.kind)) continue;
      add(reason.value, reason.nats);
      // Of an address and its network only the stronger speaks; the other would in its place.
      if (reason.kind === 'network')
        for (const { kind, value, own } of marks) if (kind === 'ip' && !own) add(value, reason.nats);
    }
  }
  const { names } = ground.book;
  const tie = (name: string, number: number, words: string) => ({
    name,
    words,
    nats: nats.get(number) ?? 0,
    without: (claims: Iterable<number>) => withoutValue(ground, number, claims),
  });
  // Where all came to the network through one address, it goes with that.
  const whole = new Set(
    footprint.flatMap(({ kind, value, claims }) => {
      const network = kind === 'ip' ? networkOf(names, names.find(value)) : -1;
      return footprint.some(each => names.find(each.value) === network && each.claims === claims) ? [network] : [];
    }),
  );
  const found = [
    ...footprint.flatMap(({ kind, value }) => {
      const number = names.find(value);
      const text = value.slice(value.indexOf(':') + 1);
      return whole.has(number) ? [] : [tie(value, number, `the ${tieWords[kind]} ${text} were shared`)];
    }),
    ...[...new Set(employees.map(each => each.employeeId))].map(id =>
      tie(employeeValue(id), numberOf(names, employeeValue(id)), `employee ${id} met these claims`),
    ),
  ];
  found.sort((left, right) => right.nats - left.nats || (left.name < right.name ? -1 : 1));
  return found.slice(0, triedMax);
}

/** The ring's most telling stretch of text; none where it tells of none. */
function strongestWording(ground: Ground, { members }: Candidate, [stretch]: readonly string[]): readonly Tie[] {
  if (stretch === undefined) return [];
  const indices = members.map(({ index }) => index);
  return [
    {
      name: wordingValue(stretch),
      words: `the words "${stretch}" were shared`,
      without: () => withoutWording(ground, wordsOf(stretch), indices),
    },
  ];
}

/** Claims of the ring with which it would begin: those of groups that lie mostly in it. */
function beginningOf(ground: Ground, own: ReadonlySet<number>): number[] {
  const anchors = ground.anchors.filter(({ indices }) => indices.some(index => own.has(index)));
  const found = new Set<number>();
  for (const group of seedsOf({ ...ground, anchors })) {
    const inside = group.filter(index => own.has(index));
    if (inside.length * 2 >= group.length) for (const index of inside) found.add(index);
  }
  return [...found].sort((left, right) => left - right);
}

const tieWords: Readonly<Record<Footprint['kind'], string>> = {
  device: 'device',
  ip: 'network address',
  network: 'network',
  document: 'document',
  picture: 'picture',
  tender: 'payment instrument',
  drop: 'destination',
  receiver: 'employee',
  granter: 'employee',
  viewer: 'employee',
  agent: 'employee',
};
