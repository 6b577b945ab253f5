import { formatMoment } from '../../domain/time.ts';
import type { Node } from '../../store/node.ts';
import { runView } from '../../store/ring-view.ts';
import { lastRingRun } from '../../store/rings.ts';
import { stopping } from '../faults.ts';
import { answerLimitMs } from '../limits.ts';
import { json, problem } from '../problem.ts';
import type { DetectionState } from '../ring-desk.ts';
import { detectionShape } from '../ring-schemas.ts';
import { defineRoute } from '../route.ts';
import { within } from '../within.ts';

export const beginDetection = defineRoute({
  method: 'POST',
  url: '/v1/rings/detections',
  tag: 'rings',
  summary: 'Look for rings now',
  description:
    'Begins a detection on this node, or answers the one under way: sending it twice is safe. It respects the verdicts that were said before `since`. ' +
    'GET /v1/rings/detections/current says how far it is; it is over once the state is no longer `running`, and ended well where ' +
    '`last_run.began_at` is not before `since`.',
  access: 'rings:judge',
  answers: {
    200: { says: 'One was under way', schema: detectionShape },
    202: { says: 'It has begun', schema: detectionShape },
  },
  problems: [],
  frequent: false,
  async answer({ node, rings, stopping: ends }) {
    if (ends()) return stopping();
    const begun = rings.begin();
    // As it is now: it may have ended before what follows was read.
    const { state } = rings;
    return json(await detectionView(node, state), begun ? 202 : 200);
  },
});

export const currentDetection = defineRoute({
  method: 'GET',
  url: '/v1/rings/detections/current',
  tag: 'rings',
  summary: 'See how far a detection is',
  description:
    'What this node has under way, how far it is, and the last detection that ended well, by whichever node. What was found is at GET /v1/rings.',
  access: 'rings:read',
  answers: { 200: { says: 'The state', schema: detectionShape } },
  problems: [],
  frequent: true,
  async answer({ node, rings }) {
    return json(await detectionView(node, rings.state));
  },
});

export const stopDetection = defineRoute({
  method: 'DELETE',
  url: '/v1/rings/detections/current',
  tag: 'rings',
  summary: 'Stop a detection',
  description:
    'Stops the detection under way on this node and answers once it has ended. Nothing of it is kept, unless its rings were being written already. ' +
    'The next is due after the usual time, or when it is asked for.',
  access: 'rings:judge',
  answers: { 200: { says: 'It has ended', schema: detectionShape } },
  problems: ['not_found', 'too_slow'],
  frequent: false,
  async answer({ node, rings }) {
    if (await within(answerLimitMs, rings.stopDetection())) return json(await detectionView(node, rings.state));
    return problem({
      code: 'not_found',
      detail: 'No detection is under way on this node.',
      advice: 'GET /v1/rings/detections/current says when the last one ran; one of another node is stopped there.',
    });
  },
});

/** The state is read before the last run: one that is told as ended is then in it. */
async function detectionView(node: Node, state: DetectionState) {
  const run = await lastRingRun(node.database);
  const mended = state.kind === 'failed' && run !== null && run.endedAt > state.since;
  return { ...stateView(mended ? { kind: 'idle' } : state), last_run: run === null ? null : runView(run) };
}

function stateView(state: DetectionState) {
  const nothing = {
    state: state.kind,
    since: null,
    step: null,
    done: null,
    total: null,
    fault: null,
    next_try_at: null,
  };
  switch (state.kind) {
    case 'idle':
      return nothing;
    case 'running':
      return { ...nothing, since: formatMoment(state.since), ...state.place };
    case 'failed': {
      const { since, fault, nextTryAt } = state;
      return {
        ...nothing,
        since: formatMoment(since),
        fault,
        next_try_at: nextTryAt === null ? null : formatMoment(nextTryAt),
      };
    }
  }
}
