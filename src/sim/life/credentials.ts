import { type Account, drawName, emailOf } from '../accounts.ts';
import type { Millis } from '../calendar.ts';
import { phoneOf } from '../places.ts';
import type { Visit } from '../plan.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';

/** What is changed in one go, the usual ones oftener. */
const changes = [
  ['password'],
  ['password'],
  ['password'],
  ['mfa'],
  ['phone'],
  ['email'],
  ['password', 'email'],
  ['phone', 'password'],
] as const;
export type Change = (typeof changes)[number];

/** Some mailboxes bear another name than their owner's: a family's, a nickname, a thief's. */
const otherName = 0.25;

export function drawChange(random: Random): Change {
  return random.pick(changes);
}

/** The account's password, second factor, phone or mail address is changed, by its owner or by somebody else the same way. */
export function change(world: World, account: Account, what: Change, at: Millis, visit: Visit, random: Random): void {
  const changed: readonly string[] = what;
  if (changed.includes('email'))
    account.email = emailOf(random, random.chance(otherName) ? drawName(random, account.market) : account.name);
  if (changed.includes('phone')) account.phone = phoneOf(random, account.market);
  world.feed.emit('account.changed', at, {
    account_id: account.id,
    what: [...what],
    email: changed.includes('email') ? account.email : undefined,
    phone: changed.includes('phone') ? account.phone : undefined,
    device_id: random.maybe(0.85, visit.device),
    ip: random.maybe(0.9, visit.ip),
  });
}
