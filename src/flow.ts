/**
 * Start here. The way of the data, a step a line, in order; each name leads to the file that does it.
 *
 *     bytes -> events -> log and what is known -> the unit ledger -> features -> a decision with reasons
 *
 * Every step on the left of an arrow knows nothing of those on its right. The pure steps (ledger, features, decide) take what they
 * need as arguments: no clock, no randomness, no database. This is also what the package exports to programs.
 */

export { decideClaim } from './decide/decide.ts';
/** 5. Decide: the policy's rules and signals over the features give outcome, score, reasons, and what would pass it. */
export { loadPolicy } from './decide/policy/load.ts';
/** 4. Features: what is known, in sixty-odd numbers with their sources. */
export { featuresOf } from './features/catalogue.ts';
/** 1. Ingest: a line of bytes becomes a validated event, or a refusal with field and reason. */
export { readLines } from './ingest/lines.ts';
export { parseLine, parseObject } from './ingest/parse.ts';
/** ... with the unit ledger of its order: which goods and which money went where, and what does not add up. */
export { foldOrder } from './ledger/fold.ts';
/** ... what a fact adds to what is known: streams, moves, sightings, counts. */
export { project } from './profiles/project.ts';
export { startServer } from './server/start.ts';
/** 2. Log: events become facts, once each, in one transaction with everything that is derived from them. */
export { appendEvents } from './store/append-events.ts';
/** ... in one atomic, idempotent call for claims that arrive, and in shadow for claims that were imported. */
export { decideArrived } from './store/decide-claims.ts';
export { decideWaiting } from './store/decide-waiting.ts';
/** 6. Detect: the rings behind many claims, in a process of its own; what it found is known to later decisions, with its age. */
export { detectRings } from './store/detect-rings.ts';
/** 3. Know: all that was known about a claim at a moment, and nothing that came later. */
export { gather } from './store/gather.ts';
export { importEvents } from './store/import-events.ts';
export { openNode } from './store/node.ts';
/** 7. Where it runs: a store (embedded or a server of your own), a node on it, the HTTP API in front. */
export { openStore } from './store/open.ts';
