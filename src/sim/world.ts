import type { Account } from './accounts.ts';
import type { Millis } from './calendar.ts';
import type { TrackingNumbers } from './carriers.ts';
import type { Feed } from './feed.ts';
import type { Catalogue } from './goods.ts';
import type { Ids } from './ids.ts';
import type { Geography } from './places.ts';
import type { ClaimPlan, Order } from './plan.ts';
import type { Ring } from './rings.ts';
import type { Shelf } from './shelf.ts';
import type { Staff } from './staff.ts';

/** What the caller asks for. The same request gives the same bytes. */
export interface SimulationRequest {
  readonly seed: number;
  /** 1 to 500,000; from about 2,000 on the shares are met. */
  readonly accounts: number;
  readonly days: number;
  /** Share of claims that are fraudulent, 0 to 0.1. */
  readonly fraudShare: number;
  /** 0: one device, one network, one script. 1: fresh devices and homes, paraphrased words, human timing. */
  readonly hardness: number;
  /** Registrations to screen. */
  readonly registrations: number;
}

/** A claim as it came out, for judgements and boasts. */
export interface SettledClaim {
  readonly claimId: string;
  readonly order: Order;
  readonly plan: ClaimPlan;
  readonly refundId: string | null;
  readonly refundedAt: Millis;
  readonly refundedMinor: number;
}

/** The shop and everybody around it while the world runs. */
export interface World {
  readonly request: SimulationRequest;
  readonly end: Millis;
  readonly ids: Ids;
  readonly feed: Feed;
  readonly catalogue: Catalogue;
  readonly geography: Geography;
  readonly staff: Staff;
  readonly accounts: readonly Account[];
  readonly tracking: TrackingNumbers;
  readonly shelf: Shelf;
  readonly rings: readonly Ring[];
  /** Notes what is true; events never say it. */
  readonly tell: (truth: object) => void;
  readonly settled: (claim: SettledClaim) => void;
  readonly counts: Counts;
}

export interface Counts {
  orders: number;
  claims: number;
  fraud: number;
  abuse: number;
  refunds: number;
}
