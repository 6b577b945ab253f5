import type { Parsed } from '../ingest/parse.ts';
import { isReservedSource } from '../ingest/reserved.ts';
import type { Intake } from '../store/append.ts';
import { appendApart } from '../store/append-apart.ts';
import { Batcher } from '../store/batcher.ts';
import type { Node } from '../store/node.ts';
import type { QuarantineEntry } from '../store/quarantine.ts';
import { intakeOf, reservedSource } from './claim-body.ts';
import { eventsPerWrite, refusalsShown, requestsPerBatch, requestsWaitingMax, sharedEventsMax } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { type Receipt, ReceiptBook } from './receipt.ts';

/** An event of a request: its place there (counted from 0, or the line of NDJSON from 1) and what became of reading it. */
export interface Arrived {
  readonly index: number;
  readonly parsed: Parsed;
}

/** Events of one request that are written together. */
interface Portion {
  readonly intakes: readonly Intake[];
  readonly places: ReadonlyMap<Intake, number>;
  readonly refused: readonly QuarantineEntry[];
  readonly origin: string;
}

interface Written {
  readonly fresh: number;
  readonly unfit: readonly QuarantineEntry[];
}

/** Takes events into the log and what is none into quarantine. Small requests that wait together share a transaction. */
export class IntakeDesk {
  readonly #node: Node;
  readonly #metrics: Metrics;
  readonly #onClaims: () => void;
  readonly #batcher: Batcher<Portion, Written>;

  /** `onClaims` is called whenever claims came into the log that wait for their decision. */
  constructor(node: Node, metrics: Metrics, onClaims: () => void) {
    this.#node = node;
    this.#metrics = metrics;
    this.#onClaims = onClaims;
    this.#batcher = new Batcher({
      work: portions => this.#write(portions),
      keysOf: () => [],
      sizeMax: requestsPerBatch,
      queueMax: requestsWaitingMax,
    });
  }

  get waiting(): number {
    return this.#batcher.waiting;
  }

  drained(): Promise<void> {
    return this.#batcher.drained();
  }

  /** Takes in what arrives, in portions; memory holds one portion at a time. */
  async take(arriving: AsyncIterable<readonly Arrived[]>, keyId: string): Promise<Receipt> {
    const book = new ReceiptBook(refusalsShown);
    for await (const arrived of arriving) {
      for (let start = 0; start < arrived.length; start += eventsPerWrite) {
        await this.#takePortion(arrived.slice(start, start + eventsPerWrite), `api:${keyId}`, book);
      }
    }
    return book.receipt();
  }

  async #takePortion(arrived: readonly Arrived[], origin: string, book: ReceiptBook): Promise<void> {
    const portion = portionOf(arrived, origin);
    const written =
      arrived.length <= sharedEventsMax ? await this.#batcher.submit(portion) : (await this.#write([portion]))[0]!;
    const masked = arrived.reduce((sum, { parsed }) => sum + parsed.masked, 0);
    const quarantined = [...portion.refused, ...written.unfit];
    const duplicate = portion.intakes.length - written.unfit.length - written.fresh;
    book.add({ accepted: written.fresh, duplicate, masked, quarantined });
    this.#metrics.countEvents({ accepted: written.fresh, duplicate, quarantined: quarantined.length, masked });
  }

  async #write(portions: readonly Portion[]): Promise<Written[]> {
    this.#metrics.batchSize.observe(
      { work: 'events' },
      portions.reduce((sum, { intakes }) => sum + intakes.length, 0),
    );
    // Stamped here, as late as can be: what waited in the queue was not known while it did.
    const stamped = portions.map(portion => portion.intakes.map(intake => this.#stamp(intake)));
    const owners = new Map(stamped.flatMap((intakes, index) => intakes.map(intake => [intake, index] as const)));
    const originals = new Map(
      stamped.flatMap((intakes, index) =>
        intakes.map((intake, at) => [intake, portions[index]!.intakes[at]!] as const),
      ),
    );
    const entryOf = (intake: Intake, reason: string): QuarantineEntry => {
      const portion = portions[owners.get(intake)!]!;
      const line = portion.places.get(originals.get(intake)!)!;
      return { origin: portion.origin, line, field: '', reason, text: intake.body, arrival: 'now' };
    };
    const unfit: QuarantineEntry[][] = portions.map(() => []);
    const appended = await appendApart(
      this.#node,
      stamped.flat(),
      portions.flatMap(({ refused }) => refused),
      (intake, reason) => {
        const entry = entryOf(intake, reason);
        unfit[owners.get(intake)!]!.push(entry);
        return entry;
      },
    );
    const fresh = portions.map(() => 0);
    for (const intake of appended.fresh) fresh[owners.get(intake)!]!++;
    if (appended.fresh.some(({ event }) => event.type === 'claim.filed')) this.#onClaims();
    return portions.map((_, index) => ({ fresh: fresh[index]!, unfit: unfit[index]! }));
  }

  #stamp(intake: Intake): Intake {
    return { ...intake, event: { ...intake.event, knownAt: this.#node.clock.next() } };
  }
}

function portionOf(arrived: readonly Arrived[], origin: string): Portion {
  const places = new Map<Intake, number>();
  const refused: QuarantineEntry[] = [];
  for (const { index, parsed } of arrived) {
    if (parsed.ok && !isReservedSource(parsed.event.source)) places.set(intakeOf(parsed), index);
    else {
      const { field, reason } = parsed.ok ? reservedSource : parsed;
      refused.push({ origin, line: index, field, reason, text: parsed.ok ? parsed.body : parsed.text, arrival: 'now' });
    }
  }
  return { intakes: [...places.keys()], places, refused, origin };
}
