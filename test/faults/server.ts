import { type RunningCommand, startRingfence } from '../cli/ringfence.ts';

/** A server as its own process, on a port of its own. */
export interface ServerProcess extends RunningCommand {
  readonly url: string;
}

const startLimitMs = 60_000;

export async function startServerProcess(directory: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const running = startRingfence(['serve', '--port', '0', '--log-level', 'error', '--data', directory], { env });
  const isUp = await running.said(/is up at \S+,/, startLimitMs);
  const said = running.saidSoFar();
  const url = /is up at (\S+),/.exec(said)?.[1];
  if (!isUp || url === undefined) throw new Error(`The server did not start: ${said}`);
  return { ...running, url };
}

/** Status of a request; null where nobody answered. */
export async function statusOf(url: string): Promise<number | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.text();
    return response.status;
  } catch {
    return null;
  }
}

export interface ClaimAnswered {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly repeated: boolean;
  readonly decision: Record<string, unknown>;
}

/** Sends a claim once; null where the connection broke. */
export async function sendClaim(url: string, claim: object): Promise<ClaimAnswered | null> {
  try {
    const response = await fetch(`${url}/v1/claims`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(claim),
      signal: AbortSignal.timeout(30_000),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      repeated: response.headers.get('ringfence-repeated') === 'true',
      decision: (await response.json()) as Record<string, unknown>,
    };
  } catch {
    return null;
  }
}
