import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Outcome } from '../domain/decision.ts';
import type { Database } from '../store/database.ts';

/** Seconds: around the milliseconds of a batch, out to the limit after which a request is given up. */
const latencyBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const sizeBuckets = [1, 2, 4, 8, 16, 32, 64, 96, 128, 256, 512, 1024, 2048];

/** What is counted by events that were sent. */
export interface EventCounts {
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly masked: number;
}

/** The numbers of one server, for Prometheus. Labels come from closed lists: no ids, nothing of a person. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests: Counter<'route' | 'method' | 'code'>;
  readonly latency: Histogram<'route' | 'method'>;
  readonly batchSize: Histogram<'work'>;
  readonly decisions: Counter<'outcome' | 'kind'>;
  readonly shadowDecisions: Counter;
  readonly waitingClaims: Gauge;
  readonly #events: Counter<'result'>;

  constructor(observed: { database: Database; queued: () => Readonly<Record<'claims' | 'events', number>> }) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Counter({
      name: 'ringfence_http_requests_total',
      help: 'Requests answered, by route and status code',
      labelNames: ['route', 'method', 'code'],
      registers,
    });
    this.latency = new Histogram({
      name: 'ringfence_http_request_seconds',
      help: 'Time from the header lines of a request to the end of its answer',
      labelNames: ['route', 'method'],
      buckets: latencyBuckets,
      registers,
    });
    this.batchSize = new Histogram({
      name: 'ringfence_batch_size',
      help: 'Claims or events handled together',
      labelNames: ['work'],
      buckets: sizeBuckets,
      registers,
    });
    this.decisions = new Counter({
      name: 'ringfence_live_decisions_total',
      help: 'Claims answered, by outcome; kind is decided, repeated or conflict',
      labelNames: ['outcome', 'kind'],
      registers,
    });
    this.shadowDecisions = new Counter({
      name: 'ringfence_shadow_decisions_total',
      help: 'Claims decided in shadow by this node',
      registers,
    });
    this.waitingClaims = new Gauge({
      name: 'ringfence_waiting_claims',
      help: 'Claims in the log that waited for their shadow decision at the last look',
      registers,
    });
    this.#events = new Counter({
      name: 'ringfence_events_total',
      help: 'Events sent, by result; masked counts card numbers',
      labelNames: ['result'],
      registers,
    });
    new Gauge({
      name: 'ringfence_queue_depth',
      help: 'Requests that wait for their batch',
      labelNames: ['work'],
      registers,
      collect() {
        for (const [work, waiting] of Object.entries(observed.queued())) this.set({ work }, waiting);
      },
    });
    new Gauge({
      name: 'ringfence_database_connections',
      help: 'Connections of the pool, and requests that wait for one',
      labelNames: ['state'],
      registers,
      collect() {
        const { totalCount, idleCount, waitingCount } = observed.database;
        this.set({ state: 'busy' }, totalCount - idleCount);
        this.set({ state: 'idle' }, idleCount);
        this.set({ state: 'awaited' }, waitingCount);
      },
    });
  }

  countDecision(kind: 'decided' | 'repeated' | 'conflict', outcome: Outcome): void {
    this.decisions.inc({ kind, outcome });
  }

  countEvents(counts: EventCounts): void {
    for (const result of ['accepted', 'duplicate', 'quarantined', 'masked'] as const) {
      if (counts[result] > 0) this.#events.inc({ result }, counts[result]);
    }
  }

  countRequest(request: { route: string; method: string; code: number; seconds: number }): void {
    const { route, method } = request;
    this.requests.inc({ route, method, code: request.code });
    this.latency.observe({ route, method }, request.seconds);
  }
}
