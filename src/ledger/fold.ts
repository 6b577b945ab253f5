import type { Fact } from '../domain/fact.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Moment } from '../domain/time.ts';
import { keepAccount } from './account.ts';
import { type ContactEntry, contactEntries } from './contacts.ts';
import { openDossier } from './dossier.ts';
import type { LedgerEntry, LineAccount } from './entries.ts';
import type { FeedActivity } from './feeds.ts';
import type { Finding, Unknown } from './finding.ts';
import { families } from './findings/index.ts';
import { Report, type View } from './report.ts';
import type { LedgerTerms } from './terms.ts';
import { type ValueAccount, valueAccount } from './value.ts';

/** What is known of an order's goods and money as of a moment, and what follows from it. */
export interface OrderLedger {
  readonly orderId: OrderId;
  readonly asOf: Moment;
  /** False while the order itself is not known: then nothing can be compared with what was bought. */
  readonly orderKnown: boolean;
  readonly lines: readonly LineAccount[];
  /** Entries of which no fact says for which lines they are, in order of time. */
  readonly unassigned: readonly LedgerEntry[];
  readonly value: ValueAccount;
  readonly contacts: readonly ContactEntry[];
  /** In order of the moments at which they became true. */
  readonly findings: readonly Finding[];
  readonly unknowns: readonly Unknown[];
}

/**
 * Folds the facts of an order into its unit ledger, as known at `asOf` (microseconds). The facts may come in any order, repeat, and include such as
 * belong to other orders: the same set gives the same ledger. Nothing is refused: what the facts do not say stands in `unknowns`.
 * Throws only where a fact's amount does not fit its currency, which validation never lets through.
 */
export function foldOrder(
  orderId: OrderId,
  facts: readonly Fact[],
  asOf: Moment,
  feeds: FeedActivity,
  terms: LedgerTerms,
): OrderLedger {
  const dossier = openDossier(orderId, facts, asOf, terms);
  const { lines, unassigned } = keepAccount(dossier);
  const { value, movements } = valueAccount(dossier, lines);
  const view: View = {
    dossier,
    lines,
    byId: new Map(lines.map(line => [line.lineId, line])),
    unassigned,
    value,
    movements,
    feeds,
    terms,
  };
  const report = new Report();
  for (const family of families) family(view, report);
  report.findings.sort((a, b) => a.at - b.at);
  return {
    orderId,
    asOf,
    orderKnown: dossier.order !== null,
    lines,
    unassigned,
    value,
    contacts: contactEntries(dossier),
    findings: report.findings,
    unknowns: report.unknowns,
  };
}
