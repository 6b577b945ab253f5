import { days, type Millis, minutes } from '../calendar.ts';
import { everyday } from '../goods.ts';
import { ship } from '../parcels.ts';
import { buy, type Customer, type Order, type World } from '../world.ts';

/** Uneventful orders spread over a stretch of time: what makes an account an old and quiet one. */
export function pastOrders(world: World, customer: Customer, count: number, from: Millis, to: Millis): Order[] {
  const step = (to - from) / count;
  return Array.from({ length: count }, (_, index) => {
    const at = Math.floor((from + step * index) / minutes(1)) * minutes(1) + minutes(world.random.int(0, 600));
    const order = buy(world, customer, at - (at % days(1)) + minutes(world.random.int(420, 1200)), {
      goods: [[world.random.pick(everyday), 1]],
    });
    ship(world, order);
    return order;
  });
}
