import { dayUs } from '../domain/time.ts';
import { kindOf } from '../profiles/values.ts';
import { family } from './family.ts';
import type { Known, RingTies } from './known.ts';

/**
 * Share of the accounts seen with a value that were met there at claims only, from which it is taken for the ring's tool. A network or device that
 * mostly serves people who shop and browse by themselves is a place where the ring happens to be met too.
 */
const exclusiveMin = 0.5;

type Tie = RingTies['tools'][number] | RingTies['memberships'][number];

interface RingView {
  readonly tools: RingTies['tools'];
  readonly ties: readonly Tie[];
}

/** What detection found before this claim: a known ring's tools and customers, each with the age of that knowledge. */
export const ringFamily = family<RingView>('ring', viewRing, [
  {
    name: 'tools',
    type: 'int',
    optional: false,
    doc: "How many of three, the claim's device, its line or network, and its documents, are tools of a known ring: met at claims of its customers, and hardly anywhere else.",
    value: view => new Set(view.tools.map(tool => toolOf(tool.value))).size,
    facts: view => factsOf(view.tools),
  },
  {
    name: 'member_probability',
    type: 'double',
    optional: true,
    doc: "How surely the account is a known ring's customer, 0 to 1; not known of an account that no ring has.",
    value: (_, known) => most(known.rings.memberships.map(each => each.probability)),
    facts: (_, known) => factsOf(known.rings.memberships),
  },
  {
    name: 'known_days',
    type: 'double',
    optional: true,
    doc: 'Days for which the oldest of these ties has been known to detection; not known without one.',
    value: (view, known) => most(view.ties.map(tie => (known.moment - tie.since) / dayUs)),
    facts: view => factsOf(view.ties),
  },
  {
    name: 'score',
    type: 'double',
    optional: true,
    doc: 'Score of the strongest of the rings that the claim is tied to, 0 to 1; not known without one.',
    value: view => most(view.ties.map(tie => tie.score)),
    facts: view => factsOf(view.ties),
  },
]);

function viewRing({ rings }: Known): RingView {
  const tools = rings.tools.filter(tool => tool.exclusive >= exclusiveMin);
  return { tools, ties: [...tools, ...rings.memberships] };
}

/** A line and its network are one thing, told twice; so are the content of a document and its picture. */
function toolOf(value: string): string {
  const kind = kindOf(value);
  return kind === 'ip' ? 'network' : kind;
}

function factsOf(ties: readonly Tie[]): readonly number[] {
  return [...new Set(ties.map(tie => tie.seq))];
}

function most(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : Math.max(...numbers);
}
