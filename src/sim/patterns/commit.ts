import type { Account } from '../accounts.ts';
import { momentOfDay } from '../calendar.ts';
import { usualBasket } from '../honest/order.ts';
import { usualClaim } from '../honest/usual.ts';
import { file } from '../life/claim.ts';
import { deliver } from '../life/delivery.ts';
import { place } from '../life/order.ts';
import type { Basket, ClaimPlan } from '../plan.ts';
import { Random } from '../random.ts';
import { operatorMoment, operatorVisit, operatorVoice, type Ring } from '../rings.ts';
import type { World } from '../world.ts';
import type { Pattern, Scene } from './pattern.ts';

/** Some customers of a service file the claim themselves and only use its words. */
const filesAlone = 0.15;
/** Refused as often as honest ones of the urgent kind. */
const refused = 0.06;

/** Carries out one dishonest claim, with an order made for it, by the same machine as every honest one. */
export function commit(world: World, pattern: Pattern, account: Account, ring: Ring | null, dayNumber: number): void {
  const random = new Random(world.request.seed, `deed ${account.index}`, world.counts.orders);
  const order = place(world, basketFor(world, pattern, account, dayNumber, random));
  const delivery = deliver(world, order, { fate: 'arrives', packed: 'right', harm: 'none' });
  const base = usualClaim(world, order, delivery, random.pick(pattern.reasons), order.lines.slice(0, 1));
  const { hardness } = world.request;
  const operated = ring !== null && !random.chance(filesAlone);
  const visit = operated
    ? operatorVisit(ring, hardness, account.market, dayNumber, random)
    : takenFrom(pattern, base, world, account, random);
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

/** Take-overs come from the thief's device; everybody else acts as usual. */
function takenFrom(
  pattern: Pattern,
  base: ClaimPlan,
  world: World,
  account: Account,
  random: Random,
): ClaimPlan['visit'] {
  if (pattern.name !== 'account_takeover') return base.visit;
  const thief: Ring['devices'] = [`d_${random.letters(14).toLowerCase()}`];
  return {
    device: thief[0]!,
    ip: random.chance(world.request.hardness)
      ? account.mobileIp
      : `45.${random.int(1, 250)}.${random.int(0, 255)}.${random.int(1, 254)}`,
    country: account.market.country,
  };
}

function basketFor(world: World, pattern: Pattern, account: Account, dayNumber: number, random: Random): Basket {
  const basket = usualBasket(world, account, dayNumber, random);
  const dear = random.chance(pattern.dear);
  const payment = pattern.payment?.(world, account, random) ?? basket.payment;
  // Missing things are missing among others.
  const others = basket.articles.slice(pattern.reasons.includes('missing_item') ? 0 : 1);
  const { dear: worth, dearSums } = world.catalogue;
  const articles = dear ? [[worth[random.weighted(dearSums)]!, 1] as const, ...others] : basket.articles;
  return {
    ...basket,
    at: Math.max(basket.at, momentOfDay(random, dayNumber, account.market.offset), account.registeredAt),
    articles,
    payment,
  };
}
