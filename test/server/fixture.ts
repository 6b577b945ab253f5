import { Writable } from 'node:stream';
import { problemKinds } from '../../src/server/problem.ts';
import { routes } from '../../src/server/routes/index.ts';
import { problemShape } from '../../src/server/schemas.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src/server/start.ts';
import type { Node } from '../../src/store/node.ts';

/** A server on a free port of this machine, with its log. */
export interface ServerAtWork extends RunningServer {
  readonly lines: readonly string[];
  get(path: string, headers?: Record<string, string>): Promise<Told>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Told>;
  delete(path: string, headers?: Record<string, string>): Promise<Told>;
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

/** Starts a server on the node; `post` sends objects as JSON and text or bytes as they are. */
export async function serve(node: Node, options: Partial<ServerOptions> = {}): Promise<ServerAtWork> {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = { level: 'debug', stream } as const;
  const server = await startServer(node, { host: '127.0.0.1', port: 0, log, ...options });
  if (!server.ok) throw new Error(`${server.code}: ${server.message}`);
  const ask = async (path: string, init: RequestInit): Promise<Told> => {
    const response = await fetch(server.url + path, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const told = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    if (isJson) conform(init.method ?? 'GET', path, told);
    return told;
  };
  return {
    ...server,
    lines,
    get: (path, headers = {}) => ask(path, { headers }),
    delete: (path, headers = {}) => ask(path, { method: 'DELETE', headers }),
    post(path, body, headers = {}) {
      const plain = typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: plain ? body : JSON.stringify(body),
        ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      };
      return ask(path, init as RequestInit);
    },
  };
}

/** Every answer must be as the description of the API says; problems with the status of their code. */
function conform(method: string, path: string, { status, body }: Told): void {
  if (status >= 400) {
    const [described] = problemKinds[problemShape.parse(body).code];
    if (described !== status) throw new Error(`${body.code} was answered with ${status}.`);
    return;
  }
  const [plain = ''] = path.split('?');
  const route = routes.find(
    candidate => candidate.method === method && new RegExp(`^${candidate.url.replace(/:\w+/g, '[^/]+')}$`).test(plain),
  );
  const described = route?.answers[status];
  if (described === undefined) throw new Error(`${method} ${path} answered ${status}, which is not described.`);
  described.schema.parse(body);
}

export const statement = 'The parcel of Erika Mustermann was empty, says her neighbour.';

/** Bare data of a claim on an order of its own, unless others are named. */
export function claim(number: number | string, data: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    claim_id: `C-${number}`,
    account_id: `A-${number}`,
    order_id: `O-${number}`,
    lines: [{ line_id: '1', quantity: 1 }],
    reason: 'not_received',
    wants: 'refund',
    amount: '129.90',
    currency: 'EUR',
    device_id: `dev-${number}`,
    statement,
    ...data,
  };
}

/** A CloudEvent of the shop. */
export function event(type: string, id: string, data: Record<string, unknown>, rest: Record<string, unknown> = {}) {
  return {
    specversion: '1.0',
    id,
    source: 'https://shop.example/wms',
    type,
    time: '2026-03-01T12:00:00Z',
    data,
    ...rest,
  };
}

export function order(number: number | string) {
  return event('order.placed', `placed-${number}`, {
    order_id: `O-${number}`,
    account_id: `A-${number}`,
    marketplace: 'DE',
    currency: 'EUR',
    total: '129.90',
    lines: [{ line_id: '1', sku: 'phone', quantity: 1, unit_price: '129.90' }],
    ship_to: { name: 'Erika Mustermann', line1: 'Heidestr. 17', city: 'Köln', postcode: '51147', country: 'DE' },
  });
}

/** Waits until the answer is as wished; fails after `limitMs`. */
export async function eventually<Result>(
  ask: () => Promise<Result>,
  wished: (result: Result) => boolean,
  limitMs = 5_000,
): Promise<Result> {
  const deadline = performance.now() + limitMs;
  while (true) {
    const result = await ask();
    if (wished(result)) return result;
    if (performance.now() > deadline) throw new Error(`Not so within ${limitMs} ms: ${JSON.stringify(result)}`);
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}
