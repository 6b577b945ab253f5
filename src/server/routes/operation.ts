import { migrations } from '../../store/migrate.ts';
import { databaseAway, stopping } from '../faults.ts';
import { json, problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { anyJson, healthShape, textShape } from '../schemas.ts';
import { within } from '../within.ts';

/** Milliseconds that the database has to answer whoever asks whether this node is ready. */
const readyLimitMs = 2_000;

export const health = defineRoute({
  method: 'GET',
  url: '/healthz',
  tag: 'operation',
  summary: 'Is the process alive',
  description: 'Answers as long as the process does; says nothing of the database.',
  access: 'open',
  answers: { 200: { says: 'It is', schema: healthShape } },
  problems: [],
  frequent: true,
  answer: async () => json({ status: 'ok' }),
});

export const ready = defineRoute({
  method: 'GET',
  url: '/readyz',
  tag: 'operation',
  summary: 'Can it take requests',
  description: 'Answers 200 while the database answers, has the schema of this version, and the node is not stopping.',
  access: 'open',
  answers: { 200: { says: 'It can', schema: healthShape } },
  problems: ['database_away', 'stopping'],
  frequent: true,
  async answer({ node, stopping: isStopping }) {
    if (isStopping()) return stopping();
    const newest = migrations().at(-1)!.number;
    try {
      const result = await within(
        readyLimitMs,
        node.database.query<{ number: number }>('select max(number) as number from schema_migrations'),
      );
      if (result.rows[0]!.number === newest) return json({ status: 'ok' });
    } catch {
      // Whatever keeps the database from answering, a balancer needs to know only that it does.
      return databaseAway();
    }
    return problem({
      code: 'database_away',
      detail: 'The schema of the database is of another version of Ringfence.',
      advice: 'Run the same version on all nodes; starting the newest one brings the schema along.',
      retryAfterSeconds: 30,
    });
  },
});

export const metrics = defineRoute({
  method: 'GET',
  url: '/metrics',
  tag: 'operation',
  summary: 'Numbers for Prometheus',
  description:
    'Requests, latencies, batches, queues, decisions, events, connections and the process, in the text format of Prometheus.',
  access: 'any_key',
  answers: { 200: { says: 'The numbers', schema: textShape, media: 'text/plain' } },
  problems: [],
  frequent: true,
  answer: async context => ({
    status: 200,
    type: context.metrics.registry.contentType,
    body: await context.metrics.registry.metrics(),
  }),
});

export const openapi = defineRoute({
  method: 'GET',
  url: '/openapi.json',
  tag: 'operation',
  summary: 'This description',
  description: 'The description of the API, OpenAPI 3.1.',
  access: 'open',
  answers: { 200: { says: 'The description', schema: anyJson } },
  problems: [],
  frequent: false,
  answer: async context => json(context.openapi()),
});
