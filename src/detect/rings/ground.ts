import { type Anchor, anchorsOf } from './anchors.ts';
import type { LinkBook } from './book.ts';
import { type Case, casesOf, traitNames } from './cases.ts';
import { append } from './grouping.ts';
import { householdsOf } from './households.ts';
import { type Phrases, phrasesOf } from './phrases.ts';
import { Counted, type OnStep, untold } from './progress.ts';
import { type Screening, screen } from './screening.ts';
import type { TextCache } from './text-cache.ts';
import type { Verdicts } from './verdicts.ts';
import type { Exposure } from './visits.ts';
import { type StaffKind, workShares } from './work.ts';

/** A trait value by number: which trait it is of, and among which of its values it is counted. */
export interface TraitValue {
  readonly name: (typeof traitNames)[number];
  readonly text: string;
  readonly group: number;
}

/** All claims, numbered, and what is usual among them: the ground that rings stand out from. */
export interface Ground {
  readonly book: LinkBook;
  readonly verdicts: Verdicts;
  readonly cases: readonly Case[];
  /** Case -> the household of its account. */
  readonly household: Int32Array;
  readonly phrases: Phrases;
  readonly exposure: ReadonlyMap<number, Exposure>;
  readonly screening: Screening;
  readonly anchors: readonly Anchor[];
  /** Value -> the cases that came with it, the customers' own left out. */
  readonly carriers: ReadonlyMap<number, readonly number[]>;
  readonly traitValues: readonly TraitValue[];
  readonly traitGroups: number;
  /** Case -> its trait values. */
  readonly traits: readonly Int32Array[];
  /** Claims whose words are compared: of one language, reason and way; each stratum lies in the wider one of its language. */
  readonly alike: { readonly stratum: Int32Array; readonly strata: number; readonly wider: readonly number[] };
  readonly moments: Float64Array;
  /** Share that an employee has in the work of their kind in a country. */
  readonly workShare: (kind: StaffKind, employee: number) => number;
}

export function groundOf(book: LinkBook, texts: TextCache, verdicts: Verdicts, onStep: OnStep = untold): Ground {
  const { list: cases, exposure } = casesOf(book, texts, verdicts.coincidences, onStep);
  const told = new Counted('usual', book.seen.size + 2 * cases.length, onStep);
  const households = householdsOf(book, told.another);
  const carriers = new Map<number, number[]>();
  for (const [index, each] of cases.entries())
    for (const mark of each.marks) if (!mark.own) append(carriers, mark.value, index);
  const screening = screen(book, exposure);
  const phrases = phrasesOf(
    cases.map(each => each.texts),
    cases.map(each => each.traits.get('country') ?? ''),
    verdicts.wordings,
    told.another,
  );
  const household = Int32Array.from(cases, each => households.get(each.account) ?? each.account);
  const tools = new Map([...screening.tools].filter(([value]) => !verdicts.coincidences.has(value)));
  const nameOf = (value: number) => book.names.text(value);
  const nameOfCase = (index: number) => nameOf(cases[index]!.claim);
  const anchors = anchorsOf(cases, carriers, tools, household, verdicts.wordings, nameOf, nameOfCase, told.another);
  told.end();
  return {
    book,
    verdicts,
    cases,
    household,
    anchors,
    phrases,
    alike: strataOf(cases, phrases),
    exposure,
    screening: { ...screening, tools },
    carriers,
    ...numberTraits(cases),
    moments: Float64Array.from(cases, each => each.at).sort(),
    workShare: workShares(book),
  };
}

function strataOf(cases: readonly Case[], phrases: Phrases): Ground['alike'] {
  const numbers = new Map<string, number>();
  const wider: number[] = [];
  const numberOf = (key: string, within: string | null): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const parent = within === null ? wider.length : numberOf(within, null);
    const number = wider.length;
    numbers.set(key, number);
    wider.push(within === null ? number : parent);
    return number;
  };
  const stratum = Int32Array.from(cases, (each, index) => {
    const way = each.traits.get('channel')?.endsWith('|form') === true ? 'form' : 'talk';
    const language = `${phrases.language[index]}`;
    return numberOf(`${language} ${each.traits.get('reason')} ${way}`, language);
  });
  return { stratum, strata: wider.length, wider };
}

function numberTraits(cases: readonly Case[]): Pick<Ground, 'traitValues' | 'traitGroups' | 'traits'> {
  const numbers = new Map<string, number>();
  const groups = new Map<string, number>();
  const traitValues: TraitValue[] = [];
  const traits = cases.map(each => {
    const found: number[] = [];
    for (const name of traitNames) {
      const text = each.traits.get(name);
      if (text === undefined) continue;
      const key = `${name} ${text}`;
      let number = numbers.get(key);
      if (number === undefined) {
        number = traitValues.length;
        numbers.set(key, number);
        const bar = text.indexOf('|');
        const groupKey = `${name} ${text.slice(0, bar + 1)}`;
        const group = groups.get(groupKey) ?? groups.size;
        groups.set(groupKey, group);
        traitValues.push({ name, text, group });
      }
      found.push(number);
    }
    return Int32Array.from(found);
  });
  return { traitValues, traitGroups: groups.size, traits };
}
