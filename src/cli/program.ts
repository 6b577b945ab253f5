import { Command, CommanderError } from 'commander';
import { addBench } from './commands/bench.ts';
import { addDecide } from './commands/decide.ts';
import { addDemo } from './commands/demo.ts';
import { addDetect } from './commands/detect.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addKeys } from './commands/keys.ts';
import { addPolicy } from './commands/policy.ts';
import { addQuarantine } from './commands/quarantine.ts';
import { addRebuild } from './commands/rebuild.ts';
import { addReport } from './commands/report.ts';
import { addRings } from './commands/rings.ts';
import { addServe } from './commands/serve.ts';
import { addSimulate } from './commands/simulate.ts';
import { CommandFailure, exitCodes } from './exit.ts';
import { endQuietlyOnClosedPipe, note, paint, printJson } from './output.ts';
import { version } from './version.ts';
import { defaultDirectory } from './with-node.ts';

const exitCodeHelp = `
Exit codes:
  0 done    1 failed    2 wrong usage or invalid input    3 a gate was set and not met    4 not allowed
  5 not found    6 conflict, or a second person is needed    130 interrupted`;

function build(): Command {
  const program = new Command('ringfence')
    .description(
      'Defends shops and marketplaces against organised refund fraud:\ndecides refund claims with reasons, and keeps the proof.',
    )
    .version(version)
    .option(
      '--data <dir>',
      'data directory of the embedded database (DATABASE_URL names a server instead)',
      defaultDirectory,
    )
    .option('--policy <file>', 'policy to decide by; the one that comes along when none is named')
    .option('--terms <file>', 'what your shop has laid down (YAML): sites, return terms, tolerances')
    .option('--json', 'answer in JSON, one object a line')
    .option('--verbose', 'say more on stderr')
    .option('--debug', 'show where an unexpected error came from')
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help for usage and examples)')
    .configureHelp({ sortSubcommands: false })
    .addHelpText(
      'after',
      `\nExamples:\n  ringfence demo\n  ringfence import events.ndjson.gz\n  ringfence serve\n${exitCodeHelp}`,
    )
    .exitOverride();
  for (const add of [
    addDemo,
    addServe,
    addImport,
    addDecide,
    addDetect,
    addRings,
    addReport,
    addExport,
    addQuarantine,
    addPolicy,
    addKeys,
    addRebuild,
    addDoctor,
    addSimulate,
    addBench,
  ])
    add(program);
  for (const command of everyCommand(program)) command.exitOverride();
  return program;
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

async function main(argv: readonly string[]): Promise<number> {
  const program = build();
  if (argv.length <= 2) {
    program.outputHelp();
    return exitCodes.done;
  }
  try {
    await program.parseAsync(argv as string[]);
    return process.exitCode === undefined ? exitCodes.done : Number(process.exitCode);
  } catch (error) {
    return report(error, program.opts<{ json?: boolean; debug?: boolean }>());
  }
}

function report(error: unknown, flags: { json?: boolean; debug?: boolean }): number {
  if (error instanceof CommanderError) return reportUsage(error, flags);
  const failure = error instanceof CommandFailure ? error : null;
  const message = error instanceof Error ? error.message : String(error);
  const code = failure?.code ?? 'unexpected';
  if (flags.json) printJson({ error: { code, message, advice: failure?.advice ?? '' } });
  note(`${paint.red('Error:')} ${message}`);
  if (failure !== null && failure.advice !== '') note(failure.advice);
  if (failure === null) {
    if (flags.debug && error instanceof Error) note(error.stack ?? '');
    else
      note(
        'This was not expected. Run it again with --debug for the place, and "ringfence doctor" for a check of the installation.',
      );
  }
  return failure?.exitCode ?? exitCodes.failed;
}

/** Commander has told it on stderr by now. */
function reportUsage(error: CommanderError, flags: { json?: boolean }): number {
  if (error.exitCode === 0) return exitCodes.done;
  const message = error.message.replace(/^error: /, '');
  if (flags.json) printJson({ error: { code: 'usage', message, advice: 'Add --help for usage and examples.' } });
  return exitCodes.usage;
}

endQuietlyOnClosedPipe();
process.exitCode = await main(process.argv);
