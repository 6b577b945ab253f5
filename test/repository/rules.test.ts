import { expect, test } from 'vitest';
import { committedFiles } from './files.ts';
import { ruleFaults } from './rules.ts';

/** Numbers are put together here, since this file must name no rule that SPEC.md does not have. */
const number = (rule: string) => `[${rule}]`;
const title = (rule: string) => `test('${number(rule)} holds', () => {});`;
const tests = (text: string) => [{ path: 'test/a.test.ts', text }];

test('[REPO-7] every rule of SPEC.md has a test that names it, and every rule that a test names is in SPEC.md', () => {
  const files = committedFiles();
  const spec = files.find(file => file.path === 'SPEC.md')?.text ?? null;
  expect(ruleFaults(spec, files)).toEqual([]);
});

test('[REPO-8] the ledger has the same rules in SPEC.md and in docs/ledger.md', () => {
  const files = committedFiles();
  const rulesIn = (name: string) =>
    new Set(files.find(file => file.path === name)?.text.match(/(?<=^(?:- |\| )\[)LEDGER-\d+(?=\])/gm));
  expect(rulesIn('docs/ledger.md').size).toBeGreaterThan(30);
  expect(rulesIn('SPEC.md')).toEqual(rulesIn('docs/ledger.md'));
});

test.each([
  ['no SPEC.md', null, title('A-1'), 'SPEC.md is missing'],
  ['a SPEC.md without rules', '# Rules\n', title('A-1'), 'has no rule'],
  ['a rule without a test', '- [A-1] One.\n- [A-2] Two.\n', title('A-1'), 'A-2'],
  ['a test without a rule', '- [A-1] One.\n', `${title('A-1')}\n${title('B-9')}`, 'test/a.test.ts:2 names [B-9]'],
  ['a rule that only a comment names', '- [A-1] One.\n', `// '${number('A-1')} holds'`, 'A-1'],
  ['a rule that a title names only in its middle', '- [A-1] One.\n', "test('it holds [A-1]');", 'A-1'],
  ['a number used twice', '- [A-1] One.\n- [A-1] Two.\n', title('A-1'), 'twice'],
  ['a rule that says nothing', '- [A-1]\n', title('A-1'), 'says nothing'],
  [
    'a row without a rule',
    '- [A-1] One.\n',
    `${title('A-1')} x({ rule: 'A-2' }); test.each(y)('${number('$rule')} z');`,
    'A-2',
  ],
])('a planted fault is found: %s', (_, spec, text, says) => {
  const faults = ruleFaults(spec, tests(text));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(says);
});

test('titles of describe and rows of a table count as tests', () => {
  const text = `describe("${number('A-1')} all of it", () => { test.each([{ rule: 'A-2' }])('${number('$rule')} $x', f); });`;
  expect(ruleFaults('- [A-1] One.\n- [A-2] Two.\n', tests(text))).toEqual([]);
});
