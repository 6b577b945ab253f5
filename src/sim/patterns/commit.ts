import type { ClaimReason } from '../../domain/events/claim.ts';
import type { Account } from '../accounts.ts';
import { usualBasket } from '../honest/order.ts';
import { usualClaim } from '../honest/usual.ts';
import { file } from '../life/claim.ts';
import { deliver } from '../life/delivery.ts';
import { place } from '../life/order.ts';
import type { Basket, ClaimPlan, Order, OrderLine } from '../plan.ts';
import { Random } from '../random.ts';
import { operatorMoment, operatorVisit, operatorVoice, type Ring } from '../rings.ts';
import type { World } from '../world.ts';
import type { Pattern, Scene } from './pattern.ts';

/** Some customers of a service file the claim themselves and only use its words. */
const filesAlone = 0.15;
/** Refused as often as honest ones of the urgent kind. */
const refused = 0.06;

/** Who says that the parcel was empty mostly ordered one thing: of several somebody takes only some. */
const singleWhenEmpty = 0.85;
const boughtWithMore = 0.4;
/** Who sends things back may send the others along. */
const sentAlong = 0.35;

/** Carries out one dishonest claim, with an order made for it, by the same machine as every honest one. */
export function commit(world: World, pattern: Pattern, account: Account, ring: Ring | null, dayNumber: number): void {
  const random = new Random(world.request.seed, `deed ${account.index}`, world.counts.orders);
  const reason = random.pick(pattern.reasons);
  const order = place(world, basketFor(world, pattern, reason, account, dayNumber, random));
  const delivery = deliver(world, order, { fate: 'arrives', packed: 'right', harm: 'none' });
  const base = usualClaim(world, order, delivery, reason, claimedLines(order, reason, random));
  const { hardness } = world.request;
  const operated = ring !== null && !random.chance(filesAlone);
  const visit = operated
    ? operatorVisit(ring, hardness, account.market, dayNumber, random)
    : (pattern.visit?.({ world, account, random }) ?? base.visit);
  const usual: ClaimPlan = {
    ...base,
    pattern: pattern.name,
    verdict: pattern.verdict,
    ring,
    operator: operated ? random.pick(ring.operators) : null,
    visit,
    filedAt: ring === null ? base.filedAt : operatorMoment(order, delivery, hardness, base.filedAt, random),
    voice: ring === null ? base.voice : operatorVoice(ring, hardness, base.voice, random),
    attempts: ring !== null && random.chance(0.3 * (1 - hardness)) ? random.int(2, 4) : base.attempts,
  };
  const scene: Scene = { world, order, delivery, ring, usual, random };
  if (usual.filedAt < world.end) pattern.before?.(scene);
  const shaped: ClaimPlan = { ...usual, ...pattern.shape(scene) };
  const denied = shaped.insider === null && random.chance(refused);
  file(world, order, delivery, denied ? { ...shaped, remedy: 'refused' } : shaped);
  if (ring !== null && shaped.filedAt < world.end) {
    ring.jobs++;
    ring.clients.add(account.index);
    if (operated) ring.usedDevices.add(visit.device);
  }
}

function basketFor(
  world: World,
  pattern: Pattern,
  reason: ClaimReason,
  account: Account,
  dayNumber: number,
  random: Random,
): Basket {
  const basket = usualBasket(world, account, dayNumber, random);
  return {
    ...basket,
    articles: pattern.articles?.(world, random) ?? articlesFor(world, pattern, reason, basket.articles, random),
    payment: pattern.payment?.(world, account, random) ?? basket.payment,
  };
}

/** What anybody orders; mostly with something dear among it, which is what the claim will be about. */
function articlesFor(
  world: World,
  pattern: Pattern,
  reason: ClaimReason,
  usual: Basket['articles'],
  random: Random,
): Basket['articles'] {
  const { dear, dearSums } = world.catalogue;
  if (!random.chance(pattern.dear)) return reason === 'empty_parcel' ? alone(usual, random) : usual;
  const worth = [dear[random.weighted(dearSums)]!, 1] as const;
  // Missing things are missing among others, and what is sent back was often bought with more.
  const isAmongOthers = reason === 'missing_item' || (reason === 'changed_mind' && random.chance(boughtWithMore));
  const others = usual.slice(isAmongOthers ? 0 : 1);
  return reason === 'empty_parcel' ? alone([worth, ...others], random) : [worth, ...others];
}

function alone(articles: Basket['articles'], random: Random): Basket['articles'] {
  return random.chance(singleWhenEmpty) ? articles.slice(0, 1) : articles;
}

function claimedLines(order: Order, reason: ClaimReason, random: Random): readonly OrderLine[] {
  if (reason !== 'changed_mind') return order.lines.slice(0, 1);
  return order.lines.filter((_, index) => index === 0 || random.chance(sentAlong));
}
