/** What the shop sells. Prices are pence and cents; `serial` says whether the maker puts a serial number on each unit. */
export interface Good {
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly pence: number;
  readonly cents: number;
  readonly grams: number;
  readonly serial: boolean;
}

const rows: readonly (readonly [string, string, string, number, number, number, boolean])[] = [
  ['TEA-01', 'Breakfast tea, 250 g tin', 'food', 790, 890, 330, false],
  ['SOC-03', 'Wool socks, three pairs', 'fashion', 990, 1190, 180, false],
  ['MUG-02', 'Stoneware mug', 'home', 1290, 1490, 420, false],
  ['CBL-02', 'Charging cable, 2 m', 'accessories', 1190, 1290, 70, false],
  ['CND-04', 'Beeswax candle', 'home', 1490, 1690, 380, false],
  ['CSE-07', 'Phone case, clear', 'accessories', 1690, 1890, 60, false],
  ['BLB-01', 'Reading light', 'home', 1890, 2190, 210, false],
  ['MAT-01', 'Bath mat', 'home', 1990, 2290, 780, false],
  ['LMP-05', 'Bedside lamp', 'home', 2400, 2790, 940, false],
  ['SHT-11', 'Linen shirt', 'fashion', 2990, 3490, 260, false],
  ['KET-02', 'Kettle, 1.7 l', 'kitchen', 3900, 4490, 1250, false],
  ['BLN-03', 'Hand blender', 'kitchen', 4500, 4990, 1450, false],
  ['DRS-04', 'Summer dress', 'fashion', 5990, 6490, 340, false],
  ['TRN-09', 'Running shoes', 'fashion', 7900, 8990, 820, false],
  ['JKT-02', 'Rain jacket', 'fashion', 11900, 12990, 640, false],
  ['HPH-01', 'Headphones, over-ear', 'electronics', 14900, 16900, 520, true],
  ['WTC-02', 'Sports watch', 'electronics', 24900, 27900, 310, true],
  ['TAB-10', 'Tablet, 10 inch', 'electronics', 38900, 42900, 690, true],
  ['CON-01', 'Games console', 'electronics', 47900, 49900, 4100, true],
  ['COF-03', 'Espresso machine', 'kitchen', 52900, 57900, 8900, true],
  ['CAM-04', 'Mirrorless camera', 'electronics', 74900, 82900, 920, true],
  ['PHN-12', 'Phone, 256 GB', 'electronics', 79900, 86900, 410, true],
  ['LAP-14', 'Laptop, 14 inch', 'electronics', 114900, 124900, 1850, true],
];

export const goods: readonly Good[] = rows.map(([sku, title, category, pence, cents, grams, serial]) => ({
  sku,
  title,
  category,
  pence,
  cents,
  grams,
  serial,
}));

export function good(sku: string): Good {
  const found = goods.find(each => each.sku === sku);
  if (found === undefined) throw new Error(`The shop sells no ${sku}`);
  return found;
}

/** Everyday purchases are mostly cheap: the expensive third of the list is drawn once in ten times. */
export const everyday = goods.filter(each => each.pence < 12_000);
export const dear = goods.filter(each => each.pence >= 12_000);
