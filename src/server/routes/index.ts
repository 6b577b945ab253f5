import type { Route } from '../route.ts';
import { decideClaim, readDecision } from './claims.ts';
import { decisions } from './decisions.ts';
import { beginDetection, currentDetection, stopDetection } from './detections.ts';
import { takeEvents } from './events.ts';
import { fact, orderLedger } from './ledger.ts';
import { health, metrics, openapi, ready } from './operation.ts';
import { features, policyInForce } from './policy.ts';
import { dropEntry, listEntries, readEntry, replayEntry } from './quarantine.ts';
import { judge, ring, rings } from './rings.ts';

/** Every route of the API, in the order of its description. */
export const routes: readonly Route[] = [
  decideClaim,
  readDecision,
  decisions,
  takeEvents,
  orderLedger,
  fact,
  rings,
  ring,
  judge,
  beginDetection,
  currentDetection,
  stopDetection,
  listEntries,
  readEntry,
  replayEntry,
  dropEntry,
  policyInForce,
  features,
  health,
  ready,
  metrics,
  openapi,
];
