import type { ClaimReason } from '../../domain/events/claim.ts';

/** Sentences of one language. `[a|b]` is a choice; `{good}`, `{date}`, `{carrier}`, `{order}` and `{name}` are filled in. */
export interface Phrases {
  readonly openers: readonly string[];
  readonly reasons: Readonly<Record<ClaimReason, readonly string[]>>;
  readonly details: readonly string[];
  readonly wishes: readonly string[];
  readonly pressure: readonly string[];
  readonly closers: readonly string[];
  readonly greeting: readonly string[];
  readonly granting: readonly string[];
  readonly declining: readonly string[];
  readonly question: readonly string[];
  readonly answer: readonly string[];
}
