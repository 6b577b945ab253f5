import type { ClaimReason } from '../../domain/events/claim.ts';
import type { Account } from '../accounts.ts';
import { badStreetFactor } from '../places.ts';
import type { Order, OrderLine, Outbound } from '../plan.ts';
import { Random } from '../random.ts';
import type { World } from '../world.ts';

/** What befell an honest order: what happened to the parcel, and what its owner has reason to claim, if anything. */
export interface Lot {
  readonly outbound: Outbound;
  readonly cause: string | null;
  readonly reason: ClaimReason;
  readonly lines: readonly OrderLine[];
  /** The customer just sends it back, without a claim. */
  readonly bareReturn: boolean;
}

const misdelivered = 0.0035;
const mispacked = { short: 0.0062, wrong: 0.0042 };
const disappoints = 0.016;
/** Flats lose twice as many parcels from the hall; lockers hardly any. */
const flatFactor = 2;
const lockerFactor = 0.08;
/** In so many quarters of a city a driver keeps what he can, so often. */
const crookedAreas = 0.012;
const crookedShare = 0.035;
/** Share of plain returns that go through the claims desk; the others use the return portal. */
const returnsByDesk = 0.25;
/** Half of a bad year's claims fall on few people: mishaps come this much oftener to them. */
const unluckyShare = 0.02;
const unluckyFactor = 5;

/** How many of those who have a reason bother to claim: few for a trifle, nearly all for dear goods. */
export function reports(dollars: number): number {
  if (dollars < 20) return 0.34;
  if (dollars > 1_500) return 0.98;
  return 0.34 + (0.64 * Math.log(dollars / 20)) / Math.log(75);
}

/** Chance that a parcel left at this order's door is stolen. */
export function theftChance(order: Order): number {
  const { account } = order;
  const house = account.flat ? flatFactor : 1;
  // Boxes that look dear are taken sooner.
  const lure = order.minor / 100 / account.market.rate > 500 ? 1.4 : 1;
  const way =
    account.lodging === 'locker'
      ? lockerFactor
      : account.lodging === 'office'
        ? 0.4
        : account.lodging === 'dorm'
          ? 1.5
          : 1;
  return Math.min(0.2, account.area.theft * house * (account.badStreet ? badStreetFactor : 1) * way * lure);
}

/** Whether mishaps come to this customer oftener than to others. */
export function isUnlucky(world: World, account: Account): boolean {
  return new Random(world.request.seed, 'luck', account.index).chance(unluckyShare);
}

/** Draws the lot of an order by nature's odds. At most one thing goes wrong with it. */
export function drawLot(world: World, order: Order): Lot {
  const { random, account, carrier } = order;
  const fine: Outbound = { fate: 'arrives', packed: 'right', harm: 'none' };
  const line = order.lines[0]!;
  const dollars = order.minor / 100 / account.market.rate;
  const luck = isUnlucky(world, account) ? unluckyFactor : 1;
  const crooked = new Random(world.request.seed, `crook ${account.market.country}`, account.area.number).chance(
    crookedAreas,
  );
  const told = random.chance(reports(dollars));
  const lot = (outbound: Outbound, cause: string, reason: ClaimReason): Lot => ({
    outbound,
    cause: told ? cause : null,
    reason,
    lines: [line],
    bareReturn: false,
  });
  const bad = line.article === world.catalogue.badBatch;
  const odds: readonly (readonly [number, () => Lot])[] = [
    [
      theftChance(order) * luck,
      () => lot({ ...fine, fate: 'stolen' }, account.badStreet ? 'theft_bad_street' : 'theft', 'not_received'),
    ],
    [carrier.lost, () => lot({ ...fine, fate: 'lost' }, 'lost', 'not_received')],
    [misdelivered * luck, () => lot({ ...fine, fate: 'misdelivered' }, 'misdelivered', 'not_received')],
    [account.area.falseScan, () => lot({ ...fine, fate: 'falsely_scanned' }, 'false_scan', 'not_received')],
    [crooked ? crookedShare : 0, () => lot({ ...fine, fate: 'driver_keeps' }, 'driver_theft', 'not_received')],
    [
      carrier.damaged * luck * (line.article.grams > 3_000 ? 2 : 1),
      () => lot({ ...fine, harm: 'damaged' }, 'damaged', 'damaged'),
    ],
    [
      carrier.pilfered,
      () => lot({ ...fine, harm: 'pilfered' }, 'pilfered', random.chance(0.7) ? 'empty_parcel' : 'missing_item'),
    ],
    [
      mispacked.short,
      () => lot({ ...fine, packed: 'short' }, 'packed_short', order.lines.length > 1 ? 'missing_item' : 'empty_parcel'),
    ],
    [mispacked.wrong, () => lot({ ...fine, packed: 'wrong' }, 'mispicked', 'wrong_item')],
    [line.article.defects * luck, () => lot(fine, bad ? 'bad_batch' : 'defect', 'defective')],
    [disappoints, () => lot(fine, 'disappointed', 'not_as_described')],
  ];
  let draw = random.next();
  for (const [chance, make] of odds) {
    if (draw < chance) return make();
    draw -= chance;
  }
  const unwanted = order.lines.filter(each => random.chance(Math.min(0.85, each.article.returns * account.returns)));
  if (unwanted.length === 0)
    return { outbound: fine, cause: null, reason: 'changed_mind', lines: [line], bareReturn: false };
  return {
    outbound: fine,
    cause: account.returns > 2 ? 'serial_returner' : 'changed_mind',
    reason: 'changed_mind',
    lines: unwanted,
    bareReturn: !random.chance(returnsByDesk),
  };
}
