import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** What is true of a simulated claim. Nothing of it is ever imported: it stands beside the decisions for the reader alone. */
export interface ClaimTruth {
  readonly truth: 'honest' | 'abuse' | 'fraud';
  /** The way of a fraud or an abuse, or the real cause of an honest claim. */
  readonly pattern: string;
  /** What makes an honest claim look like a dishonest one: the kind of person, place or circumstance. */
  readonly lookAlikes: readonly string[];
  /** Name of the refund service behind it. */
  readonly service: string | null;
  /** How an employee had a hand in it. */
  readonly insider: 'dock' | 'desk' | 'stolen' | null;
}

interface TruthLine {
  readonly kind: string;
  readonly claim_id: string;
  readonly truth: ClaimTruth['truth'];
  readonly pattern: string;
  readonly look_alikes?: readonly string[];
  readonly ring_id?: string;
  readonly insider_way?: ClaimTruth['insider'];
  readonly name?: string;
}

/** The truth of every claim of a simulated shop, by claim id, from the shop's gzipped file of truths. */
export async function readTruth(file: string): Promise<ReadonlyMap<string, ClaimTruth>> {
  const claims: TruthLine[] = [];
  const services = new Map<string, string>();
  for await (const text of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    const line = JSON.parse(text) as TruthLine;
    if (line.kind === 'claim') claims.push(line);
    if (line.kind === 'ring') services.set(line.ring_id!, line.name!);
  }
  return new Map(
    claims.map(line => [
      line.claim_id,
      {
        truth: line.truth,
        pattern: line.pattern,
        lookAlikes: line.look_alikes ?? [],
        service: line.ring_id === undefined ? null : (services.get(line.ring_id) ?? null),
        insider: line.insider_way ?? null,
      },
    ]),
  );
}

/** The truth of one claim in words: `a fraud (an empty box sent back), by the refund service "Ember"`. */
export function tellTruth({ truth, pattern, lookAlikes, service, insider }: ClaimTruth): string {
  const way = inWords[pattern] ?? plain(pattern);
  switch (truth) {
    case 'honest': {
      const alike =
        lookAlikes.length === 0 ? '' : `, of a kind that can look dishonest (${lookAlikes.map(plain).join(', ')})`;
      return `an honest claim (${way})${alike}`;
    }
    case 'abuse':
      return `an abuse of goodwill (${way})`;
    case 'fraud': {
      const by = service === null ? 'by the customer alone' : `by the refund service "${service}"`;
      return `a fraud (${way}), ${by}${insider === null ? '' : `, with ${accomplices[insider]}`}`;
    }
  }
}

/** Ways and causes whose short names do not explain themselves. */
const inWords: Readonly<Record<string, string>> = {
  bought_in_refunder: 'a service argues the claim through in the name of the customer',
  empty_on_arrival: 'a full parcel, said to have been empty',
  empty_return: 'an empty box sent back',
  fake_tracking: 'a return that was sent somewhere else',
  inr_delivered: 'a delivered parcel, said never to have come',
  insider_grant: 'an employee grants the refund',
  insider_receipt: 'a receipt booked for a parcel that never came',
  mispicked: 'the wrong article was packed',
  missing_item: 'a full parcel, said to have been short',
  other_tender: 'the refund is drawn to another card',
  pilfered: 'a thief took part of the parcel',
  re_registration: 'somebody whose account was closed has come back',
  replacement_abuse: 'a replacement for goods that came',
  stolen_tender: 'bought with a stolen card',
  switched_return: 'another article sent back than the one sold',
  wardrobing: 'used, then returned as new',
};

const accomplices: Readonly<Record<NonNullable<ClaimTruth['insider']>, string>> = {
  dock: 'a bribed receiver at the dock',
  desk: 'a bribed agent at the desk',
  stolen: 'the stolen password of an agent',
};

function plain(name: string): string {
  return name.replaceAll('_', ' ');
}
