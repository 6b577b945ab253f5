import { codeOnly } from './code.ts';
import { lineAt, type TextFile } from './files.ts';

/** `- [STORE-3] ...` in SPEC.md. */
const written = /^- \[([A-Z]+-\d+)\][^\S\n]*(.*)$/gm;
/** A title, or any text in quotes, that starts with a rule's number. */
const quoted = /(?<=(['"`]))\[([A-Z]+-\d+)\]/g;
/** A row of a table of cases names its rule so, and the title takes it with `[$rule]`. */
const inRow = /(?<=\brule: ['"])([A-Z]+-\d+)(?=['"])/g;

/** What does not fit between the rules of SPEC.md and the titles of the tests: both ways, and rules written badly or twice. */
export function ruleFaults(spec: string | null, files: readonly TextFile[]): string[] {
  if (spec === null) return ['SPEC.md is missing: it lists the numbered rules that the titles of tests name'];
  const rules = [...spec.matchAll(written)];
  if (rules.length === 0)
    return ['SPEC.md has no rule: one a line, such as "- [STORE-3] The same event sent twice is one fact."'];
  const known = new Set(rules.map(rule => rule[1]!));
  const named = testedRules(files);
  const tested = new Set(named.map(([rule]) => rule));
  return [
    ...rules
      .filter((rule, index) => rules.findIndex(other => other[1] === rule[1]) !== index)
      .map(rule => `SPEC.md has [${rule[1]}] twice`),
    ...rules.filter(rule => rule[2] === '').map(rule => `SPEC.md: [${rule[1]}] says nothing`),
    ...[...known].filter(rule => !tested.has(rule)).map(rule => `SPEC.md: no test's title starts with [${rule}]`),
    ...named
      .filter(([rule]) => !known.has(rule))
      .map(([rule, where]) => `${where} names [${rule}], which SPEC.md does not have`),
  ];
}

/** Every rule that a test names, and where. */
function testedRules(files: readonly TextFile[]): [rule: string, where: string][] {
  return files
    .filter(file => /^test\/.*\.test\.ts$/.test(file.path))
    .flatMap(({ path, text }) => {
      const code = codeOnly(text);
      const titles = [...text.matchAll(quoted)].filter(match => code[match.index - 1] === match[1]);
      const rows = text.includes("'[$rule]") ? [...text.matchAll(inRow)] : [];
      return [
        ...titles.map(match => [match[2]!, match.index] as const),
        ...rows.map(match => [match[1]!, match.index] as const),
      ].map(([rule, offset]): [string, string] => [rule, `${path}:${lineAt(text, offset)}`]);
    });
}
