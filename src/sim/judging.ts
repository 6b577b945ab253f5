import { day, worldStart } from './calendar.ts';
import { Random } from './random.ts';
import type { SettledClaim, World } from './world.ts';

/** Claims of so much of the time were looked into, so many of the honest and of the others, and so many were judged wrongly. */
const earlyShare = 0.45;
const lookedInto = { honest: 0.05, fraud: 0.4, abuse: 0.3 } as const;
const wrong = 0.06;
const unclear = 0.05;
const accountsToo = 0.3;

/** What an investigator of the shop once found about early claims, right or wrong. */
export class Judging {
  readonly #random: Random;
  readonly #write: (line: string) => void;

  constructor(seed: number, write: (line: string) => void) {
    this.#random = new Random(seed, 'judging');
    this.#write = write;
  }

  consider(world: World, { claimId, order, plan }: SettledClaim): void {
    const random = this.#random;
    const early = plan.filedAt < worldStart + earlyShare * (world.end - worldStart);
    if (!early || !random.chance(lookedInto[plan.verdict])) return;
    const at = plan.filedAt + Math.floor(random.between(8, 30) * day);
    const draw = random.next();
    const mistaken = plan.verdict === 'honest' ? ('fraud' as const) : ('honest' as const);
    const verdict = draw < wrong ? mistaken : draw < wrong + unclear ? ('unclear' as const) : plan.verdict;
    const language = order.account.market.language;
    const by = random.pick(world.staff.members('supervisor', `lead-${language}`)).id;
    const basis = random.maybe(
      0.6,
      random.pick([
        'carrier answered',
        'warehouse searched',
        'customer called back',
        'pictures compared',
        'second review',
      ]),
    );
    world.feed.emit('claim.judged', at, { claim_id: claimId, verdict, by, basis }, this.#write);
    if (verdict !== 'honest' && verdict !== 'unclear' && random.chance(accountsToo))
      world.feed.emit(
        'account.judged',
        at + random.int(1, 90) * 60_000,
        { account_id: order.account.id, verdict, by, basis: undefined },
        this.#write,
      );
  }
}
