import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { Decision } from '../../domain/decision.ts';
import { parseMoment } from '../../domain/time.ts';
import { readDossiers } from '../../store/dossiers.ts';
import type { Node } from '../../store/node.ts';
import { tidy } from '../../store/upkeep.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { interruptSignal } from '../interrupt.ts';
import { count, note, paint, printJson, printLine } from '../output.ts';
import { checkServeFlags, runServer, type ServeFlags, serveOptions } from '../serving.ts';
import { decideAllWaiting } from '../shadow.ts';
import { tellStory } from '../story.ts';
import { mostTelling } from '../telling.ts';
import { withNode } from '../with-node.ts';
import { importFile } from './import.ts';

const shop = (file: string): string => fileURLToPath(new URL(`../../../examples/corner-shop/${file}`, import.meta.url));
const storiesTold = 3;
const defaultDirectory = '.ringfence/demo';

export function addDemo(program: Command): void {
  serveOptions(
    program
      .command('demo')
      .summary('an example shop: its events in, its claims decided, three stories told, the server up')
      .description(
        'Imports the small example shop, decides every claim in it with what was known at its moment, tells the three\nmost telling stories, and leaves the server up.',
      )
      .option('--no-serve', 'end after the stories')
      .addHelpText('after', '\nExamples:\n  ringfence demo\n  ringfence demo --no-serve'),
  ).action(async (_options: unknown, command: Command) => {
    const flags = command.optsWithGlobals<ServeFlags & { serve: boolean }>();
    checkServeFlags(flags);
    const own = command.parent?.getOptionValueSource('data') === 'default' ? { data: defaultDirectory } : {};
    await withNode(
      { ...flags, ...own, terms: flags.terms ?? shop('terms.yaml') },
      node => demonstrate(node, flags),
      flags.serve,
    );
  });
}

async function demonstrate(node: Node, flags: ServeFlags & { serve: boolean }): Promise<void> {
  const signal = interruptSignal('the demo is started again with the same command.');
  const { step } = await importFile(node, shop('events.ndjson.gz'), { arrival: 'event' }, signal);
  await tidy(node.database);
  await decideAllWaiting(node, signal);
  if (signal.aborted)
    throw new CommandFailure(
      exitCodes.interrupted,
      'interrupted',
      'Stopped before the stories.',
      'Run the same command again to go on.',
    );
  const outcomes = await countOutcomes(node);
  if (flags.json) printJson({ events: step.accepted, outcomes: Object.fromEntries(outcomes) });
  else printOverview(outcomes, step.accepted);
  const told = await mostTelling(node.database, storiesTold);
  if (flags.json) for (const decision of told) printJson(decision);
  else await tellStories(node, told);
  if (flags.serve)
    await runServer(
      node,
      flags,
      signal,
      `curl -s http://${flags.host}:${flags.port}/v1/claims/${told[0]?.claim_id}/decision`,
    );
  else note('Next: ringfence demo serves the API on top; examples/corner-shop/README.md tells all the stories.');
}

async function tellStories(node: Node, told: readonly Decision[]): Promise<void> {
  for (const [index, decision] of told.entries()) {
    const dossier = await readDossiers(node.database, [decision.order_id], parseMoment(decision.known_until)!);
    printLine(`\n${paint.dim('─'.repeat(96))}\n`);
    printLine(tellStory(decision, dossier.get(decision.order_id)!, `Story ${index + 1} of ${told.length}`));
  }
  printLine(`\n${paint.dim('─'.repeat(96))}\n`);
}

async function countOutcomes(node: Node): Promise<ReadonlyMap<string, number>> {
  const result = await node.database.query<{ outcome: string; n: number }>(
    'select outcome, count(*) as n from decisions group by 1 order by 1',
  );
  return new Map(result.rows.map(row => [row.outcome, row.n]));
}

function printOverview(by: ReadonlyMap<string, number>, events: number): void {
  const total = [...by.values()].reduce((sum, n) => sum + n, 0);
  printLine(
    `\nThe example shop "Corner & Co": ${count(events)} events of 14 months, ${total} refund claims, each decided with what was known when it was filed:\n` +
      `  ${paint.green(`${by.get('pay') ?? 0} paid at once`)}, ${paint.cyan(`${by.get('pay_after_return') ?? 0} paid after return`)}, ${paint.yellow(`${by.get('ask') ?? 0} asked`)}, ${paint.magenta(`${by.get('review') ?? 0} for a person`)}\n` +
      `The ${storiesTold} most telling of those that were not simply paid:`,
  );
}
