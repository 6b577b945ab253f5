import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { ApiKeyRing, Scope } from '../store/api-keys.ts';
import type { Node } from '../store/node.ts';
import type { ClaimDesk } from './claim-desk.ts';
import type { IntakeDesk } from './intake-desk.ts';
import type { Metrics } from './metrics.ts';
import type { Answer, ProblemCode } from './problem.ts';
import type { RingDesk } from './ring-desk.ts';
import type { ShadowDesk } from './shadow-desk.ts';

/** What routes work with: one of each a server. */
export interface ServerContext {
  readonly node: Node;
  readonly keys: ApiKeyRing;
  readonly metrics: Metrics;
  readonly claims: ClaimDesk;
  readonly intake: IntakeDesk;
  readonly shadow: ShadowDesk;
  readonly rings: RingDesk;
  readonly stopping: () => boolean;
  readonly openapi: () => object;
}

/** Who asks: the id of the key, or `local` where none is needed yet. */
export interface Caller {
  readonly keyId: string;
}

export interface RouteRequest<Params, Query> {
  readonly params: Params;
  readonly query: Query;
  /** The bytes that came, or the stream of NDJSON; undefined where nothing came. */
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly caller: Caller;
}

/** Who may ask: anybody, whoever has any key, or a key with the scope. */
export type Access = 'open' | 'any_key' | Scope;

export const tags = ['claims', 'events', 'ledger', 'rings', 'quarantine', 'policy', 'operation'] as const;

/** One route: what it takes and answers, in the words of the API's description, and how. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly tag: (typeof tags)[number];
  readonly summary: string;
  readonly description: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: RouteBody;
  /** What is answered when all is well, by status. */
  readonly answers: Readonly<Record<number, RouteAnswer>>;
  /** What can be wrong beside what can be wrong with every request. */
  readonly problems: readonly ProblemCode[];
  /** Answered so often that a success is worth a line in the log only when debugging. */
  readonly frequent: boolean;
  readonly answer: (context: ServerContext, request: RouteRequest<never, never>) => Promise<Answer>;
}

export interface RouteBody {
  /** Media types that are taken, with the schema of each. */
  readonly content: Readonly<Record<string, z.ZodType>>;
  readonly bytesMax: number;
  readonly optional: boolean;
}

export interface RouteAnswer {
  readonly says: string;
  readonly schema: z.ZodType;
  readonly media?: string;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** Declares a route; its `answer` gets params and query as their schemas read them. */
export function defineRoute<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
>(
  route: Omit<Route, 'params' | 'query' | 'answer'> & {
    readonly params?: Params;
    readonly query?: Query;
    readonly answer: (context: ServerContext, request: RouteRequest<Parsed<Params>, Parsed<Query>>) => Promise<Answer>;
  },
): Route {
  // What the schemas read is what `answer` is given; the list of all routes cannot say so for each.
  return route as unknown as Route;
}
