import type { ClaimReason } from '../../domain/events/claim.ts';
import { someHome } from '../accounts.ts';
import { day, withinHours } from '../calendar.ts';
import type { Attachment, ClaimPlan, ContactWay, Delivery, Order, OrderLine, SendBack, Voice } from '../plan.ts';
import { hashText, mix32, type Random } from '../random.ts';
import type { World } from '../world.ts';
import { usualVisit } from './visit.ts';

/** Days from delivery to the claim: median and spread of the logarithm. */
const delays: Readonly<Record<ClaimReason, readonly [median: number, spread: number]>> = {
  not_received: [1.9, 0.9],
  empty_parcel: [0.7, 0.9],
  missing_item: [1.1, 0.9],
  damaged: [1.3, 1],
  wrong_item: [1.4, 0.9],
  defective: [14, 0.9],
  not_as_described: [3.5, 0.8],
  changed_mind: [7, 0.7],
};

const ways: Readonly<Record<'urgent' | 'calm', readonly (readonly [ContactWay, number])[]>> = {
  urgent: [
    ['chat', 0.4],
    ['form', 0.68],
    ['phone', 0.82],
    ['email', 0.95],
    ['social', 1],
  ],
  calm: [
    ['form', 0.72],
    ['chat', 0.86],
    ['email', 0.95],
    ['phone', 1],
  ],
};

/** One in so many honest people copies a letter of complaint from the web; there are a few popular ones in each language. */
const templateShare = 0.07;
const templates = 3;

/** Replacements that leave before the broken goods are back, and those that are wanted somewhere else: at work, at a relative's. */
const sentInAdvance = 0.3;
const sentElsewhere = 0.04;

/** What anybody with this reason would do, whether the reason is true or not. Patterns change only what they are about. */
export function usualClaim(
  world: World,
  order: Order,
  delivery: Delivery,
  reason: ClaimReason,
  lines: readonly OrderLine[],
): ClaimPlan {
  const { random } = order;
  const calm = reason === 'changed_mind' || reason === 'defective' || reason === 'not_as_described';
  const [median, spread] = delays[reason];
  const waited = random.logNormal(median, spread);
  const filedAt = withinHours(
    random,
    delivery.expectedAt + Math.floor(Math.max(0.02, waited) * day),
    order.account.market.offset,
    7,
    24,
  );
  const draw = random.next();
  const way = ways[calm ? 'calm' : 'urgent'].find(([, until]) => draw < until)![0];
  const wants = random.chance(0.77) ? 'refund' : random.chance(0.85) ? 'replacement' : 'credit';
  const refused = random.chance(calm ? 0.02 : 0.06);
  const withdrawn = random.chance(reason === 'not_received' ? 0.06 : 0.015);
  const tries = random.next();
  const remedy = refused ? 'refused' : withdrawn ? 'withdrawn' : calm || wants === 'refund' ? 'refund' : wants;
  return {
    verdict: 'honest',
    pattern: 'none',
    lookAlikes: [],
    ring: null,
    operator: null,
    reason,
    wants: calm ? 'refund' : wants,
    lines,
    filedAt,
    visit: usualVisit(world, order.account, random),
    voice: usualVoice(world, order, random),
    way,
    attempts: tries < 0.8 ? 1 : tries < 0.95 ? 2 : 3,
    attachments: usualEvidence(order, reason, random),
    remedy,
    tender: random.chance(0.025) ? random.pick(['gift_card', 'bank', 'other'] as const) : 'original',
    sendBack: usualReturn(order, reason, random),
    inAdvance: remedy === 'replacement' && random.chance(sentInAdvance),
    replaceTo: random.chance(sentElsewhere) ? someHome(world.accounts, order.account.market, random) : null,
    insider: null,
    afterwards: usualSequel(remedy, random),
    share: wants === 'credit' && !calm ? random.pick([0.1, 0.15, 0.2, 0.3]) : 1,
  };
}

/** Some banks open a dispute before the refund shows, and some tills book twice. */
function usualSequel(remedy: ClaimPlan['remedy'], random: Random): ClaimPlan['afterwards'] {
  const disputed = random.chance(0.007);
  const bookedTwice = random.chance(0.002);
  if (disputed && (remedy === 'refund' || remedy === 'credit')) return 'dispute';
  return bookedTwice && remedy === 'refund' ? 'store_refund' : 'nothing';
}

function usualVoice(world: World, order: Order, random: Random): Voice {
  const angry = random.next();
  const pressure = angry < 0.74 ? 0 : angry < 0.91 ? 1 : angry < 0.98 ? 2 : 3;
  if (!random.chance(templateShare)) return { script: 0, frozen: 0, pressure };
  const script = mix32(hashText(order.account.market.language) ^ random.int(1, templates) ^ world.request.seed) | 1;
  return { script, frozen: random.between(0.75, 1), pressure: 1 };
}

export function usualEvidence(order: Order, reason: ClaimReason, random: Random): readonly Attachment[] {
  const dollars = order.minor / 100 / order.account.market.rate;
  const photo = reason === 'not_received' ? 0.05 : reason === 'changed_mind' ? 0.03 : 0.55;
  const found: Attachment[] = [];
  if (random.chance(photo)) found.push(newAttachment(random, 'photo'));
  if (random.chance(photo * 0.4)) found.push(newAttachment(random, 'photo'));
  // One victim of theft in five goes to the police.
  if (reason === 'not_received' && random.chance(dollars > 150 ? 0.25 : 0.14))
    found.push(newAttachment(random, 'police_report'));
  return found;
}

export function newAttachment(random: Random, kind: string): Attachment {
  const sha256 = random.hex(64);
  const seen = random.hex(16);
  return random.chance(0.9) ? { sha256, kind, perceptual_hash: seen } : { sha256, kind };
}

function usualReturn(order: Order, reason: ClaimReason, random: Random): SendBack | null {
  const dollars = order.minor / 100 / order.account.market.rate;
  if (reason === 'not_received' || reason === 'empty_parcel' || reason === 'missing_item') return null;
  const asked = reason === 'damaged' || reason === 'wrong_item' ? random.chance(dollars > 40 ? 0.75 : 0.15) : true;
  if (!asked) return null;
  const forgotten = random.chance(0.02);
  return {
    content: forgotten ? 'nothing' : random.chance(0.04) ? 'used' : 'goods',
    label: random.chance(0.015) ? 'own' : 'issued',
    afterDays: random.logNormal(2.2, 0.7),
  };
}
