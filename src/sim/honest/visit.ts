import type { Account } from '../accounts.ts';
import { abroad, homeIp, newDevice, tunnelIp } from '../network.ts';
import type { Visit } from '../plan.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';

/** Where people act from: mostly their own device at home, at times on the road, on another one, abroad, or at a helper's. */
export function usualVisit(world: World, account: Account, random: Random): Visit {
  const helper = account.helper >= 0 && random.chance(0.7) ? world.accounts[account.helper]! : null;
  const who = helper ?? account;
  const country = account.market.country;
  const place = random.next();
  const ip =
    place < 0.58
      ? who.homeIp
      : place < 0.93
        ? who.mobileIp
        : place < 0.96
          ? tunnelIp(random)
          : homeIp(random, place < 0.985 ? country : random.pick(world.geography.markets).country);
  // A new phone is kept; a borrowed one is not.
  if (random.chance(0.006)) account.device = newDevice(random);
  const device = random.chance(0.06) ? newDevice(random) : who.device;
  return { device, ip, country: place >= 0.985 ? abroad(random) : country };
}
