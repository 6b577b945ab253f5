import type { z } from 'zod';
import { problemsOf } from '../../ingest/words.ts';
import { judgeRing, type RingJudgement } from '../../store/ring-verdicts.ts';
import { ringSummary, ringView, runView, verdictView } from '../../store/ring-view.ts';
import { findRing, lastRingRun, listRings, type RingPlace } from '../../store/rings.ts';
import { verdictsOnRing } from '../../store/verdicts-on-ring.ts';
import { readJson } from '../body.ts';
import { jsonMedia } from '../cloudevents.ts';
import { otherBytesMax } from '../limits.ts';
import { type Answer, json, problem } from '../problem.ts';
import { ringListShape, ringParams, ringShape, ringsQuery, verdictBody, verdictShape } from '../ring-schemas.ts';
import { defineRoute } from '../route.ts';

export const rings = defineRoute({
  method: 'GET',
  url: '/v1/rings',
  tag: 'rings',
  summary: 'List rings',
  description:
    'The rings that stand since the last detection, the strongest first, without the links of their members; with `state=gone` those that ' +
    'are no longer found. `last_run` says when a detection last ran and on what.',
  access: 'rings:read',
  query: ringsQuery,
  answers: { 200: { says: 'A page of rings', schema: ringListShape } },
  problems: ['invalid_request'],
  frequent: false,
  async answer({ node }, { query }) {
    const { state, after, limit } = query;
    // One after the other: what the run that is told of found is then there, whoever writes in between.
    const run = await lastRingRun(node.database);
    const found = await listRings(node.database, {
      gone: state === 'gone',
      after: after === undefined ? null : placeOf(after),
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1)?.body;
    return json({
      rings: page.map(ringSummary),
      next: found.length > limit && last !== undefined ? `${last.evidence}~${last.ring_id}` : null,
      last_run: run === null ? null : runView(run),
    });
  },
});

export const ring = defineRoute({
  method: 'GET',
  url: '/v1/rings/:ring_id',
  tag: 'rings',
  summary: 'Read a ring',
  description:
    'One ring: its members with the links that tie each to the others, what the operator leaves behind, the employees whose part exceeds their ' +
    'work, reasons, the innocent explanation with what speaks against it, the value on which it hangs, and what people said of it, ' +
    'under this id or, where it counts for the ring now, under another.',
  access: 'rings:read',
  params: ringParams,
  answers: { 200: { says: 'The ring', schema: ringShape } },
  problems: ['invalid_request', 'not_found'],
  frequent: false,
  async answer({ node }, { params }) {
    const found = await findRing(node.database, params.ring_id);
    if (found === null) return noRing();
    const verdicts = await verdictsOnRing(node.database, found);
    return json({ ...ringView(found), verdicts: verdicts.map(verdictView) });
  },
});

export const judge = defineRoute({
  method: 'POST',
  url: '/v1/rings/:ring_id/verdicts',
  tag: 'rings',
  summary: 'Judge a ring',
  description:
    'What a named person says: that an account belongs to the ring or does not, that a value in it is shared by coincidence, or that what was said of ' +
    'either is withdrawn. The next detection respects it. The verdict that was the last on its account or value is not written again: sending it twice is safe.',
  access: 'rings:judge',
  params: ringParams,
  body: { content: { [jsonMedia]: verdictBody }, bytesMax: otherBytesMax, optional: false },
  answers: {
    200: { says: 'It was said before, and stands', schema: verdictShape },
    201: { says: 'The verdict is kept', schema: verdictShape },
  },
  problems: ['invalid_json', 'invalid_request', 'not_found', 'invalid_verdict', 'body_too_large', 'media_type'],
  frequent: false,
  async answer({ node }, { params, body, caller }) {
    const read = readJson(body);
    if (!read.ok) return read.answer;
    const said = verdictBody.safeParse(read.value);
    if (!said.success) {
      return problem({
        code: 'invalid_request',
        detail: 'The body is no verdict.',
        advice: 'Send verdict, account_id or value (a coincidence is a value), by and reason.',
        errors: problemsOf(said.error.issues, read.value, []),
      });
    }
    const judged = await judgeRing(node, judgementOf(params.ring_id, said.data), `api:${caller.keyId}`);
    if (judged.ok) return json(verdictView(judged.fact), judged.repeated ? 200 : 201);
    if (judged.code === 'ring_not_found') return noRing();
    return problem({ code: 'invalid_verdict', detail: judged.message, advice: judged.advice });
  },
});

function judgementOf(ringId: string, said: z.output<typeof verdictBody>): RingJudgement {
  const { by, reason } = said;
  return 'value' in said
    ? { ringId, verdict: said.verdict, value: said.value, by, reason }
    : { ringId, verdict: said.verdict, accountId: said.account_id, by, reason };
}

/** The schema of the query let only a number and an id through. */
function placeOf(text: string): RingPlace {
  const [evidence = '', ringId = ''] = text.split('~');
  return { evidence: Number(evidence), ringId };
}

function noRing(): Answer {
  return problem({
    code: 'not_found',
    detail: 'No ring of this id was ever found.',
    advice: 'GET /v1/rings lists those that stand, and with state=gone those that do no longer.',
  });
}
