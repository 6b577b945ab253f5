import type { World } from '../world.ts';

export type Outcome = 'pay' | 'pay_after_return' | 'ask' | 'review';

export const findingKinds = [
  'refund_without_trace',
  'receipt_without_trace',
  'more_back_than_paid',
  'double_refund',
  'refund_and_replacement',
  'refund_and_dispute',
  'return_delivered_elsewhere',
  'serial_mismatch',
  'refund_to_other_tender',
  'not_received_against_proof',
  'returned_goods_wrong',
  'claim_exceeds_purchase',
  'delivery_never_scanned',
  'delivery_elsewhere',
  'outbound_weight_short',
  'split_shipment_open',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What is expected of the claims of a story: the same of each, else the story has several entries. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  /** What really happened, which nobody at the shop can look up. */
  readonly truth: 'honest' | 'fraud';
  readonly claims: readonly string[];
  /** Any of these is a good decision at the moment of the claim. */
  readonly expected: readonly Outcome[];
  /** What the ledger shows of the claim's order when the claim is filed, and at the end of the log. */
  readonly findings: readonly FindingKind[];
  readonly findingsLater: readonly FindingKind[];
  /** Findings that a wider reading of their definition may add; their absence is as good. */
  readonly tolerated?: readonly FindingKind[];
}

/** Tells its events into the world's log and says what is expected of its claims. */
export type Story = (world: World) => Entry[];
