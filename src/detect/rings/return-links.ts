import type { LinkBook } from './book.ts';
import { linkSources } from './links.ts';
import { absent } from './sheet.ts';
import { PairTallies } from './tallies.ts';

/**
 * What accounts share by their returns: labels, where parcels were delivered by the carrier, and who received them. Their facts name a return or a
 * parcel and no account, so that they are read from the book once all of it is there. Keys as in {@link LinkBook.seen}.
 */
export function returnLinks(book: LinkBook): PairTallies {
  const found = new PairTallies();
  const source = linkSources.indexOf('return');
  for (const key of book.returns.bySeq()) {
    const order = book.returns.get(key, 'order');
    const account = book.orders.has(order) ? book.orders.get(order, 'account') : absent;
    if (account === absent) continue;
    const left = account * linkSources.length + source;
    const add = (value: number, at: number, seq: number) => {
      if (value !== absent) found.add(left, value, at, seq);
    };
    const { labels, receipts, scans, names } = book;
    if (labels.has(key)) {
      const track = labels.get(key, 'track');
      const label = `label:${names.text(track).slice('track:'.length)}`;
      add(names.number(label), labels.get(key, 'at'), labels.seq(key));
      for (const scan of scans.get(track) ?? []) if (scan.delivered) add(scan.place, scan.at, scan.seq);
    }
    if (receipts.has(key) && receipts.get(key, 'employee') !== absent) {
      const employee = names.text(receipts.get(key, 'employee')).slice('e/'.length);
      add(names.number(`employee:${employee}`), receipts.get(key, 'at'), receipts.seq(key));
    }
  }
  return found;
}
