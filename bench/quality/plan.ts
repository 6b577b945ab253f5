import type { WorldSetting } from './setting.ts';

/** A kind of world, measured on several seeds. */
export interface Cell {
  readonly share: number;
  readonly hardness: number;
}

/** The cell whose worlds must be hard for naive methods, and from which figures are quoted. */
export const middleCell: Cell = { share: 0.02, hardness: 0.5 };

/** Where a model is also trained on all that Ringfence knows, to see how much more there is in it. */
export function isCeilingMeasured(cell: Cell): boolean {
  return cell.share === middleCell.share;
}

export interface Plan {
  readonly cells: readonly Cell[];
  readonly seeds: readonly number[];
  /** Other worlds of the same cells, from which the reference learns. */
  readonly trainingSeeds: readonly number[];
  readonly accounts: number;
  readonly days: number;
}

const everyCell: readonly Cell[] = [
  { share: 0.005, hardness: 0.2 },
  { share: 0.005, hardness: 0.8 },
  { share: 0.02, hardness: 0.2 },
  middleCell,
  { share: 0.02, hardness: 0.8 },
  { share: 0.05, hardness: 0.2 },
  { share: 0.05, hardness: 0.8 },
];

export function planOf(quick: boolean, accounts: number, days: number): Plan {
  return quick
    ? { cells: [middleCell], seeds: [1, 2], trainingSeeds: [101, 102, 103], accounts, days }
    : { cells: everyCell, seeds: [1, 2, 3, 4, 5], trainingSeeds: [101, 102, 103], accounts, days };
}

export function worldOf({ accounts, days }: Plan, { share, hardness }: Cell, seed: number): WorldSetting {
  return { seed, share, hardness, accounts, days };
}

export function nameOfCell({ share, hardness }: Cell): string {
  const ease = hardness < 0.4 ? 'easy' : hardness > 0.6 ? 'hard' : 'middle';
  return `${Number((share * 100).toFixed(2))} %, ${ease}`;
}
