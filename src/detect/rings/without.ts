import { type Anchor, lettersLeft } from './anchors.ts';
import { type Case, type Mark, traitNames, visitTrait } from './cases.ts';
import { tiesOf } from './coincidences.ts';
import type { Ground } from './ground.ts';
import { phrasesWithout } from './phrases.ts';

/** The ground as it would be for these claims if the value of that number tied nobody. What is usual among all claims stays. */
export function withoutValue(ground: Ground, number: number, claims: Iterable<number>): Ground {
  const { names } = ground.book;
  const judged = new Set([number]);
  const cases = [...ground.cases];
  const traits = [...ground.traits];
  const changed = new Map<number, ReadonlySet<number>>();
  const touched = new Set([...claims, ...(ground.carriers.get(number) ?? [])]);
  for (const index of touched) {
    const before = ground.cases[index]!;
    const marks = tiesOf(names, before.marks, judged);
    if (marks === before.marks) continue;
    cases[index] = { ...before, marks, traits: traitsWithout(before, marks) };
    traits[index] = traitNumbers(ground, cases[index]!, ground.traits[index]!);
    const left = new Set(marks.map(mark => mark.value));
    changed.set(index, new Set(before.marks.map(mark => mark.value).filter(value => !left.has(value))));
  }
  const anchors = ground.anchors.flatMap(anchor => {
    const value = anchor.value;
    if (value === number) return [];
    const indices = anchor.indices.filter(index => {
      const gone = changed.get(index);
      if (gone === undefined) return true;
      if (value !== null && gone.has(value)) return false;
      return anchor.tool || cases[index]!.traits.get('visit') === 'strange strange';
    });
    return indices.length === anchor.indices.length ? [anchor] : [{ ...anchor, indices }];
  });
  return { ...ground, cases, traits, anchors };
}

function traitsWithout(before: Case, marks: readonly Mark[]): Case['traits'] {
  const traits = new Map(before.traits);
  const visit = visitTrait(before.marks, marks);
  if (visit === null) traits.delete('visit');
  else traits.set('visit', visit);
  traits.set('viewed', marks.some(mark => mark.kind === 'viewer') ? 'yes' : 'no');
  return traits;
}

/** Numbers of the case's traits; one that no claim had before says nothing. */
function traitNumbers({ traitValues }: Ground, { traits }: Case, before: Int32Array): Int32Array {
  const kept = [...before].filter(value => traits.get(traitValues[value]!.name) === traitValues[value]!.text);
  const known = new Set(kept.map(value => traitValues[value]!.name));
  for (const name of traitNames) {
    const text = traits.get(name);
    if (text === undefined || known.has(name)) continue;
    const value = traitValues.findIndex(each => each.name === name && each.text === text);
    if (value >= 0) kept.push(value);
  }
  return Int32Array.from(kept);
}

/**
 * The ground as it would be if the stretch were what everybody says, wherever it was written. `claims` are those of the ring that shows it: one of them has
 * it whole. The anchors are the same where no family of letters has anything of it; what is usual among all letters stays.
 */
export function withoutWording(ground: Ground, stretch: readonly string[], claims: readonly number[]): Ground {
  const { cases, phrases, household } = ground;
  const wordings = ground.verdicts.wordings.and(stretch);
  const parts = new Set(
    claims.flatMap(index => [...phrases.of[index]!].filter(phrase => wordings.hasPart(phrases.text(phrase)))),
  );
  const writers = new Set([...parts].flatMap(part => [...phrases.claimsWith(part)]));
  const isTouched = ({ value, indices }: Anchor) => value === null && indices.some(index => writers.has(index));
  const left = (anchor: Anchor) => (isTouched(anchor) ? lettersLeft(anchor, cases, household, wordings) : [anchor]);
  return {
    ...ground,
    anchors: ground.anchors.some(isTouched) ? ground.anchors.flatMap(left) : ground.anchors,
    phrases: phrasesWithout(
      phrases,
      index => cases[index]!.texts,
      [...writers].sort((left, right) => left - right),
      wordings,
    ),
  };
}
