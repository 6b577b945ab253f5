import net from 'node:net';
import { isStarted } from './harness.ts';

/**
 * A load generator, run as a process of its own: `node bench/load.ts '<json>'`. Connections stay open; each sends one request and
 * waits for its answer. With `perSecond` requests start at fixed times and their latency counts from those times, so that a slow
 * server cannot hide behind a waiting client (coordinated omission); without it each connection goes as fast as it is answered.
 * The clock starts once all connections stand, and the first second is not counted: this process is warming up in it.
 */
export interface LoadPlan {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  /** Null: until stdin ends. */
  readonly seconds: number | null;
  readonly perSecond: number | null;
  /** Claims are made by this: id prefix, and how many orders and accounts there are. */
  readonly prefix: string;
  readonly orders: number;
  readonly accounts: number;
  /** Number of the first claim, so that runs after each other claim other orders. */
  readonly from: number;
  /** Whether every claim is told by itself. */
  readonly each?: boolean;
}

/** A claim that was decided. */
export interface Answered {
  /** Milliseconds since 1970. */
  readonly due: number;
  readonly tookMs: number;
}

export interface LatencySum {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface LoadResult extends LatencySum {
  /** Claims that were sent, those of the first second too. */
  readonly sent: number;
  readonly failed: number;
  /** In the order in which they were answered; empty unless it was asked for. */
  readonly each: readonly Answered[];
}

/** Not counted: this process warms up, and what it is late by would pass for the server's. */
const leadInMs = 1_000;

if (isStarted(import.meta.url)) {
  const plan = JSON.parse(process.argv[2]!) as LoadPlan;
  process.stdout.write(`${JSON.stringify(await load(plan))}\n`);
}

async function load(plan: LoadPlan): Promise<LoadResult> {
  const { claimOf } = await import('./traffic.ts');
  const answered: Answered[] = [];
  let failed = 0;
  let next = 0;
  const sockets = await Promise.all(Array.from({ length: plan.connections }, () => connected(plan)));
  const start = performance.now();
  const counted = start + leadInMs;
  let end = counted + (plan.seconds ?? Number.POSITIVE_INFINITY) * 1000;
  if (plan.seconds === null) process.stdin.resume().once('end', () => (end = performance.now()));
  const turn = (): { due: number; body: string } | null => {
    const number = next++;
    const due = plan.perSecond === null ? performance.now() : start + (number / plan.perSecond) * 1000;
    if (due >= end || (plan.perSecond === null && performance.now() >= end)) return null;
    // A stride that is prime to the number of orders visits them all before it repeats one.
    const order = ((plan.from + number) * 7919) % plan.orders;
    return {
      due,
      body: JSON.stringify(
        claimOf(`${plan.prefix}-${number}`, order, order % plan.accounts, {
          device_id: `dev-${(order % plan.accounts).toString(36)}`,
        }),
      ),
    };
  };
  const done = (due: number, ok: boolean): void => {
    if (!ok) failed++;
    else if (due >= counted) answered.push({ due: performance.timeOrigin + due, tookMs: performance.now() - due });
  };
  await Promise.all(sockets.map(socket => client(socket, plan, turn, done)));
  const seconds = (performance.now() - counted) / 1000;
  return {
    sent: next,
    failed,
    ...summed(answered, seconds),
    each: plan.each === true ? answered : [],
  };
}

/** What claims that were answered within so many seconds amount to. */
export function summed(answered: readonly Answered[], seconds: number): LatencySum {
  const sorted = Float64Array.from(answered, ({ tookMs }) => tookMs).sort();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return {
    requests: sorted.length,
    seconds,
    perSecond: sorted.length / seconds,
    medianMs: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
  };
}

async function connected({ port, host }: LoadPlan): Promise<net.Socket> {
  const socket = net.connect(port, host);
  socket.setNoDelay(true);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}

async function client(
  socket: net.Socket,
  plan: LoadPlan,
  turn: () => { due: number; body: string } | null,
  done: (due: number, ok: boolean) => void,
): Promise<void> {
  let received = Buffer.alloc(0);
  let answered: ((status: number) => void) | null = null;
  // A connection that the server closes counts as a failed request and ends this client.
  socket.on('close', () => answered?.(0));
  socket.on('error', () => {});
  socket.on('data', chunk => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = completeAnswer(received);
    if (answer === null || answered === null) return;
    received = received.subarray(answer.length);
    answered(answer.status);
  });
  for (let request = turn(); request !== null; request = turn()) {
    const wait = request.due - performance.now();
    if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait));
    const status = await new Promise<number>(resolve => {
      answered = resolve;
      socket.write(
        `POST ${plan.path} HTTP/1.1\r\nhost: ${plan.host}:${plan.port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(request.body)}\r\n\r\n${request.body}`,
      );
    });
    done(request.due, status === 200);
    if (status === 0) return;
  }
  socket.destroy();
}

/** Status and total length of the first answer in the buffer, once all of it is there. Answers carry a content-length. */
function completeAnswer(buffer: Buffer): { status: number; length: number } | null {
  const head = buffer.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const text = buffer.toString('latin1', 0, head);
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  const total = head + 4 + length;
  return buffer.length < total ? null : { status: Number(text.slice(9, 12)), length: total };
}
