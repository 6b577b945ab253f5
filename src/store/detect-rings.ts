import type pg from 'pg';
import type { RingReport } from '../detect/rings/find.ts';
import { formatMoment, type Moment } from '../domain/time.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { inTransaction } from './database.ts';
import { type DetectionFact, detectionRow, projectDetection, type RingsDetected } from './detections.ts';
import type { Node } from './node.ts';
import { withRetry } from './retry.ts';
import { type RingBody, ringBody } from './ring-body.ts';
import { type RingSearch, type Searched, type SearchProgress, SearchStopped } from './ring-search.ts';
import { readVerdicts, verdictsToRespect } from './ring-verdicts.ts';
import { writeRows } from './write.ts';

export type DetectProgress = SearchProgress | { readonly kind: 'writing' };

/** What a detection came to. `stopped` and `overtaken` (another run that began later was written first) wrote nothing. */
export type Detected =
  | {
      readonly kind: 'done';
      readonly facts: number;
      readonly claims: number;
      readonly candidates: number;
      readonly rings: number;
      /** Ids of the rings that are new or otherwise than before, and of those that are gone; empty where nothing changed. */
      readonly found: readonly string[];
      readonly gone: readonly string[];
    }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'overtaken' };

/** Any fixed number: runs on one database are written one after another. */
const detectionLock = 7_246_112;

/**
 * Finds the rings in all that the log has, as the verdicts until now allow, and writes what changed: one fact and its projections, in one
 * transaction. Where the same rings are found again no fact is written. Stopped by the signal at any moment, nothing of the run is there.
 */
export async function detectRings(
  node: Node,
  search: RingSearch,
  signal: AbortSignal,
  onProgress: (progress: DetectProgress) => void = () => {},
): Promise<Detected> {
  const began = node.clock.next();
  try {
    const verdicts = verdictsToRespect(await readVerdicts(node.database));
    const searched = await search.find(verdicts, signal, onProgress);
    onProgress({ kind: 'writing' });
    // Taken before, on a connection that is given back: runs that wait for each other inside may hold all there are. One too many is a gap.
    const [seq] = await node.numbers.take(1);
    const run = { searched, began, seq: seq! };
    const written = await withRetry(() => inTransaction(node.database, client => write(node, client, run)));
    if (written.kind === 'done') await writeLinks(search, signal);
    return written;
  } catch (error) {
    if (error instanceof SearchStopped) return { kind: 'stopped' };
    throw error;
  }
}

/** The links lie beside the detection: stopped here, they stay as the one before left them, and the rings are written. */
async function writeLinks(search: RingSearch, signal: AbortSignal): Promise<void> {
  try {
    await search.writeLinks(signal);
  } catch (error) {
    if (!(error instanceof SearchStopped)) throw error;
  }
}

interface Run {
  readonly searched: Searched;
  readonly began: Moment;
  /** Number of the fact, should there be something to write. */
  readonly seq: number;
}

async function write(node: Node, client: pg.ClientBase, { searched, began, seq }: Run): Promise<Detected> {
  const { report, facts } = searched;
  // As a rebuild does: first the log, then the projections.
  await client.query('lock table event_log in row exclusive mode');
  await client.query('select pg_advisory_xact_lock($1)', [detectionLock]);
  const last = await client.query<{ began_us: Moment }>("select began_us from detection_runs where kind = 'rings'");
  if ((last.rows[0]?.began_us ?? 0) > began) return { kind: 'overtaken' };
  const detected = await changesBy(client, report);
  const changed = detected.found.length + detected.gone.length > 0;
  if (changed) {
    const fact: DetectionFact = { seq, knownAt: await nextMoment(node, client), detected };
    await writeRows(client, { eventLog: [detectionRow(fact)] });
    await projectDetection(client, fact);
  }
  const { claims, candidates, rings } = report;
  await client.query(saveRun, [began, node.clock.next(), facts, claims, candidates, rings.length]);
  return {
    kind: 'done',
    facts,
    claims,
    candidates,
    rings: rings.length,
    found: detected.found.map(ring => ring.ring_id),
    gone: detected.gone,
  };
}

const saveRun = `
insert into detection_runs (kind, began_us, ended_us, facts, claims, candidates, rings) values ('rings', $1, $2, $3, $4, $5, $6)
on conflict (kind) do update set began_us = excluded.began_us, ended_us = excluded.ended_us, facts = excluded.facts,
  claims = excluded.claims, candidates = excluded.candidates, rings = excluded.rings`;

async function changesBy(client: pg.ClientBase, report: RingReport): Promise<RingsDetected> {
  const before = await client.query<{ ring_id: string; body: string }>(
    'select ring_id, body from rings where gone_us is null',
  );
  const bodies = new Map(before.rows.map(({ ring_id, body }) => [ring_id, body]));
  const found: RingBody[] = [];
  const standing: string[] = [];
  for (const ring of report.rings.map(ringBody)) {
    if (bodies.get(ring.ring_id) === canonicalJson(ring)) standing.push(ring.ring_id);
    else found.push(ring);
    bodies.delete(ring.ring_id);
  }
  const gone = [...bodies.keys()].sort();
  return { known_until: formatMoment(report.knownUntil), found, standing, gone };
}

/** Later than every detection before it, also where another node's clock is ahead: projections are made in that order. */
async function nextMoment(node: Node, client: pg.ClientBase): Promise<Moment> {
  const last = await client.query<{ known: Moment | null }>(
    'select greatest(max(changed_us), max(gone_us)) as known from rings',
  );
  return Math.max(node.clock.next(), (last.rows[0]?.known ?? 0) + 1);
}
