import { type Command, InvalidArgumentError } from 'commander';
import type { Simulated } from '../../sim/simulate.ts';
import { isOccupied, writeWorld } from '../../sim/write/files.ts';
import { refuseFor } from '../../store/embedded/directory.ts';
import { errorCode } from '../../store/embedded/refusal.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { count, nextStep, printJson, printLine } from '../output.ts';
import { Progress } from '../progress.ts';

interface Flags {
  readonly seed: number;
  readonly accounts: number;
  readonly days: number;
  readonly fraudShare: number;
  readonly hardness: number;
  readonly registrations: number;
  readonly out: string;
  readonly gzip?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function within(least: number, most: number, whole: boolean): (text: string) => number {
  return text => {
    const value = Number(text);
    if (
      text.trim() === '' ||
      !Number.isFinite(value) ||
      value < least ||
      value > most ||
      (whole && !Number.isInteger(value))
    )
      throw new InvalidArgumentError(`It must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`);
    return value;
  };
}

/** An empty name would be the current directory, which nobody means by it: a variable of a script was not set. */
function directoryName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must name a directory; "." is the current one.');
  return text;
}

export function addSimulate(program: Command): void {
  program
    .command('simulate')
    .summary('make a shop with known truth: events, rings, insiders, boasts')
    .description(
      'Makes the events of a simulated shop, and beside them what is true: which claims are fraudulent, who is behind them.\nThe same arguments make the same files.',
    )
    .requiredOption('--out <dir>', 'directory to write to', directoryName)
    .option('--seed <n>', 'number that decides everything else', within(0, 4_294_967_295, true), 1)
    .option('--accounts <n>', 'customer accounts', within(200, 500_000, true), 5_000)
    .option('--days <n>', 'days, from 1 August 2025', within(30, 1_100, true), 180)
    .option('--fraud-share <x>', 'share of claims that are fraudulent', within(0, 0.1, false), 0.02)
    .option('--hardness <x>', 'how careful the refund services are, 0 to 1', within(0, 1, false), 0.5)
    .option('--registrations <n>', 'registrations to screen', within(0, 1_000_000, true), 500)
    .option('--gzip', 'compress the files of lines')
    .option('--force', 'write although the directory holds something, in the place of an earlier world')
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence simulate --out world\n  ringfence simulate --seed 7 --accounts 50000 --hardness 0.8 --gzip --out world',
    )
    .action((_options: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      const counts = makeWorld(flags);
      if (flags.json) printJson({ out: flags.out, ...counts });
      else
        printLine(
          `${count(counts.events)} events of ${count(counts.orders)} orders and ${count(counts.claims)} claims (${count(counts.fraud)} fraudulent) in ${flags.out}.`,
        );
      nextStep(`ringfence import ${flags.out}/events.ndjson${flags.gzip === true ? '.gz' : ''}`);
    });
}

function makeWorld(flags: Flags): Simulated['counts'] {
  const { seed, accounts, days, fraudShare, hardness, registrations, out } = flags;
  const request = { seed, accounts, days, fraudShare, hardness, registrations };
  try {
    if (isOccupied(out) && flags.force !== true)
      throw new CommandFailure(
        exitCodes.conflict,
        'occupied',
        `The directory ${out} holds something already.`,
        'Name another, or add --force.',
      );
    const progress = new Progress('Simulating', 'events');
    try {
      return writeWorld(request, out, flags.gzip === true, (day, events) => progress.update((day + 1) / days, events))
        .counts;
    } finally {
      progress.end();
    }
  } catch (error) {
    throw writeFailure(error, out);
  }
}

/** What to tell where the system does not take the world. An error that is no answer of the system is a fault of ours, and stays as it is. */
export function writeFailure(error: unknown, out: string): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  if (errorCode(error) === 'ENOTDIR')
    return new CommandFailure(
      exitCodes.usage,
      'not_a_directory',
      `${out} cannot be a directory: it is a file, or lies under one.`,
      'Name another directory with --out; one that is not there yet is made.',
    );
  const { code } = refuseFor(error, out);
  if (code === 'disk_full')
    return new CommandFailure(
      exitCodes.failed,
      code,
      `There is no space left on the disk that holds ${out}; nothing of this world was kept.`,
      'Free some space there, name another directory with --out, or make a smaller world, with --gzip.',
    );
  if (code === 'directory_unwritable')
    return new CommandFailure(
      exitCodes.notAllowed,
      code,
      `The directory ${out} cannot be written by this user: ${error.message}.`,
      'Give this user the right to write there, or name another directory with --out.',
    );
  return new CommandFailure(
    exitCodes.failed,
    code,
    `The directory ${out} cannot be used: ${error.message}.`,
    'Name another directory with --out.',
  );
}
