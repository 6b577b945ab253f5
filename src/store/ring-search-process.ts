import { RingFinder } from '../detect/rings/finder.ts';
import type { OnStep } from '../detect/rings/progress.ts';
import type { Verdict } from '../detect/rings/verdicts.ts';
import { type Connection, openDatabase } from './database.ts';
import { LogFollower } from './follow-log.ts';
import { giveWay, Rests } from './gently.ts';
import { LinkWriter } from './ring-links.ts';
import type { RingSearchAnswer } from './ring-search.ts';

/** The process that finds rings. It keeps what it read between searches, and writes nothing but the table of links. */

export type RingSearchTask =
  | { readonly kind: 'open'; readonly connection: Connection; readonly gently: boolean }
  | { readonly kind: 'find'; readonly verdicts: readonly Verdict[] }
  | { readonly kind: 'link' };

const finder = new RingFinder();
const links = new LinkWriter(finder.book);
let opened: { readonly database: ReturnType<typeof openDatabase>; readonly follower: LogFollower } | null = null;
let facts = 0;
/** Whether it runs beside a server, to whose claims it leaves machine and database most of the time. */
let gently = false;

function tell(answer: RingSearchAnswer): void {
  process.send?.(answer);
}

async function open({ connection, gently: wanted }: Extract<RingSearchTask, { kind: 'open' }>): Promise<void> {
  gently = wanted;
  const database = openDatabase(connection, { onIdleError: () => {} });
  opened = { database, follower: new LogFollower(database) };
}

async function find(verdicts: readonly Verdict[]): Promise<void> {
  const rests = new Rests(gently);
  for await (const page of opened!.follower.fresh()) {
    for (const fact of page.facts) {
      finder.book.add(fact);
      links.note(fact);
    }
    facts += page.facts.length;
    tell({ kind: 'reading', facts: page.read, total: page.total });
    await rests.after();
  }
  const telling = nowAndThen(at => tell({ kind: 'finding', at }));
  const report = finder.update([], verdicts, at => {
    telling(at);
    rests.afterHolding();
  });
  tell({ kind: 'found', report, facts });
}

/** Time between two tellings within a step: somebody watches, and the server has claims to decide. */
const tellingMs = 100;

function nowAndThen(onStep: OnStep): OnStep {
  let last = 0;
  return at => {
    const now = performance.now();
    if (at.done > 0 && at.done < at.total && now - last < tellingMs) return;
    last = now;
    onStep(at);
  };
}

async function work(task: RingSearchTask): Promise<void> {
  switch (task.kind) {
    case 'open':
      return open(task);
    case 'find':
      return find(task.verdicts);
    case 'link':
      await links.write(opened!.database, new Rests(gently));
      return tell({ kind: 'linked' });
  }
}

giveWay();
// One that lost its parent would search on for nobody.
process.on('disconnect', () => process.exit(0));
// Ctrl+C reaches every process of a terminal; what becomes of this one, its parent decides.
process.on('SIGINT', () => {});
let queue = Promise.resolve();
process.on('message', (task: RingSearchTask) => {
  queue = queue
    .then(() => work(task))
    .catch((error: Error & { code?: unknown }) => {
      const code = typeof error.code === 'string' ? error.code : undefined;
      tell({ kind: 'failed', message: error.message, code, stack: error.stack ?? '' });
    });
});
