import path from 'node:path';
import type { Command } from 'commander';
import { testPolicy } from '../../decide/policy/test-cases.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { nextStep, paint, printJson, printLine } from '../output.ts';
import { checkPolicyFile, dayOnePolicy, policyFrom } from '../policy-file.ts';

export function addPolicy(program: Command): void {
  const policy = program
    .command('policy')
    .summary('check and test policies')
    .description('Checks and tests policy files (docs/policies.md).')
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence policy check my-policy.yaml\n  ringfence policy test my-policy.yaml',
    );
  policy
    .command('check')
    .description('Checks a policy file: its shape, every condition, every text.')
    .argument('[file]', 'policy file', dayOnePolicy)
    .addHelpText('after', '\nExample:\n  ringfence policy check policies/day-one.yaml')
    .action((file: string, _options: unknown, command: Command) =>
      checkPolicy(file, command.optsWithGlobals<{ json?: boolean }>().json ?? false),
    );
  policy
    .command('test')
    .description('Decides the cases that stand in a policy file, and says which come out otherwise.')
    .argument('[file]', 'policy file', dayOnePolicy)
    .addHelpText('after', '\nExample:\n  ringfence policy test policies/day-one.yaml')
    .action((file: string, _options: unknown, command: Command) =>
      runCases(file, command.optsWithGlobals<{ json?: boolean }>().json ?? false),
    );
}

function checkPolicy(file: string, json: boolean): void {
  const loaded = checkPolicyFile(file);
  const problems = loaded.ok ? loaded.warnings : loaded.problems;
  for (const problem of problems) {
    if (json) printJson({ file, ...problem });
    else {
      const severity = problem.severity === 'error' ? paint.red('error') : paint.yellow('warning');
      printLine(
        `${path.relative('.', file)}:${problem.line}:${problem.column} ${severity} ${problem.message}${problem.hint === '' ? '' : paint.dim(` (${problem.hint})`)}`,
      );
    }
  }
  if (!loaded.ok) {
    const errors = problems.filter(problem => problem.severity === 'error').length;
    throw new CommandFailure(
      exitCodes.usage,
      'policy_invalid',
      `${errors} ${errors === 1 ? 'error' : 'errors'} in ${file}.`,
    );
  }
  const { signals, innocent, rules } = loaded.policy.document;
  if (json) printJson({ file, ok: true, policy: loaded.policy.label, warnings: loaded.warnings.length });
  else
    printLine(
      `${loaded.policy.label}: ${rules.length} rules, ${signals.length} signals, ${innocent.length} innocent checks, no error.`,
    );
  nextStep(`ringfence policy test ${path.relative('.', file)}`);
}

function runCases(file: string, json: boolean): void {
  const results = testPolicy(policyFrom(file));
  for (const result of results) {
    if (json) printJson({ file, ...result });
    else
      printLine(
        `${result.ok ? paint.green('ok  ') : paint.red('FAIL')} ${result.says}${result.ok ? '' : `: expected ${result.expected}, got ${result.got}`}`,
      );
  }
  const failed = results.filter(result => !result.ok).length;
  if (!json) printLine(`${results.length - failed} of ${results.length} cases as written.`);
  if (failed > 0)
    throw new CommandFailure(exitCodes.gate, 'cases_failed', `${failed} cases of ${file} come out otherwise.`);
}
