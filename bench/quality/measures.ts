import type { CellMeasures } from './measure-cell.ts';
import type { GroupMeasures } from './measure-groups.ts';
import type { PatternMeasures } from './measure-patterns.ts';
import type { Plan } from './plan.ts';

/** Everything that the bench finds out. */
export interface QualityMeasures {
  readonly plan: Plan;
  readonly cells: readonly CellMeasures[];
  /** Over the honest claims of all worlds. */
  readonly groups: readonly GroupMeasures[];
  /** Of the worlds with 2 % fraud. */
  readonly patterns: readonly PatternMeasures[];
  readonly minutes: number;
}
