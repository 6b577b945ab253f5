import type { ClaimReason } from '../../domain/events/claim.ts';
import { type Account, someHome } from '../accounts.ts';
import { newSerial } from '../goods.ts';
import type { Address } from '../places.ts';
import type { Attachment, Basket, ClaimPlan, Delivery, Order, Payment, Visit } from '../plan.ts';
import { Random } from '../random.ts';
import type { Ring } from '../rings.ts';
import type { World } from '../world.ts';

/** What a dishonest claim has to start from. */
export interface Scene {
  readonly world: World;
  readonly order: Order;
  readonly delivery: Delivery;
  readonly ring: Ring | null;
  /** What an honest customer with this reason would have done. */
  readonly usual: ClaimPlan;
  readonly random: Random;
}

/** A way to get money back for goods that one keeps, by the numbers of the taxonomy. It changes only what it is about. */
export interface Pattern {
  readonly name: string;
  readonly verdict: 'fraud' | 'abuse';
  readonly reasons: readonly ClaimReason[];
  /** How often lone people do it, compared with the other patterns; 0 where only services do. */
  readonly lone: number;
  /** Share of its orders that are for dear goods. */
  readonly dear: number;
  /** Whether this ring (or nobody, for a lone one) can do it with this account. */
  readonly fits?: (ring: Ring | null, account: Account) => boolean;
  /** Who it is done with: a returning closed customer, or anybody. */
  readonly needs?: 'returning';
  readonly payment?: (world: World, account: Account, random: Random) => Payment;
  /** What is ordered, where it is not what anybody orders with something dear among it. */
  readonly articles?: (world: World, random: Random) => Basket['articles'];
  /** Where it is claimed from by those who do it alone, where not from where they always are. */
  readonly visit?: (of: { readonly world: World; readonly account: Account; readonly random: Random }) => Visit;
  /** Told before the claim: what the take-over of an account leaves behind. */
  readonly before?: (scene: Scene) => void;
  readonly shape: (scene: Scene) => Partial<ClaimPlan>;
}

/** The refund is what they are after. */
export const wantsMoney: Partial<ClaimPlan> = { wants: 'refund', remedy: 'refund', share: 1 };

/** Attachments that a ring, or a lone forger, has used before, as the file itself or slightly changed. */
export function reused(scene: Scene, kind: string, pool: number): Attachment {
  const { random, world } = scene;
  const template = stockOf(scene, 'forger', pool);
  const sha256 = template.hex(64);
  const perceptual = template.hex(16);
  const altered = random.chance(0.3 + 0.6 * world.request.hardness);
  // A changed picture has another hash and looks almost the same: one digit of the perceptual hash differs.
  const place = random.int(0, 15);
  const near = perceptual.slice(0, place) + random.hex(1) + perceptual.slice(place + 1);
  return { sha256: altered ? random.hex(64) : sha256, kind, perceptual_hash: altered ? near : perceptual };
}

/** Serial number of a broken unit that is sent back for one that works, as it was before and will be again. */
export function brokenUnit(scene: Scene): string {
  return newSerial(stockOf(scene, 'broken', 1));
}

/** Where somebody takes in parcels that are none of theirs. */
export function dropAddress(scene: Scene): Address | null {
  const { world, order } = scene;
  return someHome(world.accounts, order.account.market, stockOf(scene, `drop ${order.account.market.country}`, 2));
}

/** One of few things that a ring, or a lone cheat like others, uses again and again: the same number gives the same thing. */
function stockOf({ world, ring, random }: Scene, kind: string, size: number): Random {
  const owner = ring === null ? `lone ${random.int(1, 6)}` : `ring ${ring.index}`;
  return new Random(world.request.seed, `${kind} ${owner}`, random.int(1, size));
}
