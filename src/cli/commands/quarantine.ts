import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Node } from '../../store/node.ts';
import { closeQuarantined, findQuarantined, listQuarantine, type StoredEntry } from '../../store/quarantine.ts';
import { replayQuarantined } from '../../store/replay.ts';
import { CommandFailure, exitCodes, usageFailure } from '../exit.ts';
import { count, nextStep, printJson, printLine } from '../output.ts';
import { decideAllWaiting } from '../shadow.ts';
import { type StoreFlags, withNode } from '../with-node.ts';

const pageSize = 500;

export function addQuarantine(program: Command): void {
  const quarantine = program
    .command('quarantine')
    .summary('list, mend and replay what was refused')
    .description('Events that were refused, with line, field and reason. Nothing is dropped unless a person does it.')
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence quarantine list\n  ringfence quarantine replay 7 --with mended.json',
    );
  quarantine
    .command('list')
    .description('Lists the open entries.')
    .option('--limit <n>', 'at most this many', '100')
    .addHelpText('after', '\nExample:\n  ringfence quarantine list --limit 20')
    .action((_options: unknown, command: Command) => list(command.optsWithGlobals<StoreFlags & { limit: string }>()));
  quarantine
    .command('show')
    .description('Shows one entry with the text that came.')
    .argument('<id>', 'number of the entry, as listed')
    .addHelpText('after', '\nExample:\n  ringfence quarantine show 7')
    .action((id: string, _options: unknown, command: Command) =>
      show(entryId(id), command.optsWithGlobals<StoreFlags>()),
    );
  quarantine
    .command('replay')
    .description(
      'Tries entries again: one with its mended event, or all that are open as they are (after a schema or an exporter was corrected).',
    )
    .argument('[id]', 'entry; all open ones when none is named')
    .option('--with <file>', 'the mended event, one JSON object; - for standard input')
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence quarantine show 7 --json | jq -r .text > mended.json   # then edit it\n  ringfence quarantine replay 7 --with mended.json\n  ringfence quarantine replay',
    )
    .action((id: string | undefined, _options: unknown, command: Command) =>
      replay(id, command.optsWithGlobals<StoreFlags & { with?: string }>()),
    );
  quarantine
    .command('drop')
    .description('Closes an entry that is no event after all.')
    .argument('<id>', 'number of the entry, as listed')
    .requiredOption('--by <name>', 'who decides that')
    .addHelpText('after', '\nExample:\n  ringfence quarantine drop 7 --by "Ada Lovelace"')
    .action((id: string, _options: unknown, command: Command) =>
      drop(entryId(id), command.optsWithGlobals<StoreFlags & { by: string }>()),
    );
}

/** The number of an entry, or a failure that shows what was given instead. */
function entryId(text: string): number {
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw usageFailure(`"${text}" is no entry.`, 'Name one by its number, as "ringfence quarantine list" shows it.');
  return Number(text);
}

function readMended(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CommandFailure(
      exitCodes.notFound,
      'file_not_found',
      `${file} cannot be read: ${(error as Error).message}.`,
      'Name the file of the mended event with --with.',
    );
  }
}

async function list(flags: StoreFlags & { limit: string }): Promise<void> {
  const limit = Number(flags.limit);
  if (!Number.isInteger(limit) || limit < 1)
    throw usageFailure(`--limit is a whole number from 1 on, not "${flags.limit}".`);
  await withNode(flags, async node => {
    const entries = await listQuarantine(node.database, { limit });
    for (const entry of entries) {
      if (flags.json) printJson(entry);
      else
        printLine(
          `${entry.id}\t${entry.origin}${entry.line === null ? '' : `:${entry.line}`}\t${entry.field} ${entry.reason}`,
        );
    }
    if (!flags.json && entries.length === 0) printLine('Nothing is in quarantine.');
    if (entries.length > 0) nextStep(`ringfence quarantine show ${entries[0]!.id}`);
  });
}

async function show(id: number, flags: StoreFlags): Promise<void> {
  await withNode(flags, async node => {
    const entry = await findQuarantined(node.database, id);
    if (entry === null)
      throw new CommandFailure(exitCodes.notFound, 'entry_not_found', `There is no entry ${id} in quarantine.`);
    if (flags.json) return printJson(entry);
    printLine(
      `Entry ${entry.id}, ${entry.state}: ${entry.origin}${entry.line === null ? '' : `, line ${entry.line}`}\n${entry.field} ${entry.reason}\n\n${entry.text}`,
    );
  });
}

async function replay(id: string | undefined, flags: StoreFlags & { with?: string }): Promise<void> {
  const mended = flags.with === undefined ? null : readMended(flags.with);
  if (id === undefined && mended !== null)
    throw new CommandFailure(exitCodes.usage, 'usage', 'Name the entry that the mended event replaces.');
  await withNode(flags, async node => {
    let replayed = 0;
    let refused = 0;
    for await (const entry of entriesOf(node, id)) {
      const result = await replayQuarantined(node, entry, mended, 'cli');
      if (result.ok) replayed++;
      else refused++;
      if (flags.json) printJson({ id: entry.id, ...result });
      else if (!result.ok && id !== undefined)
        throw new CommandFailure(
          exitCodes.usage,
          'still_refused',
          `Entry ${id} is still refused: ${result.field} ${result.reason}.`,
        );
    }
    await decideAllWaiting(node);
    if (!flags.json) printLine(`${count(replayed)} replayed${refused > 0 ? `, ${count(refused)} still refused` : ''}.`);
  });
}

async function* entriesOf(node: Node, id: string | undefined): AsyncGenerator<StoredEntry> {
  if (id !== undefined) {
    const entry = await findQuarantined(node.database, entryId(id));
    if (entry === null)
      throw new CommandFailure(exitCodes.notFound, 'entry_not_found', `There is no entry ${id} in quarantine.`);
    yield entry;
    return;
  }
  let after = 0;
  while (true) {
    const page = await listQuarantine(node.database, { after, limit: pageSize });
    if (page.length === 0) return;
    for (const entry of page) yield entry;
    after = page.at(-1)!.id;
  }
}

async function drop(id: number, flags: StoreFlags & { by: string }): Promise<void> {
  await withNode(flags, async node => {
    if (!(await closeQuarantined(node.database, id, 'dropped', flags.by)))
      throw new CommandFailure(exitCodes.notFound, 'entry_not_found', `There is no open entry ${id} in quarantine.`);
    if (flags.json) printJson({ id, state: 'dropped' });
    else printLine(`Entry ${id} is closed; it stays readable.`);
  });
}
