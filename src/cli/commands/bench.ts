import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { CommandFailure, exitCodes, usageFailure } from '../exit.ts';
import { note, printJson, printLine } from '../output.ts';

const folder = fileURLToPath(new URL('../../../bench/', import.meta.url));
/** Files of bench/ that the benchmarks share. */
const shared = new Set(['harness.ts', 'load.ts', 'traffic.ts']);

interface Bench {
  run(options: { args: string[] }): Promise<void>;
}

export function addBench(program: Command): void {
  program
    .command('bench')
    .summary('run the benchmarks of this checkout')
    .description(
      'Runs benchmarks, writes bench/results/NAME.json with machine and commit, and prints the figures beside what they are compared with.',
    )
    .argument('[name]', 'benchmark; all of them when none is named')
    .argument('[args...]', 'what the benchmark takes')
    .option('--list', 'list the benchmarks')
    .addHelpText('after', '\nExamples:\n  ringfence bench --list\n  ringfence bench policy\n  npm run bench -- import')
    .action(async (name: string | undefined, args: string[], options: { list?: boolean }, command: Command) => {
      const names = available();
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      if (options.list) {
        for (const each of names) {
          if (json) printJson({ bench: each });
          else printLine(each);
        }
        return;
      }
      if (name !== undefined && !names.includes(name))
        throw usageFailure(`There is no benchmark "${name}".`, `Use one of: ${names.join(', ')}.`);
      for (const each of name === undefined ? names : [name]) {
        note(`Running ${each} ...`);
        const bench = (await import(pathToFileURL(path.join(folder, `${each}.ts`)).href)) as Bench;
        await bench.run({ args });
      }
    });
}

function available(): string[] {
  if (!existsSync(folder)) {
    throw new CommandFailure(
      exitCodes.notFound,
      'no_benchmarks',
      'The published package has no benchmarks.',
      'Run them in a checkout of the repository: npm run bench.',
    );
  }
  return readdirSync(folder)
    .filter(file => file.endsWith('.ts') && !shared.has(file))
    .map(file => file.slice(0, -3))
    .sort();
}
