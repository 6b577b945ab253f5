import type { Fact } from '../../src/domain/fact.ts';
import { parseLine } from '../../src/ingest/parse.ts';
import { simulate } from '../../src/sim/simulate.ts';

/** Rings of as many customers are the ones to be found; of fewer, finding them is a gift. */
export const customersMin = 10;

export interface WorldRequest {
  readonly seed: number;
  readonly accounts: number;
  readonly days: number;
  readonly fraudShare: number;
  readonly hardness: number;
}

export interface RingTruth {
  readonly id: string;
  readonly members: readonly string[];
  readonly claims: ReadonlySet<string>;
}

export interface MadeWorld {
  readonly request: WorldRequest;
  /** As an import would make them of the file: numbered by line, each event once. */
  readonly facts: readonly Fact[];
  /** Kept apart from the facts: only what measures reads it. */
  readonly rings: readonly RingTruth[];
}

export async function makeWorld(request: WorldRequest): Promise<MadeWorld> {
  const facts: Fact[] = [];
  const truth: string[] = [];
  const seen = new Set<string>();
  const maskingKey = new Uint8Array(32);
  let refused = 0;
  simulate(
    { ...request, registrations: 0 },
    {
      event: line => {
        const parsed = parseLine(line.trimEnd(), { receivedAt: 0, arrival: 'event', maskingKey });
        if (!parsed.ok) {
          refused++;
          return;
        }
        const key = `${parsed.event.source}\0${parsed.event.id}`;
        if (seen.has(key)) return;
        seen.add(key);
        facts.push({ ...parsed.event, seq: facts.length });
      },
      truth: line => truth.push(line),
      judgement: () => {},
      registration: () => {},
    },
  );
  if (refused > 0) throw new Error(`${refused} simulated events were refused by the contract`);
  return { request, facts, rings: readRings(truth) };
}

function readRings(lines: readonly string[]): RingTruth[] {
  const claims = new Map<string, Set<string>>();
  const rings: { id: string; members: string[] }[] = [];
  for (const line of lines) {
    const row = JSON.parse(line) as { kind: string; ring_id?: string; claim_id?: string; members?: string[] };
    if (row.kind === 'claim' && row.ring_id !== undefined)
      claims.set(row.ring_id, (claims.get(row.ring_id) ?? new Set()).add(row.claim_id!));
    if (row.kind === 'ring') rings.push({ id: row.ring_id!, members: row.members! });
  }
  return rings.map(ring => ({ ...ring, claims: claims.get(ring.id) ?? new Set() }));
}
