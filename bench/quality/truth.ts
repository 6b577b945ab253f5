import { gzipLines } from './gzip-lines.ts';

export type Verdict = 'honest' | 'fraud' | 'abuse';

/** What is true of a claim, as docs/simulator.md says. */
export interface TrueClaim {
  readonly claim_id: string;
  readonly account_id: string;
  readonly order_id: string;
  readonly truth: Verdict;
  /** Pattern of a dishonest claim, real cause of an honest one. */
  readonly pattern: string;
  readonly look_alikes?: readonly string[];
  readonly ring_id?: string;
  readonly operator?: string;
  readonly insider?: string;
  readonly insider_way?: string;
}

export interface TrueAccount {
  readonly account_id: string;
  readonly lodging: string;
  readonly helped_by?: string;
  readonly returning?: boolean;
  readonly ring_id?: string;
  readonly bad_street?: boolean;
  readonly household?: boolean;
  readonly resold_device?: boolean;
  readonly unlucky?: boolean;
}

export interface Truth {
  readonly claims: ReadonlyMap<string, TrueClaim>;
  readonly accounts: ReadonlyMap<string, TrueAccount>;
}

export async function readTruth(file: string): Promise<Truth> {
  const claims = new Map<string, TrueClaim>();
  const accounts = new Map<string, TrueAccount>();
  for await (const line of gzipLines(file)) {
    const { kind, ...said } = JSON.parse(line) as { kind: string };
    if (kind === 'claim') claims.set((said as TrueClaim).claim_id, said as TrueClaim);
    if (kind === 'account') accounts.set((said as TrueAccount).account_id, said as TrueAccount);
  }
  return { claims, accounts };
}
