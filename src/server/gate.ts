import { type ApiKeyRing, anyApiKey, type Scope } from '../store/api-keys.ts';
import type { Database } from '../store/database.ts';
import { type Answer, problem } from './problem.ts';
import type { Access, Caller } from './route.ts';

export type Admission =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly caller: Caller | null; readonly answer: Answer };

/** The caller while no key was ever made: somebody on this very machine. */
const localCaller: Caller = { keyId: 'local' };

/** Milliseconds for which it is believed that there still is no key. */
const noKeyMs = 5_000;

/** Whether a server that listens there can be reached from its own machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Lets requests in by their key. While no key was ever made, a server that only its own machine can reach lets everybody in
 * there, so that the first steps need none.
 */
export class Gate {
  readonly #database: Database;
  readonly #keys: ApiKeyRing;
  #keyless: boolean;
  #askedAt: number;

  constructor(options: { database: Database; keys: ApiKeyRing; keyless: boolean; nowMs: number }) {
    this.#database = options.database;
    this.#keys = options.keys;
    this.#keyless = options.keyless;
    this.#askedAt = options.nowMs;
  }

  /** Whether requests are let in without a key. */
  get keyless(): boolean {
    return this.#keyless;
  }

  /** Throws the database's error where a key has to be read and cannot be. */
  async admit(
    headers: { authorization?: string | undefined; host?: string | undefined },
    access: Access,
    nowMs: number,
  ): Promise<Admission> {
    if (access === 'open') return { ok: true, caller: localCaller };
    if (await this.#isKeyless(nowMs)) return admitLocal(headers.host);
    const token = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) return { ok: false, caller: null, answer: keyMissing() };
    const verified = await this.#keys.verify(token, nowMs);
    if (!verified.ok) return { ok: false, caller: null, answer: keyUnknown(verified.reason) };
    const caller = { keyId: verified.id };
    if (access === 'any_key' || verified.scopes.has(access) || verified.scopes.has('admin'))
      return { ok: true, caller };
    return { ok: false, caller, answer: scopeMissing(access) };
  }

  async #isKeyless(nowMs: number): Promise<boolean> {
    if (this.#keyless && nowMs - this.#askedAt > noKeyMs) {
      this.#askedAt = nowMs;
      this.#keyless = !(await anyApiKey(this.#database));
    }
    return this.#keyless;
  }
}

/** A page from elsewhere can have its own host name point at this machine; its requests then carry that name. */
function admitLocal(host: string | undefined): Admission {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (isLoopback(name)) return { ok: true, caller: localCaller };
  const answer = problem({
    code: 'host_not_allowed',
    detail: 'While no API key was made, only requests to localhost, 127.0.0.1 or [::1] are answered.',
    advice: 'Use one of these names, or make a key with "ringfence keys create".',
  });
  return { ok: false, caller: null, answer };
}

function keyMissing(): Answer {
  return problem({
    code: 'key_missing',
    detail: 'The request has no header "Authorization: Bearer rf_...".',
    advice: 'Send the key that "ringfence keys create" showed.',
    headers: { 'www-authenticate': 'Bearer realm="ringfence"' },
  });
}

function keyUnknown(reason: 'unknown' | 'revoked'): Answer {
  return problem({
    code: 'key_unknown',
    detail: reason === 'revoked' ? 'The API key was revoked.' : 'There is no such API key.',
    advice: 'Check the key, or make a new one with "ringfence keys create".',
    headers: { 'www-authenticate': 'Bearer realm="ringfence", error="invalid_token"' },
  });
}

function scopeMissing(scope: Scope): Answer {
  return problem({
    code: 'scope_missing',
    detail: `The API key does not have the scope "${scope}", which this route needs.`,
    advice: `Use a key with it, or make one with "ringfence keys create --scope ${scope}".`,
    headers: { 'www-authenticate': `Bearer realm="ringfence", error="insufficient_scope", scope="${scope}"` },
  });
}
