import type { Millis } from './calendar.ts';
import type { Article } from './goods.ts';

interface Unit {
  readonly serial: string;
  readonly from: Millis;
}

/** Units that came back as new and wait to be sold once more, so that one serial number belongs to two honest orders. One of each article. */
export class Shelf {
  readonly #units = new Map<string, Unit>();

  put(article: Article, serial: string, from: Millis): void {
    this.#units.set(article.sku, { serial, from });
  }

  /** The unit of this article that lay there by then. It is gone afterwards. */
  take(article: Article, at: Millis): string | null {
    const unit = this.#units.get(article.sku);
    if (unit === undefined || unit.from > at) return null;
    this.#units.delete(article.sku);
    return unit.serial;
  }
}
