import { type DecisionPlace, listDecisions } from '../../store/decision-list.ts';
import { json } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { decisionListShape, decisionsQuery } from '../schemas.ts';

export const decisions = defineRoute({
  method: 'GET',
  url: '/v1/decisions',
  tag: 'claims',
  summary: 'List decisions',
  description:
    'Decisions by the time at which they were made, newest first, in pages that stay right while new ones come in.',
  access: 'claims:read',
  query: decisionsQuery,
  answers: { 200: { says: 'A page of decisions', schema: decisionListShape } },
  problems: ['invalid_request'],
  frequent: false,
  async answer({ node }, { query }) {
    const { outcome = null, after, limit } = query;
    const page = await listDecisions(node.database, {
      outcome,
      after: after === undefined ? null : placeOf(after),
      limit,
    });
    return json({
      decisions: page.decisions,
      next: page.next === null ? null : `${page.next.decidedAt}.${page.next.seq}`,
    });
  },
});

/** The schema of the query let only two whole numbers through. */
function placeOf(text: string): DecisionPlace {
  const [decidedAt = 0, seq = 0] = text.split('.').map(Number);
  return { decidedAt, seq };
}
