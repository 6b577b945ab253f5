import { randomBytes } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { problemsOf } from '../ingest/words.ts';
import { batchType, jsonMedia, mediaOf, ndjsonTypes, structuredType } from './cloudevents.ts';
import { answerToFault, InvalidAddress, stopping } from './faults.ts';
import type { Admission, Gate } from './gate.ts';
import * as limits from './limits.ts';
import { faultFields } from './log.ts';
import { describeRoutes, schemaOf } from './openapi.ts';
import { type Answer, problem, problemType } from './problem.ts';
import type { Route, ServerContext } from './route.ts';
import { routes } from './routes/index.ts';

export interface AppOptions {
  readonly context: ServerContext;
  readonly gate: Gate;
  readonly log: Logger;
  /** Requests a minute for one key or address. */
  readonly requestsPerMinute: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    admission: Admission | null;
  }
  interface FastifyContextConfig {
    route?: Route;
  }
}

/** The HTTP application: what every request goes through, in order, and the routes. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = openApp(options);
  await describeRoutes(app);
  readBodies(app);
  checkAddresses(app);
  answerFaults(app, options.log);
  app.decorateRequest('admission', null);
  app.addHook('onRequest', (request, reply) => admit(options, request, reply));
  await app.register(rateLimit, rateLimits(options));
  app.addHook('preParsing', (request, reply) => checkEntry(request, reply));
  app.addHook('onResponse', async (request, reply) => noteRequest(options, request, reply));
  for (const route of routes) addRoute(app, route, options.context);
  await app.ready();
  return app;
}

function openApp({ log }: AppOptions): FastifyInstance {
  const prefix = randomBytes(4).toString('hex');
  let requests = 0;
  const app = Fastify({
    // Fastify's own log would name addresses with the ids in them; this server writes its own lines.
    logger: false,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    bodyLimit: limits.otherBytesMax,
    connectionTimeout: limits.silenceLimitMs,
    keepAliveTimeout: limits.keepAliveMs,
    requestTimeout: limits.requestLimitMs,
    routerOptions: { maxParamLength: limits.segmentLengthMax },
    http: { maxHeaderSize: limits.headerBytesMax, headersTimeout: limits.headersLimitMs },
    genReqId: () => `${prefix}-${(++requests).toString(36)}`,
    frameworkErrors: (error, _request, reply) =>
      void send(reply as unknown as FastifyReply, answerToFault(error).answer),
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET' || socket.destroyed) return;
      log.debug({ code: error.code }, 'a request was no HTTP');
      socket.end(rawAnswer(answerToRaw(error.code)));
    },
  });
  app.server.maxConnections = limits.connectionsMax;
  return app;
}

/** Bodies come to routes as bytes, NDJSON as a stream: what is wrong with them is for the routes to say. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([jsonMedia, structuredType, batchType], { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.addContentTypeParser([...ndjsonTypes], (_request, payload, done) => done(null, payload));
}

/** Params and queries are read by their schemas; answers are written as they are, and tests hold them to theirs. */
function checkAddresses(app: FastifyInstance): void {
  app.setValidatorCompiler(({ schema }) => value => {
    const read = (schema as z.ZodType).safeParse(value);
    return read.success
      ? { value: read.data }
      : { error: new InvalidAddress(problemsOf(read.error.issues, value, [])) };
  });
  app.setSerializerCompiler(() => JSON.stringify);
}

function answerFaults(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error, request, reply) => {
    const { answer, expected } = answerToFault(error);
    const fields = { request: request.id, route: request.routeOptions.url, ...faultFields(error) };
    if (!expected) log.error(fields, 'a request failed');
    else if (answer.status >= 500) log.warn(fields, 'a request could not be answered');
    return send(reply, answer);
  });
  app.setNotFoundHandler((_request, reply) =>
    send(
      reply,
      problem({
        code: 'not_found',
        detail: 'There is no such route.',
        advice: 'GET /openapi.json lists every route with its method.',
      }),
    ),
  );
}

/** The first step: headers that every answer has, and who asks. Whoever is not let in is told so once their rate was counted. */
async function admit({ context, gate }: AppOptions, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  reply.headers(everyAnswer).header('x-request-id', request.id);
  const { route } = request.routeOptions.config;
  if (context.stopping() && route?.access !== 'open') return send(reply.header('connection', 'close'), stopping());
  if (route !== undefined) request.admission = await gate.admit(request.headers, route.access, Date.now());
  return undefined;
}

/** An API has no pages: nothing of it is to be framed, guessed at, kept or run. */
const everyAnswer = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

function rateLimits({ gate, requestsPerMinute }: AppOptions) {
  return {
    max: requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request: FastifyRequest) => {
      const caller = request.admission?.caller;
      return caller ? `key:${caller.keyId}` : `address:${request.ip}`;
    },
    allowList: (request: FastifyRequest) => gate.keyless || request.routeOptions.config.route?.access === 'open',
    errorResponseBuilder: () => Object.assign(new Error('Too many requests.'), { statusCode: 429 }),
  };
}

/** Before the body is read: whoever may not ask, and what is of another type, goes no further. */
async function checkEntry(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { admission } = request;
  const { route } = request.routeOptions.config;
  // The unread body would be taken for the next request.
  if (admission?.ok === false) return send(reply.header('connection', 'close'), admission.answer);
  if (route?.body === undefined || !hasBody(request)) return undefined;
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  const plain = request.headers['content-encoding'] === undefined;
  if (mediaOf(request.headers) in route.body.content && /^utf-?8$/i.test(charset ?? 'utf-8') && plain) return undefined;
  return send(reply.header('connection', 'close'), otherMedia(route));
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function otherMedia(route: Route): Answer {
  return problem({
    code: 'media_type',
    detail: 'The body has no content type, or one that is not accepted here, or is not plain UTF-8.',
    advice: `Send it as ${Object.keys(route.body!.content).join(' or ')}, in UTF-8, without a content encoding.`,
  });
}

function addRoute(app: FastifyInstance, route: Route, context: ServerContext): void {
  app.route({
    method: route.method,
    url: route.url,
    schema: schemaOf(route),
    bodyLimit: route.body?.bytesMax ?? limits.otherBytesMax,
    config: { route },
    handler: async (request, reply) => {
      const { params, query, body, headers, admission } = request;
      const asked = { params, query, body, headers, caller: admission!.caller! };
      const answer = await route.answer(context, asked as never);
      // The sender is told not to use a connection again that is about to be closed.
      return send(context.stopping() ? reply.header('connection', 'close') : reply, answer);
    },
  });
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  if (answer.headers !== undefined) reply.headers(answer.headers);
  const { body } = answer;
  return reply
    .code(answer.status)
    .header('content-type', answer.type)
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}

function noteRequest({ context, log }: AppOptions, request: FastifyRequest, reply: FastifyReply): void {
  const { url = 'none', config } = request.routeOptions;
  const { method } = request;
  const { statusCode: status, elapsedTime: ms } = reply;
  context.metrics.countRequest({ route: url, method, code: status, seconds: ms / 1000 });
  const level = config.route?.frequent === true && status < 400 ? 'debug' : 'info';
  if (!log.isLevelEnabled(level)) return;
  const key = request.admission?.caller?.keyId;
  log[level]({ request: request.id, route: url, method, status, ms: Math.round(ms * 10) / 10, key }, 'request');
}

/** What is no HTTP, too large or too slow is answered before there is a request. */
function answerToRaw(code: string): Answer {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return problem({
      code: 'headers_too_large',
      detail: 'The header lines are larger than this server takes.',
      advice: 'Send CloudEvents with long attributes in structured mode.',
    });
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return problem({
      code: 'request_too_slow',
      detail: 'The request did not arrive in time.',
      advice: 'Split a long stream of events into several requests.',
    });
  }
  return problem({
    code: 'invalid_request',
    detail: 'The request is not well-formed HTTP.',
    advice: 'Check the client, or what stands between it and this server.',
  });
}

function rawAnswer({ status, body }: Answer): string {
  const text = JSON.stringify(body);
  return `HTTP/1.1 ${status} Refused\r\ncontent-type: ${problemType}\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`;
}
