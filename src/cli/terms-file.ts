import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { defaultTerms, type LedgerTerms } from '../ledger/terms.ts';
import { termsDocument, termsFrom } from '../ledger/terms-document.ts';
import { CommandFailure, exitCodes } from './exit.ts';

/** The terms in a file, or the defaults where none is named. */
export function readTerms(file: string | undefined): LedgerTerms {
  if (file === undefined) return defaultTerms;
  const read = termsDocument.safeParse(parseYaml(file));
  if (read.success) return termsFrom(read.data);
  const problems = read.error.issues.map(issue => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`);
  throw new CommandFailure(
    exitCodes.usage,
    'terms_invalid',
    `The terms in ${file} cannot be used:\n${problems.join('\n')}`,
    'docs/terms.md has the list of what can be laid down.',
  );
}

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new CommandFailure(
        exitCodes.notFound,
        'terms_not_found',
        `There is no terms file ${file}.`,
        'Name another with --terms.',
      );
    }
    throw new CommandFailure(
      exitCodes.usage,
      'terms_unreadable',
      `The terms in ${file} cannot be read: ${(error as Error).message}`,
      'Name another file with --terms.',
    );
  }
}
