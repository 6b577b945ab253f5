import type { Command } from 'commander';
import { digestProjections, rebuild } from '../../store/rebuild.ts';
import { tidy } from '../../store/upkeep.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { interruptSignal } from '../interrupt.ts';
import { count, note, printJson, printLine } from '../output.ts';
import { Progress } from '../progress.ts';
import { type StoreFlags, withNode } from '../with-node.ts';

export function addRebuild(program: Command): void {
  program
    .command('rebuild')
    .summary('make every projection again from the log')
    .description(
      'Empties every projection and makes it again from the log. It is one transaction: stopped, everything is as before.',
    )
    .option('--check', 'compare the projections before and after; exit code 3 if they differ')
    .addHelpText('after', '\nExamples:\n  ringfence rebuild\n  ringfence rebuild --check --json')
    .action(async (_options: unknown, command: Command) => {
      const flags = command.optsWithGlobals<StoreFlags & { check?: boolean }>();
      const signal = interruptSignal('nothing is changed.');
      await withNode(flags, async node => {
        const before = flags.check ? await digestProjections(node.database) : null;
        const facts = await rebuildWithProgress(node.database, signal);
        const after = before === null ? null : await digestProjections(node.database);
        const differing = Object.keys(before ?? {}).filter(table => before![table] !== after![table]);
        await tidy(node.database);
        if (flags.json) printJson({ facts, ...(before === null ? {} : { equal: differing.length === 0, differing }) });
        else
          printLine(
            `${count(facts)} facts projected anew${before === null ? '' : differing.length === 0 ? '; equal to before' : ''}.`,
          );
        if (differing.length > 0) {
          throw new CommandFailure(
            exitCodes.gate,
            'projections_differed',
            `These were not what the log says: ${differing.join(', ')}.`,
            'They are now. If nobody wrote to the tables by hand, please report it.',
          );
        }
      });
    });
}

async function rebuildWithProgress(database: Parameters<typeof rebuild>[0], signal: AbortSignal): Promise<number> {
  const progress = new Progress('Rebuilding', 'facts');
  let facts = 0;
  try {
    await rebuild(database, step => {
      if (signal.aborted)
        throw new CommandFailure(exitCodes.interrupted, 'interrupted', 'Stopped; the projections are as they were.');
      facts = step.facts;
      progress.update(step.facts / Math.max(1, step.total), step.facts);
    });
  } finally {
    progress.end();
  }
  if (facts === 0) note('The log is empty.');
  return facts;
}
