import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from '../decide/environment.ts';
import { type LoadedPolicy, loadPolicy } from '../decide/policy/load.ts';
import type { Policy } from '../decide/policy/policy.ts';
import { CommandFailure, exitCodes } from './exit.ts';

/** The policy that comes with Ringfence. */
export const dayOnePolicy = fileURLToPath(new URL('../../policies/day-one.yaml', import.meta.url));

export function readPolicyText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new CommandFailure(
      exitCodes.notFound,
      'policy_not_found',
      `The policy ${file} cannot be read: ${reason}.`,
      'Name another with --policy.',
    );
  }
}

export function checkPolicyFile(file: string): LoadedPolicy {
  return loadPolicy(readPolicyText(file), environment);
}

/** The policy to decide by, or a failure that shows every problem with its line. */
export function policyFrom(file: string): Policy {
  const loaded = checkPolicyFile(file);
  if (loaded.ok) return loaded.policy;
  const problems = loaded.problems.map(
    problem => `  ${path.basename(file)}:${problem.line}:${problem.column} ${problem.message}`,
  );
  throw new CommandFailure(
    exitCodes.usage,
    'policy_invalid',
    `The policy ${file} cannot be used:\n${problems.join('\n')}`,
    `Mend it and run "ringfence policy check ${file}".`,
  );
}
