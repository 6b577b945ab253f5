import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type Moment, parseMoment } from '../../domain/time.ts';
import { readDossiers } from '../../store/dossiers.ts';
import type { Node } from '../../store/node.ts';
import { readReport, type StoreReport } from '../../store/report.ts';
import { forMarkdown, forTerminal } from '../document.ts';
import { CommandFailure, exitCodes, usageFailure } from '../exit.ts';
import { count, nextStep, note, printJson, printLine } from '../output.ts';
import { reportBlocks, reportJson, type ToldClaim } from '../report.ts';
import { tellStory } from '../story.ts';
import { costliest } from '../telling.ts';
import { type StoreFlags, withNode } from '../with-node.ts';

/** More would not be read, and every one is told on a screenful. */
const topMax = 1_000;

export function addReport(program: Command): void {
  program
    .command('report')
    .summary('what the record shows: findings, answers, and why')
    .description(
      'Reports on what is in the store: what the unit ledger found in every order from which value went back, what the claims\nwould have been answered and why, what could not be known, and the costliest cases in full.',
    )
    .option('--top <n>', 'how many of the costliest claims and findings to show', '10')
    .option('--out <file>', 'write it as Markdown to this file')
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence report\n  ringfence report --top 3 --out report.md\n  ringfence report --json | jq .ledger.by_kind',
    )
    .action(async (_options: unknown, command: Command) => {
      const flags = command.optsWithGlobals<StoreFlags & { top: string; out?: string }>();
      const top = Number(flags.top);
      if (!Number.isInteger(top) || top < 0 || top > topMax)
        throw usageFailure(`--top is a whole number from 0 to ${topMax}, not "${flags.top}".`);
      await withNode(flags, async node => {
        const made = await makeReport(node, top);
        if (flags.out !== undefined) writeMarkdown(flags.out, made);
        if (flags.json) printJson(reportJson(made.report, made.told, made.asOf));
        else if (flags.out !== undefined)
          note(`The report on ${count(made.report.claims.decided)} claims is in ${flags.out}.`);
        else printLine(forTerminal(reportBlocks(made.report, made.told, made.asOf)));
        if (flags.out === undefined && !flags.json) nextStep('ringfence export findings --out findings.ndjson');
      });
    });
}

export interface MadeReport {
  readonly report: StoreReport;
  readonly told: readonly ToldClaim[];
  readonly asOf: Moment;
}

/** Reads the report and tells the `top` costliest claims of it. */
export async function makeReport(node: Node, top: number): Promise<MadeReport> {
  const asOf = node.clock.next();
  const report = await readReport(node, asOf, top);
  const decisions = top === 0 ? [] : await costliest(node.database, top);
  const told: ToldClaim[] = [];
  for (const [index, decision] of decisions.entries()) {
    const dossier = await readDossiers(node.database, [decision.order_id], parseMoment(decision.known_until)!);
    told.push({
      decision,
      story: tellStory(decision, dossier.get(decision.order_id)!, `Claim ${index + 1} of ${decisions.length}`),
    });
  }
  return { report, told, asOf };
}

export function writeMarkdown(file: string, { report, told, asOf }: MadeReport): void {
  try {
    writeFileSync(file, forMarkdown(reportBlocks(report, told, asOf)));
  } catch (error) {
    throw new CommandFailure(
      exitCodes.failed,
      'not_writable',
      `The report cannot be written to ${file}: ${(error as Error).message}`,
      'Name another file with --out.',
    );
  }
}
