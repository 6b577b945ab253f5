import { decisionType } from './decisions.ts';

/** Facts of Ringfence's own: each kind has a source and a type of its own, and none can come from outside (see ingest/reserved.ts). */
export const detectionSource = 'urn:ringfence:detections';
export const detectionType = 'rings.detected';
export const verdictSource = 'urn:ringfence:verdicts';
export const verdictType = 'ring.judged';

/** The types of everything in the log that did not come from outside. */
export const ownTypes: readonly string[] = [decisionType, detectionType, verdictType];
