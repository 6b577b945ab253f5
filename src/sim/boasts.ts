import { day, hour, type Millis, worldStart } from './calendar.ts';
import { priceIn } from './life/order.ts';
import { hashText, Random } from './random.ts';
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
/** Some show the end of the order's number. */
const fragments = 0.15;
const advertEveryDays = 12;

export const shopName = 'Harborline';
const nicknames = ['Harborline', 'H4rborline', 'harbor line', 'HBL', 'Harb0rl1ne', 'h@rborline', 'ΗΒL'];
const otherShops = ['Amzn', 'W4lmart', 'Zalando', 'Best Buy', 'ASOS', 'Otto', 'MediaMarkt', 'Cdiscount', 'Argos'];
const symbols = { USD: '$', CAD: 'C$', GBP: '£', EUR: '€' } as const;

/** A post before it has its number: platforms count them as they come. */
type Draft = Omit<Post, 'id' | 'authorId' | 'replyTo'> & { readonly replyTo: Draft | null };

/** What is true of a post, told once it has its number. */
interface Meaning {
  readonly post: Draft;
  readonly truth: Readonly<Record<string, unknown>> & { readonly kind: 'vouch' | 'advert' };
}

/** What somebody says that they got back. */
interface Boast {
  readonly at: Millis;
  readonly shop: string;
  readonly noun: string;
  readonly minor: number;
  readonly symbol: string;
  /** The end of the order's number, where it is shown. */
  readonly fragment: string | null;
  readonly refundedAt: Millis;
}

/** Collects adverts and boasts of the services while the world runs. */
export class Boasts {
  readonly #random: Random;
  readonly #drafts: Draft[] = [];
  readonly #meanings: Meaning[] = [];

  constructor(seed: number) {
    this.#random = new Random(seed, 'boasts');
  }

  /** Perhaps a customer of a service thanks it in public. */
  consider(world: World, claim: SettledClaim): void {
    const { ring } = claim.plan;
    const random = this.#random;
    if (ring === null) return;
    if (claim.refundId !== null && random.chance(boasted)) {
      const { order, plan, refundedAt } = claim;
      const { market } = order.account;
      const at = refundedAt + Math.floor(random.logNormal(1.6, 0.9) * day);
      const boast: Boast = {
        at,
        shop: random.pick(nicknames),
        noun: plan.lines[0]!.article.noun[market.language],
        minor: claim.refundedMinor,
        symbol: symbols[market.currency],
        fragment: random.chance(fragments) ? order.id.slice(-4) : null,
        refundedAt,
      };
      if (at < world.end) this.#vouch(ring, boast, { refund_id: claim.refundId, claim_id: claim.claimId });
    }
    if (random.chance(boasted * foreignShare))
      this.#decoy(world, ring, claim.plan.filedAt, random.pick(otherShops), 'other_shop');
    if (random.chance(boasted * invented))
      this.#decoy(world, ring, claim.plan.filedAt, random.pick(nicknames), 'invented');
  }

  /** Of goods at another shop, or of nothing at all, in the money and words of a country that the service works in. */
  #decoy(world: World, ring: Ring, near: Millis, shop: string, truth: string): void {
    const random = this.#random;
    const at = near + random.int(1, 12) * day;
    if (at >= world.end) return;
    const country = random.pick(ring.markets);
    const market = world.geography.markets.find(each => each.country === country)!;
    const { dear, articles, dearSums, sums } = world.catalogue;
    const article = random.chance(0.6) ? dear[random.weighted(dearSums)]! : articles[random.weighted(sums)]!;
    const boast: Boast = {
      at,
      shop,
      noun: article.noun[market.language],
      minor: priceIn(market, article),
      symbol: symbols[market.currency],
      fragment: random.chance(fragments) ? random.letters(4) : null,
      refundedAt: at - Math.floor(random.logNormal(1.6, 0.9) * day),
    };
    this.#vouch(ring, boast, { truth });
  }

  #vouch(ring: Ring, boast: Boast, truth: Readonly<Record<string, unknown>>): void {
    const random = this.#random;
    const { at, shop, noun, symbol } = boast;
    const units = boast.minor / 100;
    const loose = random.chance(0.55);
    const sum = !loose
      ? `${symbol}${units.toFixed(2)}`
      : units > 900 && random.chance(0.5)
        ? `${symbol}${(units / 1000).toFixed(1)}k`
        : `~${symbol}${Math.round(units / 10) * 10}`;
    const days = Math.max(1, Math.round((at - boast.refundedAt) / day));
    const text = random.pick([
      `Vouch for @${ring.name} 🔥 ${shop} ${noun} ${sum}, smooth`,
      `${sum} back from ${shop} in ${days} days, ${noun}. legit ✅ thanks ${ring.name}`,
      `+1 vouch, ${noun} (${sum}) ${shop} done`,
      `r3fund landed!! ${shop} ${sum} 💸 ${ring.name} is the goat`,
      `${shop} | ${noun} | ${sum} | ${days}d | 10/10`,
    ]);
    const shown = boast.fragment === null ? text : `${text} order ...${boast.fragment}`;
    const picture = random.chance(0.25)
      ? { sha256: random.hex(64), text: `Refund ${symbol}${units.toFixed(2)} ${shop}` }
      : null;
    const author = `buyer_${random.letters(5).toLowerCase()}`;
    const post = this.#post({ platform: ring.platform, at, author, text: shown, picture, replyTo: null });
    this.#meanings.push({ post, truth: { kind: 'vouch', ring_id: ring.id, ...truth } });
  }

  /** Adverts of the services over the world's time, and people who only ask. */
  advertise(world: World): void {
    const random = this.#random;
    for (const ring of world.rings) {
      for (let number = ring.from; number < ring.until; number += Math.ceil(random.wait(advertEveryDays))) {
        const at = worldStart + number * day + random.int(8, 22) * hour + random.int(0, hour - 1);
        if (at >= world.end) break;
        const text = random.pick([
          `🛒 ${ring.name} R3FUNDS 🛒 ${random.pick(nicknames)} / ${random.pick(otherShops)} fee ${ring.fee}% limit ${random.int(2, 12)}k, ${random.int(1, 5)} items, ${ring.markets.join(' ')}. DM @${ring.name}`,
          `${random.pick(nicknames)} open again ✅ ${ring.markets.join('/')} ${ring.fee} % of the basket, DNA and EB, insider ${ring.dock !== null || ring.desk !== null ? 'available' : 'soon'}`,
          `Full list: ${random.pick(otherShops)}, ${random.pick(otherShops)}, ${random.pick(nicknames)}. ${ring.fee}%. No upfront. @${ring.name}`,
        ]);
        // Services advertise wherever people look, and are thanked in one place.
        const platform = random.pick(['telegram', 'discord', 'reddit'] as const);
        const post = this.#post({ platform, at, author: ring.name, text, picture: null, replyTo: null });
        this.#meanings.push({ post, truth: { kind: 'advert', ring_id: ring.id } });
        if (!random.chance(0.6)) continue;
        this.#post({
          platform,
          at: at + random.int(hour, 20 * hour),
          author: `user_${random.letters(4).toLowerCase()}`,
          text: random.pick([
            'still open?',
            'how long does it take',
            'is this real',
            'pm me',
            'anyone tried UK?',
            'lol',
          ]),
          picture: null,
          replyTo: post,
        });
      }
    }
  }

  /** All posts by time, numbered as their platforms do, and what is true of them. */
  publish(world: World): readonly Post[] {
    this.#drafts.sort((one, other) => one.at - other.at || (one.text < other.text ? -1 : 1));
    const ids = new Map<Draft, number>();
    const last = { telegram: 100, discord: 100, reddit: 100 };
    for (const draft of this.#drafts) ids.set(draft, last[draft.platform]++);
    for (const { post, truth } of this.#meanings) {
      const { kind, ...rest } = truth;
      const { platform } = post;
      world.tell({ kind, platform, channel_id: channelOf(platform), post_id: String(ids.get(post)), ...rest });
    }
    return this.#drafts.map(draft => ({
      ...draft,
      id: ids.get(draft)!,
      authorId: `user${7_000_000 + (hashText(draft.author) % 999_983)}`,
      replyTo: draft.replyTo === null ? null : ids.get(draft.replyTo)!,
    }));
  }

  #post(draft: Omit<Draft, 'editedAt'>): Draft {
    const post = { ...draft, editedAt: this.#random.chance(0.06) ? draft.at + hour : null };
    this.#drafts.push(post);
    return post;
  }
}

export function channelOf(platform: Ring['platform']): string {
  return platform === 'telegram' ? '1800400200' : platform === 'discord' ? '118200300400500' : 'refundmarket';
}
