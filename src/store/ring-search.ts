import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RingReport } from '../detect/rings/find.ts';
import type { FindingStep } from '../detect/rings/progress.ts';
import type { Verdict } from '../detect/rings/verdicts.ts';
import type { Connection, Database } from './database.ts';
import { holdBack } from './gently.ts';
import type { RingSearchTask } from './ring-search-process.ts';

export type RingSearchAnswer =
  | { readonly kind: 'reading'; readonly facts: number; readonly total: number }
  | { readonly kind: 'finding'; readonly at: FindingStep }
  | { readonly kind: 'found'; readonly report: RingReport; readonly facts: number }
  | { readonly kind: 'linked' }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | undefined; readonly stack: string };

export type SearchProgress = Extract<RingSearchAnswer, { kind: 'reading' | 'finding' }>;

export interface Searched {
  readonly report: RingReport;
  /** Facts that the search rests on, those of earlier searches among them. */
  readonly facts: number;
}

/** Thrown where a search was stopped: nothing of it was written. */
export class SearchStopped extends Error {
  constructor() {
    super('The search for rings was stopped.');
    this.name = 'SearchStopped';
  }
}

/**
 * A search for rings in a process of its own, at low priority, so that decisions are hardly disturbed and its memory is its own. The process stays
 * for the next search, which then reads only what is new; ended or broken, the next search starts from the whole log. One search at a time.
 */
export class RingSearch {
  readonly #connection: Connection;
  readonly #gently: boolean;
  #child: ChildProcess | null = null;

  /** `gently` is for a search beside a server: it takes four times as long and leaves machine and database free most of it. */
  constructor(database: Database, gently = false) {
    this.#connection = connectionOf(database);
    this.#gently = gently;
  }

  /** Throws {@link SearchStopped} once the signal is raised, and what went wrong in the process. */
  async find(
    verdicts: readonly Verdict[],
    signal: AbortSignal,
    onProgress: (progress: SearchProgress) => void,
  ): Promise<Searched> {
    const answer = await this.#ask({ kind: 'find', verdicts }, signal, onProgress);
    if (answer.kind !== 'found') throw new Error(`The search for rings answered "${answer.kind}" instead of rings.`);
    return { report: answer.report, facts: answer.facts };
  }

  /** Writes the table of links as the last search left them. */
  async writeLinks(signal: AbortSignal): Promise<void> {
    await this.#ask({ kind: 'link' }, signal, () => {});
  }

  /** Ends the process; a search under way is stopped. */
  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  #open(): ChildProcess {
    if (this.#child !== null) return this.#child;
    const file = new URL(
      import.meta.url.endsWith('.ts') ? './ring-search-process.ts' : './ring-search-process.js',
      import.meta.url,
    );
    // What this process was started with (a test's loader, a debugger's port) is not for the child.
    const child = fork(fileURLToPath(file), [], {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    // One that ends between two searches is replaced by the next; while one is under way, that one tells.
    child.on('exit', () => {
      if (this.#child === child) this.#child = null;
    });
    child.on('error', () => {});
    // From its first moment: starting is work too. It lowers its threads itself once it is there.
    if (child.pid !== undefined) holdBack(child.pid);
    child.send({ kind: 'open', connection: this.#connection, gently: this.#gently } satisfies RingSearchTask);
    this.#child = child;
    return child;
  }

  #ask(
    task: RingSearchTask,
    signal: AbortSignal,
    onProgress: (progress: SearchProgress) => void,
  ): Promise<RingSearchAnswer> {
    if (signal.aborted) return Promise.reject(new SearchStopped());
    const child = this.#open();
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        signal.removeEventListener('abort', onAbort);
        child
          .off('message', onMessage as (message: unknown) => void)
          .off('error', fail)
          .off('exit', onExit);
        settle();
      };
      const fail = (error: Error): void => {
        this.end();
        finish(() => reject(error));
      };
      const onAbort = (): void => fail(new SearchStopped());
      const onExit = (code: number | null, killedBy: NodeJS.Signals | null): void =>
        fail(new Error(`The process that searches for rings ended by itself (${killedBy ?? `code ${code}`}).`));
      const onMessage = (answer: RingSearchAnswer): void => {
        if (answer.kind === 'reading' || answer.kind === 'finding') onProgress(answer);
        else if (answer.kind === 'failed') fail(faultOf(answer));
        else finish(() => resolve(answer));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      child
        .on('message', onMessage as (message: unknown) => void)
        .on('error', fail)
        .on('exit', onExit);
      child.send(task);
    });
  }
}

/** The fault as it was thrown in the process, with PostgreSQL's or the system's code where it had one. */
function faultOf({ message, code, stack }: Extract<RingSearchAnswer, { kind: 'failed' }>): Error {
  const error = new Error(message);
  error.stack = stack;
  return code === undefined ? error : Object.assign(error, { code });
}

/** Where a pool connects to, for another process to do the same. */
function connectionOf(database: Database): Connection {
  const { connectionString, host, port, user, database: name, password } = database.options;
  if (connectionString !== undefined) return { url: connectionString };
  if (host === undefined || port === undefined || user === undefined || name === undefined)
    throw new Error('The pool of connections was opened without a place to connect to.');
  return { host, port, user, database: name, ...(typeof password === 'string' ? { password } : {}) };
}
