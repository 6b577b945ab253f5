import type { ClaimPlan, Order } from '../plan.ts';
import type { World } from '../world.ts';
import { isUnlucky } from './nature.ts';

/** The innocent circumstances under which an honest claim looks like one of the patterns: all that apply. */
export function lookAlikesOf(world: World, order: Order, plan: ClaimPlan): readonly string[] {
  const { account } = order;
  const { visit, attachments, voice } = plan;
  const carer = account.helper >= 0 && visit.device === world.accounts[account.helper]?.device;
  const circumstances: readonly (readonly [boolean, string])[] = [
    [carer, 'carer'],
    [plan.pattern === 'theft_bad_street', 'bad_street'],
    [plan.pattern === 'driver_theft', 'dishonest_driver'],
    [plan.pattern === 'bad_batch', 'defective_batch'],
    [plan.pattern === 'serial_returner', 'serial_returner'],
    [isUnlucky(world, account), 'unlucky'],
    [voice.script !== 0, 'popular_template'],
    [voice.pressure > 1, 'angry_customer'],
    [plan.attempts > 2, 'persistent_customer'],
    [plan.afterwards === 'dispute', 'automatic_dispute'],
    [plan.afterwards === 'store_refund', 'till_error'],
    [plan.tender !== 'original', 'gift_or_expired_card'],
    [plan.remedy === 'replacement' && plan.inAdvance && plan.sendBack !== null, 'replacement_in_advance'],
    [plan.remedy === 'replacement' && plan.replaceTo !== null, 'replacement_elsewhere'],
    [attachments.some(each => each.kind === 'police_report'), 'true_police_report'],
    [visit.country !== account.market.country, 'traveller'],
    [visit.ip === account.mobileIp, 'mobile_network'],
    [!carer && visit.device !== account.device, 'borrowed_device'],
    [account.resold, 'resold_device'],
    [account.partner >= 0, 'household'],
    [account.lodging !== 'home', account.lodging],
  ];
  return circumstances.filter(([applies]) => applies).map(([, name]) => name);
}
