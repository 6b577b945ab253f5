import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { hash64 } from '../../text/hash64.ts';
import { type CheckedExpression, checkExpression } from '../cel/check.ts';
import { compileExpressions } from '../cel/compile.ts';
import type { Environment } from '../cel/environment.ts';
import { type PolicyDocument, policyDocument } from './document.ts';
import { missingPlaceholders, slotsIn, templateOf } from './placeholders.ts';
import type { Clause, Policy } from './policy.ts';
import { signKey } from './signs.ts';

/** What is wrong with a policy file, at its place. A warning does not keep the policy from being used. */
export interface PolicyProblem {
  readonly severity: 'error' | 'warning';
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

export type LoadedPolicy =
  | { readonly ok: true; readonly policy: Policy; readonly warnings: readonly PolicyProblem[] }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Reads, checks and compiles a policy file. Never throws on any text: every problem comes back with its line. */
export function loadPolicy(text: string, environment: Environment): LoadedPolicy {
  const places = new Places(text);
  if (places.syntaxProblems.length > 0) return { ok: false, problems: places.syntaxProblems };
  const read = policyDocument.safeParse(places.value());
  if (!read.success) {
    const problems = read.error.issues.map(issue => places.problem('error', issue.path, issue.message, ''));
    return { ok: false, problems };
  }
  return compile(text, read.data, places, environment);
}

function compile(text: string, document: PolicyDocument, places: Places, environment: Environment): LoadedPolicy {
  const problems: PolicyProblem[] = duplicateIds(document, places);
  const warnings: PolicyProblem[] = [];
  const checked: CheckedExpression[] = [];
  const clauses = clausesOf(document);
  for (const { clause, path } of clauses) {
    const { when, says } = clause.kind === 'rule' ? clause.rule : clause.signal;
    const result = checkExpression(when, environment, 'bool');
    if (result.ok) {
      checked.push(result.checked);
      for (const warning of result.checked.warnings) {
        warnings.push(
          places.problem('warning', [...path, 'when'], `${clause.id} ${warning.message}`, warning.hint ?? ''),
        );
      }
    } else {
      for (const problem of result.problems) {
        const place = `at character ${problem.column} of the condition`;
        problems.push(
          places.problem('error', [...path, 'when'], `${clause.id}: ${problem.message} (${place})`, problem.hint ?? ''),
        );
      }
    }
    for (const name of missingPlaceholders(says, environment)) {
      problems.push(
        places.problem(
          'error',
          [...path, 'says'],
          `${clause.id}: there is no feature ${name}`,
          'name a feature in braces, or none',
        ),
      );
    }
  }
  problems.push(...unknownCaseFeatures(document, places, environment));
  if (problems.length > 0) return { ok: false, problems: [...problems, ...warnings] };
  const label = `${document.policy}@${document.version}#${hash64(text).slice(0, 8)}`;
  const conditions = compileExpressions(checked, environment);
  const wordings = clauses.map(({ clause }, index) => {
    const says = templateOf(clause.kind === 'rule' ? clause.rule.says : clause.signal.says, environment);
    return { says, slots: [...new Set([...conditions.uses[index]!, ...slotsIn(says)])] };
  });
  return {
    ok: true,
    policy: {
      label,
      document,
      clauses: clauses.map(({ clause }) => clause),
      signKeys: clauses.map(({ clause }) => signKey(clause)),
      wordings,
      conditions,
    },
    warnings,
  };
}

type Path = readonly PropertyKey[];

function clausesOf(document: PolicyDocument): { clause: Clause; path: Path }[] {
  return [
    ...document.signals.map((signal, index) => ({
      clause: { kind: 'signal' as const, id: signal.id, signal },
      path: ['signals', index],
    })),
    ...document.innocent.map((signal, index) => ({
      clause: { kind: 'innocent' as const, id: signal.id, signal },
      path: ['innocent', index],
    })),
    ...document.rules.map((rule, index) => ({
      clause: { kind: 'rule' as const, id: rule.id, rule },
      path: ['rules', index],
    })),
  ];
}

function duplicateIds(document: PolicyDocument, places: Places): PolicyProblem[] {
  const seen = new Set<string>();
  const problems: PolicyProblem[] = [];
  for (const { clause, path } of clausesOf(document)) {
    if (seen.has(clause.id))
      problems.push(places.problem('error', [...path, 'id'], `the id ${clause.id} is used twice`, 'give each its own'));
    seen.add(clause.id);
  }
  return problems;
}

function unknownCaseFeatures(document: PolicyDocument, places: Places, environment: Environment): PolicyProblem[] {
  const named = [
    ...Object.keys(document.ordinary).map((name): [string, Path] => [name, ['ordinary', name]]),
    ...document.cases.flatMap((test, index) =>
      Object.keys(test.features).map((name): [string, Path] => [name, ['cases', index, 'features', name]]),
    ),
  ];
  return named
    .filter(([name]) => !environment.slotByName.has(name))
    .map(([name, path]) =>
      places.problem('error', path, `there is no feature ${name}`, 'see docs/features.md for the list'),
    );
}

/** Where each part of the YAML text stands. */
class Places {
  readonly syntaxProblems: readonly PolicyProblem[];
  readonly #document: ReturnType<typeof parseDocument>;
  readonly #lines = new LineCounter();

  constructor(text: string) {
    this.#document = parseDocument(text, { lineCounter: this.#lines });
    this.syntaxProblems = this.#document.errors.map(error => {
      const { line, col } = this.#lines.linePos(error.pos[0]);
      return {
        severity: 'error',
        line,
        column: col,
        message: error.message.split('\n')[0] ?? error.message,
        hint: 'the file must be YAML',
      };
    });
  }

  value(): unknown {
    return this.#document.toJS({ maxAliasCount: 0 });
  }

  problem(severity: PolicyProblem['severity'], path: Path, message: string, hint: string): PolicyProblem {
    const { line, col } = this.#lines.linePos(this.#offset(path));
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    return { severity, line, column: col, message: where + message, hint };
  }

  /** Start of the deepest part of the path that is there. */
  #offset(path: Path): number {
    let node: Node | null = this.#document.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find(item => isScalar(item.key) && item.key.value === step);
        if (pair === undefined) break;
        offset = (pair.key as Node).range?.[0] ?? offset;
        node = pair.value as Node | null;
      } else if (isSeq(node)) {
        node = (node.items[step as number] as Node | undefined) ?? null;
        offset = node?.range?.[0] ?? offset;
      } else break;
    }
    return offset;
  }
}
