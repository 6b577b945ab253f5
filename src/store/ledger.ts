import type { Fact } from '../domain/fact.ts';
import type { OrderId } from '../domain/ids.ts';
import { hourOf, type Moment } from '../domain/time.ts';
import { type FeedActivity, feedActivity, feedsAsked, historyHours } from '../ledger/feeds.ts';
import { foldOrder, type OrderLedger } from '../ledger/fold.ts';
import type { LedgerTerms } from '../ledger/terms.ts';
import { readDossiers } from './dossiers.ts';
import { type FeedQuestion, readFeedHours } from './feed-hours.ts';
import type { Node } from './node.ts';

/** The unit ledger of an order as it was known at the moment, or null where nothing at all was known of the order. */
export async function readLedger(
  node: Pick<Node, 'database' | 'terms'>,
  orderId: string,
  asOf: Moment,
): Promise<OrderLedger | null> {
  const facts = (await readDossiers(node.database, [orderId], asOf)).get(orderId)!;
  if (facts.length === 0) return null;
  const questions = feedQuestions(facts, asOf, node.terms);
  const answers = await readFeedHours(node.database, questions);
  return foldOrder(orderId as OrderId, facts, asOf, activityOf(questions, answers), node.terms);
}

/** What has to be read of the feeds before these facts can be folded as of the moment. */
export function feedQuestions(facts: readonly Fact[], asOf: Moment, terms: LedgerTerms): FeedQuestion[] {
  return feedsAsked(facts, asOf, terms).map(asked => ({
    feed: asked.feed,
    fromHour: asked.fromHour - historyHours,
    toHour: asked.toHour,
    knownBefore: hourOf(asOf),
  }));
}

/** The activity of feeds by the answers to {@link feedQuestions}, in their order. */
export function activityOf(
  questions: readonly FeedQuestion[],
  answers: readonly ReadonlyMap<number, number>[],
): FeedActivity {
  return feedActivity(new Map(questions.map(({ feed }, index) => [feed, answers[index]!])));
}
