import type { FastifyInstance } from 'fastify';
import type { DestinationStream, Logger } from 'pino';
import { formatMoment } from '../domain/time.ts';
import { ApiKeyRing, anyApiKey } from '../store/api-keys.ts';
import type { Node } from '../store/node.ts';
import { sqlState } from '../store/retry.ts';
import { buildApp } from './app.ts';
import { ClaimDesk } from './claim-desk.ts';
import { Gate, isLoopback } from './gate.ts';
import { IntakeDesk } from './intake-desk.ts';
import { requestsPerMinute, stopLimitMs } from './limits.ts';
import { faultFields, type LogLevel, openLog } from './log.ts';
import { Metrics } from './metrics.ts';
import { RingDesk } from './ring-desk.ts';
import type { ServerContext } from './route.ts';
import { ShadowDesk } from './shadow-desk.ts';
import { TooSlow, within } from './within.ts';

export interface ServerOptions {
  /** Name or address to listen on; anything but loopback needs an API key to exist. */
  readonly host: string;
  /** 0 takes any port that is free. */
  readonly port: number;
  readonly log: { readonly level: LogLevel; readonly stream: DestinationStream };
  /** Requests a minute for one key or address; `requestsPerMinute` of the limits where it is missing. */
  readonly requestsPerMinute?: number;
  /** Milliseconds that a stop waits for requests under way. */
  readonly stopLimitMs?: number;
  /** Hours between detections; none where it is 0 or missing. */
  readonly detectEveryHours?: number;
}

export interface RunningServer {
  readonly ok: true;
  readonly port: number;
  /** Where it answers, such as http://127.0.0.1:7411. */
  readonly url: string;
  /**
   * Takes nothing more in, finishes what is under way within the limit, then closes. The node's database stays open: it is the
   * caller's. Calling it again waits for the same end.
   */
  stop(): Promise<void>;
}

/** Why the server does not start: `message` says what happened and where, `advice` what to do. */
export interface ServerRefusal {
  readonly ok: false;
  readonly code: 'port_taken' | 'port_not_permitted' | 'address_not_here' | 'no_api_key';
  readonly message: string;
  readonly advice: string;
}

/** Starts the HTTP server of a node. Throws the database's error where that cannot be read. */
export async function startServer(node: Node, options: ServerOptions): Promise<RunningServer | ServerRefusal> {
  const keyless = !(await anyApiKey(node.database));
  if (keyless && !isLoopback(options.host)) return noKey(options.host);
  const log = openLog(options.log.level, options.log.stream);
  const work = openDesks(node, log, options.detectEveryHours ?? 0);
  const gate = new Gate({ database: node.database, keys: work.context.keys, keyless, nowMs: Date.now() });
  const perMinute = options.requestsPerMinute ?? requestsPerMinute;
  const app = await buildApp({ context: work.context, gate, log, requestsPerMinute: perMinute });
  work.describe(() => app.swagger());
  const refusal = await listen(app, options);
  if (refusal !== null) return refusal;
  work.context.shadow.start();
  work.context.rings.start();
  const { port, url } = addressOf(app, options.host);
  if (keyless) log.warn('no API key was ever made: requests from this machine are let in with all scopes');
  log.info({ url }, 'listening');
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopped ??= stopServer(app, work, options.stopLimitMs ?? stopLimitMs).then(() => log.info('stopped'));
    return stopped;
  };
  return { ok: true, port, url, stop };
}

interface Work {
  readonly context: ServerContext;
  readonly describe: (openapi: () => object) => void;
  readonly beginStop: () => void;
}

/** What the routes work with. */
function openDesks(node: Node, log: Logger, detectEveryHours: number): Work {
  let stopping = false;
  let openapi: () => object = () => ({});
  const queued = () => ({ claims: claims.waiting, events: intake.waiting });
  const metrics = new Metrics({ database: node.database, queued });
  const claims = new ClaimDesk(node, metrics);
  const shadow = new ShadowDesk(node, metrics, error =>
    log.warn(faultFields(error), 'waiting claims could not be decided; the next look tries again'),
  );
  const rings = new RingDesk(node, {
    everyHours: detectEveryHours,
    onDone: detected => log.info(detected, 'rings were looked for'),
    onFailure: (error, nextTryAt) =>
      nextTryAt === null
        ? log.warn(faultFields(error), 'rings could not be looked for; it is tried again when it is asked for')
        : log.warn(
            { ...faultFields(error), next_try_at: formatMoment(nextTryAt) },
            'rings could not be looked for; it is tried again then',
          ),
  });
  const intake = new IntakeDesk(node, metrics, () => shadow.wake());
  return {
    context: {
      node,
      keys: new ApiKeyRing(node.database),
      metrics,
      claims,
      intake,
      shadow,
      rings,
      stopping: () => stopping,
      openapi: () => openapi(),
    },
    describe: document => {
      openapi = document;
    },
    beginStop: () => {
      stopping = true;
    },
  };
}

async function listen(app: FastifyInstance, { host, port }: ServerOptions): Promise<ServerRefusal | null> {
  try {
    await app.listen({ host, port });
    return null;
  } catch (error) {
    await app.close();
    const refusal = listenRefusal(sqlState(error), host, port);
    if (refusal === null) throw error;
    return refusal;
  }
}

function listenRefusal(code: string | undefined, host: string, port: number): ServerRefusal | null {
  switch (code) {
    case 'EADDRINUSE':
      return {
        ok: false,
        code: 'port_taken',
        message: `Port ${port} on ${host} is taken by another program, or by a Ringfence that runs already.`,
        advice: 'Stop that program, or name another port with --port (0 takes any that is free).',
      };
    case 'EACCES':
    case 'EPERM':
      return {
        ok: false,
        code: 'port_not_permitted',
        message: `This user may not listen on port ${port} of ${host}.`,
        advice: 'Name a port above 1023 with --port and put a proxy in front of it.',
      };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        ok: false,
        code: 'address_not_here',
        message: `This machine has no address ${host}.`,
        advice: 'Name one of its own with --host: 127.0.0.1 for this machine only, 0.0.0.0 for all.',
      };
  }
  return null;
}

function noKey(host: string): ServerRefusal {
  return {
    ok: false,
    code: 'no_api_key',
    message: `Ringfence does not listen on ${host} while no API key exists: everybody who reaches it could decide claims.`,
    advice: 'Make one with "ringfence keys create", or listen on 127.0.0.1.',
  };
}

function addressOf(app: FastifyInstance, host: string): { port: number; url: string } {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return { port: address.port, url: `http://${name}:${address.port}` };
}

/** Milliseconds between looks for connections that have become idle during a stop. */
const idleSweepMs = 50;

async function stopServer(app: FastifyInstance, work: Work, limitMs: number): Promise<void> {
  work.beginStop();
  const { claims, intake, shadow, rings } = work.context;
  const shadowEnded = Promise.all([shadow.stop(), rings.stop()]);
  const limit = setTimeout(() => app.server.closeAllConnections(), limitMs);
  // Connections that were busy when the closing began stay open for a next request that is not to come.
  const sweep = setInterval(() => app.server.closeIdleConnections(), idleSweepMs);
  await app.close();
  clearTimeout(limit);
  clearInterval(sweep);
  // Work whose connection broke is still written to its end, unless the database hangs: then its transaction is lost as a whole.
  const ended = Promise.all([shadowEnded, claims.drained(), intake.drained()]);
  await within(limitMs, ended).catch((error: unknown) => {
    if (!(error instanceof TooSlow)) throw error;
  });
}
