import type { Fact } from '../domain/fact.ts';
import type { LineId } from '../domain/ids.ts';
import type { Money } from '../domain/money.ts';
import type { Moment } from '../domain/time.ts';
import type { Dossier } from './dossier.ts';
import type { LedgerEntry, LineAccount } from './entries.ts';
import type { FeedActivity } from './feeds.ts';
import {
  type Finding,
  type FindingDetail,
  type FindingKind,
  type FindingLine,
  findingKinds,
  type Unknown,
  type UnknownReason,
} from './finding.ts';
import type { LedgerTerms } from './terms.ts';
import type { Movement, ValueAccount } from './value.ts';

/** What the families of findings look at. */
export interface View {
  readonly dossier: Dossier;
  readonly lines: readonly LineAccount[];
  /** The same lines by their ids. */
  readonly byId: ReadonlyMap<LineId, LineAccount>;
  readonly unassigned: readonly LedgerEntry[];
  readonly value: ValueAccount;
  readonly movements: readonly Movement[];
  readonly feeds: FeedActivity;
  readonly terms: LedgerTerms;
}

interface Said<Kind extends FindingKind> {
  readonly at: Moment;
  readonly facts: readonly Fact[];
  readonly lines: readonly FindingLine[];
  readonly quantity?: number | null;
  readonly money: Money | null;
  readonly sentence: string;
  readonly detail: Readonly<FindingDetail[Kind]>;
  /** For what rests on something missing: how long late sources had to report. */
  readonly notBefore?: Moment;
}

/** Collects what the families find and what they cannot say. */
export class Report {
  readonly findings: Finding[] = [];
  readonly unknowns: Unknown[] = [];

  found<Kind extends FindingKind>(kind: Kind, said: Said<Kind>): void {
    let knownAt = said.notBefore ?? said.at;
    for (const fact of said.facts) if (fact.knownAt > knownAt) knownAt = fact.knownAt;
    const finding = {
      kind,
      speaks: findingKinds[kind],
      at: said.at,
      knownAt,
      lines: said.lines,
      quantity: said.quantity ?? unitsOf(said.lines),
      money: said.money,
      facts: seqsOf(said.facts),
      sentence: said.sentence,
      detail: said.detail,
    };
    // The compiler cannot tie `speaks` and `detail` to one member of the union; the signature has.
    this.findings.push(finding as unknown as Finding);
  }

  unsaid(about: Unknown['about'], why: UnknownReason, sentence: string, facts: readonly Fact[]): void {
    this.unknowns.push({ about, why, sentence, facts: seqsOf(facts) });
  }
}

function unitsOf(lines: readonly FindingLine[]): number | null {
  return lines.length === 0 ? null : lines.reduce((units, line) => units + line.quantity, 0);
}

function seqsOf(facts: readonly Fact[]): number[] {
  return [...new Set(facts.map(fact => fact.seq))].sort((a, b) => a - b);
}
