import { formatMoment } from '../../domain/time.ts';
import { readFact } from '../../store/facts.ts';
import { readLedger } from '../../store/ledger.ts';
import { ledgerView } from '../ledger-view.ts';
import { json, problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { factParams, factShape, ledgerQuery, ledgerShape, orderParams } from '../schemas.ts';

export const orderLedger = defineRoute({
  method: 'GET',
  url: '/v1/orders/:order_id/ledger',
  tag: 'ledger',
  summary: 'Read the unit ledger of an order',
  description:
    'For every unit of the order what was paid, sent, claimed, returned, refunded, replaced and disputed, what physically backs it, ' +
    'and what follows from that, as known now or at `as_of`.',
  access: 'claims:read',
  params: orderParams,
  query: ledgerQuery,
  answers: { 200: { says: 'The ledger', schema: ledgerShape } },
  problems: ['invalid_request', 'not_found'],
  frequent: false,
  async answer({ node }, { params, query }) {
    const now = node.clock.next();
    const asOf = query.as_of ?? now;
    if (asOf > now) {
      return problem({
        code: 'invalid_request',
        detail: 'as_of lies in the future, of which nothing is known.',
        advice: 'Leave as_of out to ask what is known now.',
        errors: [{ field: 'as_of', reason: 'lies in the future' }],
      });
    }
    const ledger = await readLedger(node, params.order_id, asOf);
    if (ledger !== null) return json(ledgerView(ledger));
    return problem({
      code: 'not_found',
      detail: 'Nothing was known of an order of this id then.',
      advice: 'Check the id; events of the order may not have arrived yet.',
    });
  },
});

export const fact = defineRoute({
  method: 'GET',
  url: '/v1/facts/:seq',
  tag: 'ledger',
  summary: 'Read a fact',
  description: 'One fact of the log by its number, as reasons, findings and ledger entries quote it.',
  access: 'claims:read',
  params: factParams,
  answers: { 200: { says: 'The fact', schema: factShape } },
  problems: ['invalid_request', 'not_found'],
  frequent: false,
  async answer({ node }, { params }) {
    const found = await readFact(node.database, params.seq);
    if (found === null) {
      return problem({
        code: 'not_found',
        detail: 'The log has no fact of this number.',
        advice: 'Numbers have gaps; take them from a decision or a ledger.',
      });
    }
    const { seq, stream, type, at, knownAt, leaf, body } = found;
    const event = body === null ? null : (JSON.parse(body) as object);
    return json({ seq, stream, type, at: formatMoment(at), known_at: formatMoment(knownAt), leaf, event });
  },
});
