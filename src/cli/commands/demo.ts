import type { Command } from 'commander';
import type { Decision } from '../../domain/decision.ts';
import type { Node } from '../../store/node.ts';
import { tidy } from '../../store/upkeep.ts';
import { besideTruth, overview } from '../demo/overview.ts';
import {
  checkShopFlags,
  type DemoFlags,
  type PreparedShop,
  prepareShop,
  shopOptions,
  termsOf,
  usualDirectory,
} from '../demo/shops.ts';
import { Stages } from '../demo/stages.ts';
import { type DecidedClaims, sumOf, tallyClaims } from '../demo/tally.ts';
import { type ClaimTruth, readTruth, tellTruth } from '../demo/truth.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { interruptSignal } from '../interrupt.ts';
import { count, note, paint, printJson, printLine } from '../output.ts';
import { checkServeFlags, runServer, serveOptions } from '../serving.ts';
import { decideAllWaiting } from '../shadow.ts';
import { tellStory } from '../story.ts';
import { factsToTell, mostTelling } from '../telling.ts';
import { withNode } from '../with-node.ts';
import { wrap } from '../wrap.ts';
import { importFile } from './import.ts';

const storiesTold = 3;
const ruler = '─'.repeat(96);

export function addDemo(program: Command): void {
  serveOptions(
    shopOptions(
      program
        .command('demo')
        .summary('a simulated shop: its claims decided, three stories told, the server up')
        .description(
          'Simulates a shop with refund services, insiders and honest customers who look like them, imports its events, decides\nevery claim in it with what was known at its moment, tells the stories of the three most costly doubtful ones, and leaves\nthe server up. Started again it goes on with the shop that is there. It needs no network.',
        ),
    ).option('--no-serve', 'end after the stories'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence demo\n  ringfence demo --seed 7 --fraud-share 0.05 --data shop-7\n  ringfence demo --shop corner\n  ringfence demo --no-serve',
    )
    .action(async (_options: unknown, command: Command) => {
      const given = command.optsWithGlobals<DemoFlags>();
      checkServeFlags(given);
      checkShopFlags(given);
      const usual = command.parent?.getOptionValueSource('data') === 'default';
      const flags = { ...given, data: usual ? usualDirectory(given) : given.data, ...termsOf(given) };
      await withNode(flags, node => demonstrate(node, flags), flags.serve);
    });
}

async function demonstrate(node: Node, flags: DemoFlags): Promise<void> {
  const stages = new Stages();
  stages.end('start');
  const signal = interruptSignal('the same command goes on from there.');
  const shop = await prepareShop(node, flags, signal);
  if (shop.made) stages.end('simulating');
  const { step, taken } = await importFile(node, shop.events, { arrival: 'event' }, signal);
  goOnUnless(signal);
  if (taken > 0) await tidy(node.database);
  stages.end('importing');
  await decideAllWaiting(node, signal);
  goOnUnless(signal);
  stages.end('deciding');
  const truths = shop.truth === null ? null : await readTruth(shop.truth);
  const claims = await tallyClaims(node.database, truths);
  if (flags.json) printJson({ shop: shop.is, events: step.accepted, ...asJson(claims) });
  else printOverview(shop, claims, step.accepted);
  const told = mostTelling(claims.held, storiesTold);
  if (flags.json) for (const decision of told) printJson(decision);
  else await tellStories(node, told, truths);
  stages.end('telling');
  note(paint.dim(`Took ${stages.summary()}.`));
  if (!flags.serve) note('Next: ringfence demo serves the API on top.');
  else await runServer(node, flags, signal, `curl -s {url}/v1/claims/${told[0]?.claim_id}/decision`);
}

/** Ends the command where it was interrupted: all that was done so far is kept. */
function goOnUnless(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new CommandFailure(
    exitCodes.interrupted,
    'interrupted',
    'Stopped before the stories.',
    'Run the same command again to go on.',
  );
}

function printOverview(shop: PreparedShop, claims: DecidedClaims, events: number): void {
  printLine(`\n${wrap(`${paint.bold(shop.is)}, ${count(events)} events.`, 96)}\n`);
  printLine(overview(claims));
  if (claims.byTruth !== null) printLine(`\n${besideTruth(claims.byTruth)}`);
}

async function tellStories(
  node: Node,
  told: readonly Decision[],
  truths: ReadonlyMap<string, ClaimTruth> | null,
): Promise<void> {
  for (const [index, decision] of told.entries()) {
    const facts = await factsToTell(node.database, decision);
    const truth = truths?.get(decision.claim_id);
    printLine(`\n${paint.dim(ruler)}\n`);
    printLine(tellStory(decision, facts, `Story ${index + 1} of ${told.length}`));
    if (truth !== undefined) {
      const told = wrap(`${tellTruth(truth)}. (Only the simulation knows.)`, 94, 11);
      printLine(paint.bold('In truth'.padEnd(11)) + told.trimStart());
    }
  }
  printLine(`\n${paint.dim(ruler)}\n`);
}

/** Counts, sums in US dollars by reference rates. */
function asJson({ all, expectedLoss, byTruth }: DecidedClaims): object {
  return { claims: sumOf(all).claims, outcomes: all, expected_loss_usd: expectedLoss, simulated_truth: byTruth };
}
