import { day, hour, type Millis, worldStart } from './calendar.ts';
import { Random } from './random.ts';
import type { Ring } from './rings.ts';
import type { SettledClaim, World } from './world.ts';

/** One post of a public channel, before it is written in a platform's own form. */
export interface Post {
  readonly platform: Ring['platform'];
  readonly id: number;
  readonly author: string;
  readonly authorId: string;
  readonly at: Millis;
  readonly text: string;
  readonly picture: { readonly sha256: string; readonly text: string } | null;
  readonly replyTo: number | null;
  readonly editedAt: Millis | null;
}

/** One refund in eight is boasted of; for each true boast of our shop there are others: of other shops, and of nothing at all. */
const boasted = 0.13;
const foreignShare = 1.1;
const invented = 0.25;
const advertEveryDays = 12;

export const shopName = 'Harborline';
const nicknames = ['Harborline', 'H4rborline', 'harbor line', 'HBL', 'Harb0rl1ne', 'h@rborline', 'ΗΒL'];
const otherShops = ['Amzn', 'W4lmart', 'Zalando', 'Best Buy', 'ASOS', 'Otto', 'MediaMarkt', 'Cdiscount', 'Argos'];
const symbols = { USD: '$', CAD: 'C$', GBP: '£', EUR: '€' } as const;

/** Collects adverts and boasts of the services while the world runs. */
export class Boasts {
  readonly posts: Post[] = [];
  readonly #random: Random;
  #last = 100;

  constructor(seed: number) {
    this.#random = new Random(seed, 'boasts');
  }

  /** Perhaps a customer of a service thanks it in public. */
  consider(world: World, claim: SettledClaim): void {
    const { ring } = claim.plan;
    const random = this.#random;
    if (ring === null) return;
    if (claim.refundId !== null && random.chance(boasted)) {
      const at = claim.refundedAt + Math.floor(random.logNormal(1.6, 0.9) * day);
      const minor = claim.refundedMinor;
      const { order, plan } = claim;
      const noun = plan.lines[0]!.article.noun[order.account.market.language];
      const fragment = random.chance(0.15) ? order.id.slice(-4) : null;
      if (at < world.end) {
        const id = this.#boast(
          ring,
          at,
          random.pick(nicknames),
          noun,
          minor,
          symbols[order.account.market.currency],
          fragment,
          claim.refundedAt,
        );
        world.tell({
          kind: 'vouch',
          platform: ring.platform,
          channel_id: channelOf(ring.platform),
          post_id: String(id),
          ring_id: ring.id,
          refund_id: claim.refundId,
          claim_id: claim.claimId,
        });
      }
    }
    if (random.chance(boasted * foreignShare))
      this.#decoy(world, ring, claim.plan.filedAt, random.pick(otherShops), 'other_shop');
    if (random.chance(boasted * invented))
      this.#decoy(world, ring, claim.plan.filedAt, random.pick(nicknames), 'invented');
  }

  #decoy(world: World, ring: Ring, near: Millis, shop: string, truth: string): void {
    const random = this.#random;
    const at = near + random.int(1, 12) * day;
    if (at >= world.end) return;
    const article = random.pick(world.catalogue.dear);
    const id = this.#boast(
      ring,
      at,
      shop,
      article.noun.en,
      Math.round(article.price * random.between(0.85, 1.15)) * 100 - 1,
      '$',
      null,
      at - 2 * day,
    );
    world.tell({
      kind: 'vouch',
      platform: ring.platform,
      channel_id: channelOf(ring.platform),
      post_id: String(id),
      ring_id: ring.id,
      truth,
    });
  }

  #boast(
    ring: Ring,
    at: Millis,
    shop: string,
    noun: string,
    minor: number,
    symbol: string,
    fragment: string | null,
    refundedAt: Millis,
  ): number {
    const random = this.#random;
    const units = minor / 100;
    const loose = random.chance(0.55);
    const sum = !loose
      ? `${symbol}${units.toFixed(2)}`
      : units > 900 && random.chance(0.5)
        ? `${symbol}${(units / 1000).toFixed(1)}k`
        : `~${symbol}${Math.round(units / 10) * 10}`;
    const days = Math.max(1, Math.round((at - refundedAt) / day));
    const text = random.pick([
      `Vouch for @${ring.name} 🔥 ${shop} ${noun} ${sum}, smooth`,
      `${sum} back from ${shop} in ${days} days, ${noun}. legit ✅ thanks ${ring.name}`,
      `+1 vouch, ${noun} (${sum}) ${shop} done`,
      `r3fund landed!! ${shop} ${sum} 💸 ${ring.name} is the goat`,
      `${shop} | ${noun} | ${sum} | ${days}d | 10/10`,
    ]);
    const shown = fragment === null ? text : `${text} order ...${fragment}`;
    const picture = random.chance(0.25)
      ? { sha256: random.hex(64), text: `Refund ${symbol}${units.toFixed(2)} ${shop}` }
      : null;
    return this.#post(ring.platform, at, `buyer_${random.letters(5).toLowerCase()}`, shown, picture);
  }

  /** Adverts of the services over the world's time, and people who only ask. */
  advertise(world: World): void {
    const random = this.#random;
    for (const ring of world.rings) {
      for (let number = ring.from; number < ring.until; number += Math.ceil(random.wait(advertEveryDays))) {
        const at = worldStart + number * day + random.int(8, 22) * hour;
        if (at >= world.end) break;
        const text = random.pick([
          `🛒 ${ring.name} R3FUNDS 🛒 ${random.pick(nicknames)} / ${random.pick(otherShops)} fee ${ring.fee}% limit ${random.int(2, 12)}k, ${random.int(1, 5)} items, ${ring.markets.join(' ')}. DM @${ring.name}`,
          `${random.pick(nicknames)} open again ✅ ${ring.markets.join('/')} ${ring.fee} % of the basket, DNA and EB, insider ${ring.dock !== null || ring.desk !== null ? 'available' : 'soon'}`,
          `Full list: ${random.pick(otherShops)}, ${random.pick(otherShops)}, ${random.pick(nicknames)}. ${ring.fee}%. No upfront. @${ring.name}`,
        ]);
        // Services advertise wherever people look, and are thanked in one place.
        const platform = random.pick(['telegram', 'discord', 'reddit'] as const);
        const id = this.#post(platform, at, ring.name, text, null);
        world.tell({
          kind: 'advert',
          platform,
          channel_id: channelOf(platform),
          post_id: String(id),
          ring_id: ring.id,
        });
        if (random.chance(0.6))
          this.#post(
            platform,
            at + random.int(1, 20) * hour,
            `user_${random.letters(4).toLowerCase()}`,
            random.pick(['still open?', 'how long does it take', 'is this real', 'pm me', 'anyone tried UK?', 'lol']),
            null,
            id,
          );
      }
    }
    this.posts.sort((a, b) => a.at - b.at || a.id - b.id);
  }

  #post(
    platform: Post['platform'],
    at: Millis,
    author: string,
    text: string,
    picture: Post['picture'],
    replyTo: number | null = null,
  ): number {
    const id = this.#last++;
    const editedAt = this.#random.chance(0.06) ? at + hour : null;
    this.posts.push({
      platform,
      id,
      author,
      authorId: `user${7_000_000 + ((id * 7919) % 99_991)}`,
      at,
      text,
      picture,
      replyTo,
      editedAt,
    });
    return id;
  }
}

export function channelOf(platform: Ring['platform']): string {
  return platform === 'telegram' ? '1800400200' : platform === 'discord' ? '118200300400500' : 'refundmarket';
}
