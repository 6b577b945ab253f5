import type { Account } from './accounts.ts';
import { day, worldStart } from './calendar.ts';
import { commit } from './patterns/commit.ts';
import { patternNamed, patterns } from './patterns/index.ts';
import type { Pattern } from './patterns/pattern.ts';
import { cumulate, Random } from './random.ts';
import type { Ring } from './rings.ts';
import type { World } from './world.ts';

/** Share of fraudulent claims that services bring about; the rest are lone people's. */
const byRings = 0.6;
/** Share of claims that are abuse: worn dresses and farmed goodwill. */
const abuseShare = 0.008;
/** Customers come back to a service rarely; lone people who got away with it do it again. */
const clientAgain = 0.12;
const loneAgain = 0.35;
const farmerAgain = 0.8;
/** A service takes accounts that are at least so old. */
const agedDays = 30;
const tries = 60;
/** An account with so many orders is taken whenever it comes up; one with fewer in proportion. */
const ordersOfAll = 12;

const insiderPatterns: readonly (readonly [keyof Pick<Ring, 'dock' | 'desk' | 'stolen'>, string])[] = [
  ['dock', 'insider_receipt'],
  ['desk', 'insider_grant'],
  ['stolen', 'stolen_credentials'],
];

/** Keeps the shares of fraud and abuse among the claims: each day it makes up what the honest claims so far leave room for. */
export class Scheming {
  readonly #world: World;
  readonly #random: Random;
  readonly #returning: readonly Account[];
  readonly #lone: number[] = [];
  readonly #farmers: number[] = [];
  readonly #fraudSums: number[];
  readonly #fraudPatterns = patterns.filter(each => each.verdict === 'fraud' && each.lone > 0);
  readonly #abusePatterns = patterns.filter(each => each.verdict === 'abuse');
  readonly #abuseSums: number[];

  constructor(world: World, returning: readonly Account[]) {
    this.#world = world;
    this.#random = new Random(world.request.seed, 'scheming');
    this.#returning = returning;
    this.#fraudSums = cumulate(this.#fraudPatterns.map(each => each.lone));
    this.#abuseSums = cumulate(this.#abusePatterns.map(each => each.lone));
  }

  day(dayNumber: number): void {
    const { counts, request } = this.#world;
    const share = request.fraudShare;
    const others = counts.claims - counts.fraud;
    const missing = (share / (1 - share)) * others - counts.fraud;
    for (let number = this.#whole(missing); number > 0; number--) this.#fraud(dayNumber);
    const abuseMissing = share === 0 ? 0 : abuseShare * counts.claims - counts.abuse;
    for (let number = this.#whole(abuseMissing); number > 0; number--) this.#abuse(dayNumber);
  }

  #whole(expected: number): number {
    return expected <= 0 ? 0 : Math.floor(expected + this.#random.next());
  }

  #fraud(dayNumber: number): void {
    const ring = this.#random.chance(byRings) ? this.#ringOf(dayNumber) : null;
    if (ring === null) {
      const pattern = this.#fraudPatterns[this.#random.weighted(this.#fraudSums)]!;
      const account =
        pattern.needs === 'returning' ? this.#returner(dayNumber) : this.#anybody(dayNumber, this.#lone, loneAgain);
      if (account !== null) commit(this.#world, pattern, account, null, dayNumber);
      return;
    }
    for (let attempt = 0; attempt < tries; attempt++) {
      const pattern = this.#offer(ring);
      const account = this.#client(ring, dayNumber);
      if (account === null || (pattern.fits !== undefined && !pattern.fits(ring, account))) continue;
      commit(this.#world, pattern, account, ring, dayNumber);
      return;
    }
  }

  #abuse(dayNumber: number): void {
    const pattern = this.#abusePatterns[this.#random.weighted(this.#abuseSums)]!;
    const account = this.#anybody(dayNumber, this.#farmers, farmerAgain);
    if (account !== null) commit(this.#world, pattern, account, null, dayNumber);
  }

  #ringOf(dayNumber: number): Ring | null {
    const active = this.#world.rings.filter(ring => dayNumber >= ring.from && dayNumber <= ring.until);
    if (active.length === 0) return null;
    return active[this.#random.weighted(cumulate(active.map(ring => ring.weight)))]!;
  }

  /** Half of the work of a service that has somebody inside goes through them. */
  #offer(ring: Ring): Pattern {
    const inside = insiderPatterns.filter(([who]) => ring[who] !== null);
    if (inside.length > 0 && this.#random.chance(0.55)) return patternNamed(this.#random.pick(inside)[1]);
    return patternNamed(this.#random.pick(ring.patterns));
  }

  #client(ring: Ring, dayNumber: number): Account | null {
    if (ring.clients.size > 0 && this.#random.chance(clientAgain)) {
      const again = this.#world.accounts[this.#random.pick([...ring.clients])]!;
      if (!again.closed) return again;
    }
    const until = worldStart + (dayNumber - agedDays) * day;
    for (let attempt = 0; attempt < tries; attempt++) {
      const account = this.#random.pick(this.#world.accounts);
      const fits = !account.closed && account.registeredAt < until && ring.markets.includes(account.market.country);
      // Who orders much has something to claim for: services find their customers among them, as misfortune does.
      if (fits && this.#random.chance((account.orders + 1) / ordersOfAll)) return account;
    }
    return null;
  }

  #anybody(dayNumber: number, known: number[], again: number): Account | null {
    if (known.length > 0 && this.#random.chance(again)) {
      const account = this.#world.accounts[this.#random.pick(known)]!;
      if (!account.closed) return account;
    }
    for (let attempt = 0; attempt < tries; attempt++) {
      const account = this.#random.pick(this.#world.accounts);
      if (account.closed || account.registeredAt >= worldStart + dayNumber * day) continue;
      if (!this.#random.chance((account.orders + 1) / ordersOfAll)) continue;
      known.push(account.index);
      return account;
    }
    return null;
  }

  #returner(dayNumber: number): Account | null {
    const present = this.#returning.filter(account => account.registeredAt < worldStart + dayNumber * day);
    return present.length > 0 ? this.#random.pick(present) : this.#anybody(dayNumber, this.#lone, loneAgain);
  }
}
