import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from './database.ts';

/** What a key may do. `admin` includes all others. */
export const scopes = [
  'events:write',
  'claims:decide',
  'claims:read',
  'rings:read',
  'rings:judge',
  'quarantine:read',
  'quarantine:write',
  'admin',
] as const;
export type Scope = (typeof scopes)[number];

export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text);
}

/** A key as it is listed; its secret is shown once, when it is made, and is not stored. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

export type Verified =
  | { readonly ok: true; readonly id: string; readonly scopes: ReadonlySet<Scope> }
  | { readonly ok: false; readonly reason: 'unknown' | 'revoked' };

/** 64 bits: among a million keys two never meet. */
const idBytes = 8;
/** 256 bits, so that a plain hash is enough: there is nothing to guess. */
const secretBytes = 32;
const tokenForm = /^rf_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;

/** Seconds for which a key is taken as it was last read: a key revoked elsewhere works for that long. */
const rememberedMs = 5_000;
/** Keys remembered, unknown ones too, so that made-up keys fill no memory. */
const rememberedMax = 10_000;

interface Remembered {
  readonly readAt: number;
  readonly row: KeyRow | null;
}
interface KeyRow {
  readonly secret: Buffer;
  readonly scopes: ReadonlySet<Scope>;
  readonly revoked: boolean;
}

/** Makes a key. `token` is the only time that its secret is seen. */
export async function createApiKey(
  database: Database,
  name: string,
  allowed: readonly Scope[],
): Promise<{ key: ApiKey; token: string }> {
  const id = randomBytes(idBytes).toString('hex');
  const secret = randomBytes(secretBytes).toString('base64url');
  const result = await database.query<ApiKey>(
    `insert into api_keys (key_id, name, secret, scopes) values ($1, $2, $3, $4) returning ${columns}`,
    [id, name, sha256(secret), [...new Set(allowed)]],
  );
  return { key: result.rows[0]!, token: `rf_${id}_${secret}` };
}

const columns = 'key_id as id, name, scopes, created_at::text as "createdAt", revoked_at::text as "revokedAt"';

/** All keys, the oldest first, revoked ones too. */
export async function listApiKeys(database: Database): Promise<ApiKey[]> {
  return (await database.query<ApiKey>(`select ${columns} from api_keys order by created_at, key_id`)).rows;
}

/** Takes a key back for good; false where there is none of this id that still works. */
export async function revokeApiKey(database: Database, id: string): Promise<boolean> {
  const result = await database.query(
    'update api_keys set revoked_at = now() where key_id = $1 and revoked_at is null',
    [id],
  );
  return result.rowCount === 1;
}

/** Whether a key was ever made, revoked ones included: from then on every request needs one. */
export async function anyApiKey(database: Database): Promise<boolean> {
  const result = await database.query<{ any: boolean }>('select exists (select from api_keys) as any');
  return result.rows[0]!.any;
}

/** Verifies tokens, remembering for some seconds what it read. */
export class ApiKeyRing {
  readonly #database: Database;
  readonly #known = new Map<string, Remembered>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** What a token may do. Throws the database's error where a key has to be read and cannot be. */
  async verify(token: string, nowMs: number): Promise<Verified> {
    const parts = tokenForm.exec(token);
    if (parts === null) return { ok: false, reason: 'unknown' };
    const id = parts[1]!;
    const row = await this.#read(id, nowMs);
    // The secret is hashed and compared also where there is no such key, so that the time tells nothing.
    const matches = timingSafeEqual(sha256(parts[2]!), row?.secret ?? noSecret);
    if (row === null || !matches) return { ok: false, reason: 'unknown' };
    return row.revoked ? { ok: false, reason: 'revoked' } : { ok: true, id, scopes: row.scopes };
  }

  async #read(id: string, nowMs: number): Promise<KeyRow | null> {
    const known = this.#known.get(id);
    if (known !== undefined && nowMs - known.readAt < rememberedMs) return known.row;
    const result = await this.#database.query<{ secret: Buffer; scopes: string[]; revoked: boolean }>({
      name: 'api-key',
      text: 'select secret, scopes, revoked_at is not null as revoked from api_keys where key_id = $1',
      values: [id],
    });
    const found = result.rows[0];
    const row = found === undefined ? null : { ...found, scopes: new Set(found.scopes.filter(isScope)) };
    if (this.#known.size >= rememberedMax) this.#known.clear();
    this.#known.set(id, { readAt: nowMs, row });
    return row;
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const noSecret = Buffer.alloc(32);
