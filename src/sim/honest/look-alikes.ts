import type { ClaimPlan, Order } from '../plan.ts';
import type { World } from '../world.ts';

/** Names the innocent circumstance under which an honest claim looks like one of the patterns; null where nothing looks odd. */
export function lookAlikeOf(world: World, order: Order, plan: ClaimPlan): string | null {
  const { account } = order;
  if (account.helper >= 0 && plan.visit.device === world.accounts[account.helper]?.device) return 'carer';
  if (plan.pattern === 'theft_bad_street') return 'bad_street';
  if (plan.pattern === 'driver_theft') return 'dishonest_driver';
  if (plan.pattern === 'bad_batch') return 'defective_batch';
  if (plan.pattern === 'serial_returner') return 'serial_returner';
  if (plan.voice.script !== 0) return 'popular_template';
  if (plan.afterwards === 'dispute') return 'automatic_dispute';
  if (plan.afterwards === 'store_refund') return 'till_error';
  if (plan.tender !== 'original') return 'gift_or_expired_card';
  if (plan.attachments.some(each => each.kind === 'police_report')) return 'true_police_report';
  if (plan.voice.pressure > 1) return 'angry_customer';
  if (plan.attempts > 2) return 'persistent_customer';
  if (plan.visit.country !== account.market.country) return 'traveller';
  if (account.lodging !== 'home') return account.lodging;
  return null;
}
