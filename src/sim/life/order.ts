import { type Millis, minute } from '../calendar.ts';
import { drawCarrier } from '../carriers.ts';
import { type Article, newSerial } from '../goods.ts';
import { userAgentOf } from '../network.ts';
import type { Market } from '../places.ts';
import type { Basket, Order, OrderLine, Visit } from '../plan.ts';
import { Random } from '../random.ts';
import type { World } from '../world.ts';
import { money, worthOf } from './money.ts';

/** Share of units sold that came back before, where there is one. */
const soldAgainShare = 0.1;

/** A price as shops write it in the market's currency: whole units less one or five hundredths. */
export function priceIn(market: Market, article: Article): number {
  const units = Math.max(5, Math.round(article.price * market.rate));
  return units * 100 - (units % 3 === 0 ? 5 : 1);
}

/** A sign-in of the account; the id is what other events may refer to. */
export function signIn(world: World, accountId: string, at: Millis, visit: Visit, random: Random): string {
  const session = world.ids.next('S');
  world.feed.emit('session.started', at, {
    session_id: session,
    account_id: accountId,
    device_id: random.maybe(0.94, visit.device),
    ip: random.maybe(0.97, visit.ip),
    user_agent: random.maybe(0.6, userAgentOf(visit.device)),
    country: random.maybe(0.8, visit.country),
  });
  return session;
}

function soldAgain(world: World, article: Article, at: Millis, random: Random): string | null {
  return random.chance(soldAgainShare) ? world.shelf.take(article, at) : null;
}

/** Places the order: honest or not, everybody's orders are made here. */
export function place(world: World, basket: Basket): Order {
  const id = world.ids.next('O');
  const random = new Random(world.request.seed, 'order', world.ids.count('O'));
  const market = basket.account.market;
  const serialsNoted = random.chance(0.86);
  const lines = basket.articles.map(
    ([article, quantity], index): OrderLine => ({
      id: String(index + 1),
      article,
      quantity,
      minor: priceIn(market, article),
      serials: article.serial
        ? Array.from({ length: quantity }, () => soldAgain(world, article, basket.at, random) ?? newSerial(random))
        : [],
    }),
  );
  const shipping = random.chance(0.3) ? 499 : 0;
  const order: Order = {
    ...basket,
    id,
    lines,
    minor: worthOf(lines) + shipping,
    site: world.staff.siteOf(market.country),
    carrier: drawCarrier(random, basket.shipTo.country),
    random,
    serialsNoted,
  };
  const session = signIn(world, basket.account.id, basket.at - random.int(minute, 25 * minute), basket.visit, random);
  world.feed.emit('order.placed', basket.at, {
    order_id: id,
    account_id: basket.account.id,
    marketplace: market.country,
    currency: market.currency,
    total: money(order.minor),
    lines: lines.map(line => ({
      line_id: line.id,
      sku: line.article.sku,
      title: line.article.title,
      category: line.article.category,
      quantity: line.quantity,
      unit_price: money(line.minor),
      serials: serialsNoted && line.serials.length > 0 ? line.serials : undefined,
      weight_g: random.maybe(0.96, line.article.grams),
    })),
    ship_to: basket.shipTo,
    payment: random.maybe(0.98, basket.payment),
    session_id: random.maybe(0.8, session),
    device_id: random.maybe(0.92, basket.visit.device),
    ip: random.maybe(0.95, basket.visit.ip),
  });
  basket.account.orders++;
  world.counts.orders++;
  return order;
}
