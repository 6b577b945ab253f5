import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readTerms } from '../../src/cli/terms-file.ts';
import type { Decision } from '../../src/domain/decision.ts';
import { decideWaiting } from '../../src/store/decide-waiting.ts';
import { decisionPages } from '../../src/store/decision-pages.ts';
import { importEvents } from '../../src/store/import-events.ts';
import { beginImport } from '../../src/store/import-progress.ts';
import { readLedgers } from '../../src/store/ledger.ts';
import type { Node } from '../../src/store/node.ts';
import { freshNodes } from '../fixtures/node.ts';

interface Story {
  readonly id: string;
  readonly title: string;
  readonly claims: readonly string[];
  readonly expected: readonly string[];
  readonly expected_findings: readonly string[];
  readonly expected_findings_later: readonly string[];
  readonly tolerated_findings?: readonly string[];
}

const file = (name: string): string => fileURLToPath(new URL(`../../examples/corner-shop/${name}`, import.meta.url));
const { stories } = parse(readFileSync(file('stories.yaml'), 'utf8')) as { stories: readonly Story[] };

/** Kinds that the table does not judge: they speak of ordinary events that any order may have. */
const notJudged = new Set([
  'return_received_in_full',
  'parcel_exception',
  'returned_to_sender',
  'credit_and_refund',
  'refund_before_receipt',
  'weight_mismatch',
]);

const nodes = freshNodes();
const decisions = new Map<string, Decision>();
let node: Node;

beforeAll(async () => {
  node = { ...(await nodes.fresh()).node, terms: readTerms(file('terms.yaml')) };
  const progress = await beginImport(node.database, 'corner-shop', 'corner-shop');
  for await (const _ of importEvents(node, progress, {
    from: file('events.ndjson.gz'),
    origin: 'corner-shop',
    arrival: 'event',
  })) {
    // Only the end matters here.
  }
  for await (const _ of decideWaiting(node)) {
    // Only the end matters here.
  }
  for await (const page of decisionPages(node.database)) {
    for (const { decision } of page) decisions.set(decision.claim_id, decision);
  }
});
afterAll(() => nodes.clear());

/** Each story of the example shop is a row of the rules' table: what must come out, with what was known when the claim was filed. */
describe.each(stories)('$id: $title', story => {
  test.each(story.claims)('[EXAMPLE-1] claim %s is decided as the story expects', claimId => {
    const decision = decisions.get(claimId)!;
    expect(story.expected, decision.summary).toContain(decision.outcome);
  });

  test.each(story.claims)('[EXAMPLE-2] the ledger found what the story holds when claim %s was filed', claimId => {
    const found = decisions.get(claimId)!.findings.map(finding => finding.kind);
    compare(found, story.expected_findings, story);
  });

  test('[EXAMPLE-2] and at the end what came to light later', async () => {
    const orders = [...new Set(story.claims.map(claimId => decisions.get(claimId)!.order_id))];
    const ledgers = await readLedgers(node, orders, Date.UTC(2027, 0, 1) * 1000);
    for (const ledger of ledgers) {
      const found = ledger!.findings.map(finding => finding.kind);
      compare(found, story.expected_findings_later, story);
    }
  });
});

function compare(found: readonly string[], expected: readonly string[], story: Story): void {
  const judged = found.filter(kind => !notJudged.has(kind));
  expect(judged).toEqual(expect.arrayContaining([...expected]));
  const allowed = new Set([...expected, ...(story.tolerated_findings ?? [])]);
  expect(judged.filter(kind => !allowed.has(kind))).toEqual([]);
}
