import type { Country } from './places.ts';
import { hashText, mix32, type Random } from './random.ts';

export interface Carrier {
  readonly name: string;
  readonly prefix: string;
  /** Chance that a parcel is lost on the way, that one is opened or crushed, and that a scan is never told. */
  readonly lost: number;
  readonly pilfered: number;
  readonly damaged: number;
  readonly unscanned: number;
  /** Carriers with scales at the hubs tell weights. */
  readonly weighs: number;
  readonly proofs: number;
}

const rows: readonly (readonly [string, string, number, number, number, number, number, number])[] = [
  ['northway', 'NW', 0.003, 0.0006, 0.004, 0.02, 0.35, 0.7],
  ['swiftline', 'SL', 0.0045, 0.001, 0.005, 0.03, 0.5, 0.8],
  ['parcelpost', 'PP', 0.005, 0.0012, 0.004, 0.06, 0.15, 0.45],
  ['kranich', 'KR', 0.0035, 0.0008, 0.004, 0.03, 0.4, 0.6],
  ['transalp', 'TA', 0.006, 0.0014, 0.006, 0.05, 0.3, 0.55],
  ['maresur', 'MS', 0.0065, 0.0014, 0.006, 0.06, 0.2, 0.5],
];

const carriers: readonly Carrier[] = rows.map(([name, prefix, lost, pilfered, damaged, unscanned, weighs, proofs]) => ({
  name,
  prefix,
  lost,
  pilfered,
  damaged,
  unscanned,
  weighs,
  proofs,
}));

const served: Readonly<Record<Country, readonly number[]>> = {
  US: [0, 1, 1, 2],
  CA: [0, 1, 2],
  GB: [0, 1, 2],
  DE: [1, 3, 3],
  FR: [1, 4, 2],
  IT: [1, 4, 4],
  ES: [1, 5, 5],
};

export function drawCarrier(random: Random, country: Country): Carrier {
  return carriers[random.pick(served[country])]!;
}

/** Numbers are used again after so many days, as carriers do. */
const recycledAfterDays = 120;
const recycledShare = 0.002;

/** Hands out tracking numbers; a few of them had an earlier life four months ago. */
export class TrackingNumbers {
  readonly #counts: number[] = [];
  #given = 0;

  next(random: Random, carrier: Carrier, dayNumber: number): string {
    this.#counts[dayNumber] ??= this.#given;
    const old = this.#counts[dayNumber - recycledAfterDays];
    const number = old !== undefined && random.chance(recycledShare) ? random.int(0, old) : this.#given++;
    const scrambled = mix32(number ^ hashText(carrier.prefix));
    return `${carrier.prefix}${String(scrambled).padStart(10, '0')}`;
  }
}
