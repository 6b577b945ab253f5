import type { Node } from '../store/node.ts';
import { type OpenStore, openStore } from '../store/open.ts';
import { CommandFailure, exitCodes } from './exit.ts';
import { note, paint } from './output.ts';
import { dayOnePolicy, policyFrom } from './policy-file.ts';
import { readTerms } from './terms-file.ts';

/** Options that every command on a store has. */
export interface StoreFlags {
  readonly data: string;
  readonly policy?: string;
  readonly terms?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

export const defaultDirectory = '.ringfence';

/** A start that takes longer than this is told, so that nobody waits without a word. */
const silenceMs = 150;

/** Opens the store that flags and environment name, does the work, and closes it, also after a failure. */
export async function withNode<Result>(
  flags: StoreFlags,
  work: (node: Node, store: OpenStore) => Promise<Result>,
  supervise = false,
): Promise<Result> {
  const policy = policyFrom(flags.policy ?? dayOnePolicy);
  const terms = readTerms(flags.terms);
  const telling = setTimeout(() => note(paint.dim('Opening the database ...')), silenceMs);
  const store = await openStore({
    databaseUrl: process.env['DATABASE_URL'] || undefined,
    directory: flags.data,
    supervise,
    log: line => {
      if (flags.verbose) note(paint.dim(line));
    },
  }).finally(() => clearTimeout(telling));
  if (!store.ok) throw new CommandFailure(refusalExit(store.code), store.code, store.message, store.advice);
  try {
    return await work(await store.nodeWith(policy, terms), store);
  } catch (error) {
    const away = error instanceof CommandFailure ? null : store.whyAway(error);
    throw away === null ? error : new CommandFailure(exitCodes.failed, away.code, away.message, away.advice);
  } finally {
    await store.close().catch((error: Error) => note(`The store did not close cleanly: ${error.message}`));
  }
}

function refusalExit(code: string): 1 | 2 | 4 | 6 {
  if (code === 'ERR_INVALID_URL') return exitCodes.usage;
  if (code === 'directory_in_use') return exitCodes.conflict;
  return code === 'directory_unwritable' || code === '28P01' || code === '28000' || code === '42501'
    ? exitCodes.notAllowed
    : exitCodes.failed;
}
