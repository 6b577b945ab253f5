import { expect, test } from 'vitest';
import { makeWorld } from '../../../bench/rings/worlds.ts';
import { LinkBook } from '../../../src/detect/rings/book.ts';
import { findRings } from '../../../src/detect/rings/find.ts';
import { type FindingStep, findingSteps } from '../../../src/detect/rings/progress.ts';

const { facts } = await makeWorld({ seed: 3, accounts: 1_500, days: 200, fraudShare: 0.05, hardness: 0.3 });
const book = new LinkBook();
for (const fact of facts) book.add(fact);

test('[RING-45] a search tells its steps in their order, each from its beginning to its end, and finds what it finds untold', () => {
  const told: FindingStep[] = [];
  const report = findRings(book, [], undefined, at => told.push(at));
  expect(report.rings.length).toBeGreaterThan(0);
  expect(findRings(book)).toEqual(report);
  expect([...new Set(told.map(({ step }) => step))]).toEqual(findingSteps);
  const places = told.map(({ step }) => findingSteps.indexOf(step));
  expect(places).toEqual([...places].sort((left, right) => left - right));
  for (const [index, { step, done, total }] of told.entries()) {
    const before = told[index - 1];
    expect(done).toBeGreaterThanOrEqual(before?.step === step ? before.done : 0);
    if (before?.step !== step) expect(done).toBe(0);
    expect(done).toBeLessThanOrEqual(total);
  }
  // What is known beforehand is told to the last piece.
  for (const step of ['claims', 'usual'] as const) {
    const of = told.filter(each => each.step === step);
    expect(of.at(-1)!.done).toBe(of[0]!.total);
    expect(of.length).toBeGreaterThan(10);
  }
  const weighing = told.filter(({ step }) => step === 'weighing');
  expect(weighing.length).toBeGreaterThan(2);
  // At least one round and the last look, and a whole number of them.
  expect(weighing.at(-1)).toMatchObject({ done: weighing.at(-1)!.total });
  expect(weighing.at(-1)!.done % report.claims).toBe(0);
  expect(told.filter(({ step }) => step === 'describing').at(-1)).toEqual({
    step: 'describing',
    done: report.rings.length,
    total: report.rings.length,
  });
});
