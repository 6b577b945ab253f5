import type { Decision } from '../../domain/decision.ts';
import { readDecisions } from '../../store/decisions.ts';
import { canonicalJson } from '../../text/canonical-json.ts';
import { readJson } from '../body.ts';
import { readClaim } from '../claim-body.ts';
import { jsonMedia, structuredType } from '../cloudevents.ts';
import { answerLimitMs, claimBytesMax } from '../limits.ts';
import { type Answer, jsonType, problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { claimEventShape, claimParams, claimShape, decisionShape } from '../schemas.ts';
import { within } from '../within.ts';

export const decideClaim = defineRoute({
  method: 'POST',
  url: '/v1/claims',
  tag: 'claims',
  summary: 'Decide a claim',
  description:
    'Takes a claim in and answers the decision in one atomic call: it is answered only once the claim, the decision and all that ' +
    'follows are in the log. Send the bare data of a claim.filed event as application/json, or the whole CloudEvent (structured or ' +
    'binary mode). A bare claim is filed under the source urn:ringfence:api:<key id> with its claim_id as the id, at its `time` or now. ' +
    'The same claim again, whatever its event, is answered with the first decision and the header "ringfence-repeated: true". ' +
    'An invalid claim is told back with its fields and not kept in quarantine, because the caller has it. One claim a request: claims that ' +
    'arrive at the same time are decided together anyway.',
  access: 'claims:decide',
  body: {
    content: { [jsonMedia]: claimShape, [structuredType]: claimEventShape },
    bytesMax: claimBytesMax,
    optional: false,
  },
  answers: { 200: { says: 'The decision', schema: decisionShape } },
  problems: [
    'invalid_json',
    'invalid_claim',
    'claim_conflict',
    'event_conflict',
    'body_too_large',
    'media_type',
    'queue_full',
    'too_slow',
  ],
  frequent: true,
  async answer({ node, claims, metrics }, { body, headers, caller }) {
    const read = readJson(body);
    if (!read.ok) return read.answer;
    const context = { receivedAt: node.clock.next(), arrival: 'now', maskingKey: node.maskingKey } as const;
    const claim = readClaim(read.value, headers, caller.keyId, context);
    if (!claim.ok) return claim.answer;
    const answer = await within(answerLimitMs, claims.decide(claim.intake));
    if (answer.kind !== 'taken') metrics.countDecision(answer.kind, answer.decision.outcome);
    if (claim.masked > 0) metrics.countEvents({ accepted: 0, duplicate: 0, quarantined: 0, masked: claim.masked });
    switch (answer.kind) {
      case 'decided':
        return decisionAnswer(answer.decision);
      case 'repeated':
        return decisionAnswer(answer.decision, { 'ringfence-repeated': 'true' });
      case 'conflict':
        return problem({
          code: 'claim_conflict',
          detail: 'Another claim, with other content, was decided under this claim_id before.',
          advice: 'Give this claim its own id; GET /v1/claims/{claim_id}/decision shows the decision that was made.',
          errors: [{ field: 'claim_id', reason: 'belongs to another claim' }],
        });
      case 'taken':
        return problem({
          code: 'event_conflict',
          detail: 'The log has another event under this source and id; the claim was not taken in.',
          advice: 'Give every event its own id within its source.',
          errors: [{ field: 'id', reason: 'belongs to another event of this source' }],
        });
    }
  },
});

export const readDecision = defineRoute({
  method: 'GET',
  url: '/v1/claims/:claim_id/decision',
  tag: 'claims',
  summary: 'Read the decision on a claim',
  description: 'The decision as it was made, live or in shadow; decisions never change.',
  access: 'claims:read',
  params: claimParams,
  answers: { 200: { says: 'The decision', schema: decisionShape } },
  problems: ['invalid_request', 'not_found'],
  frequent: true,
  async answer({ node }, { params }) {
    const stored = (await readDecisions(node.database, [params.claim_id])).get(params.claim_id);
    if (stored !== undefined) return decisionAnswer(stored.decision);
    return problem({
      code: 'not_found',
      detail: 'No claim was decided under this id.',
      advice: 'A claim that came as an event is decided within a second or so; check the id otherwise.',
    });
  },
});

/** The same decision is the same bytes, whether it was just made or read back. */
function decisionAnswer(decision: Decision, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, type: jsonType, body: canonicalJson(decision), headers };
}
