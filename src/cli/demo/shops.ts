import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, Option } from 'commander';
import type { SimulationRequest } from '../../sim/world.ts';
import { fingerprintFile } from '../../store/import-progress.ts';
import type { Node } from '../../store/node.ts';
import { within } from '../commands/simulate.ts';
import { CommandFailure, exitCodes, usageFailure } from '../exit.ts';
import { count } from '../output.ts';
import type { ServeFlags } from '../serving.ts';
import { describeRequest, makeShop, type SimulatedShop, shopIn, usualRequest } from './simulated-shop.ts';

export interface DemoFlags extends ServeFlags {
  readonly serve: boolean;
  readonly shop: 'simulated' | 'corner';
  readonly seed?: number;
  readonly accounts?: number;
  readonly days?: number;
  readonly fraudShare?: number;
  readonly hardness?: number;
}

/** A shop whose events can be imported. */
export interface PreparedShop {
  /** What it is, in a sentence's beginning. */
  readonly is: string;
  readonly events: string;
  /** File of what is true of its claims, where that is known. */
  readonly truth: string | null;
  /** Whether it was simulated just now. */
  readonly made: boolean;
}

const cornerFile = (file: string): string =>
  fileURLToPath(new URL(`../../../examples/corner-shop/${file}`, import.meta.url));

/** The options that say which shop is shown. Those of the simulation have no defaults, to tell what was asked for from what was not. */
export function shopOptions(command: Command): Command {
  const { seed, accounts, days, fraudShare, hardness } = usualRequest;
  const usually = (value: number): string => `(default: ${value})`;
  return command
    .addOption(
      new Option('--shop <name>', 'the simulated shop, or the small one written by hand')
        .choices(['simulated', 'corner'])
        .default('simulated'),
    )
    .option(
      '--seed <n>',
      `number that decides everything in the simulation ${usually(seed)}`,
      within(0, 4_294_967_295, true),
    )
    .option('--accounts <n>', `customer accounts ${usually(accounts)}`, within(200, 500_000, true))
    .option('--days <n>', `days, from 1 August 2025 ${usually(days)}`, within(30, 1_100, true))
    .option('--fraud-share <x>', `share of claims that are fraudulent ${usually(fraudShare)}`, within(0, 0.1, false))
    .option('--hardness <x>', `how careful the refund services are, 0 to 1 ${usually(hardness)}`, within(0, 1, false));
}

/** Each shop has a data directory of its own, so that neither is mixed with the other or with the user's own events. */
export function usualDirectory({ shop }: DemoFlags): string {
  return path.join('.ringfence', shop === 'corner' ? 'corner' : 'demo');
}

/** The terms that the shop has laid down, unless the user names others. */
export function termsOf({ shop, terms }: DemoFlags): { readonly terms?: string } {
  return shop === 'corner' && terms === undefined ? { terms: cornerFile('terms.yaml') } : {};
}

/** What of the simulation was asked for. */
function asked({ seed, accounts, days, fraudShare, hardness }: DemoFlags): Partial<SimulationRequest> {
  const all = Object.entries({ seed, accounts, days, fraudShare, hardness });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** Refuses options that would be left unread; to be asked before anything is opened. */
export function checkShopFlags(flags: DemoFlags): void {
  if (flags.shop === 'corner' && Object.keys(asked(flags)).length > 0)
    throw usageFailure(
      '--seed, --accounts, --days, --fraud-share and --hardness are for the simulated shop.',
      'Leave them out, or leave --shop corner out.',
    );
}

/** The shop that was asked for, simulated where it is not there yet; fails where the store is in use for something else. */
export async function prepareShop(node: Node, flags: DemoFlags, signal: AbortSignal): Promise<PreparedShop> {
  if (flags.shop === 'corner')
    return { is: 'The example shop "Corner & Co"', events: cornerFile('events.ndjson.gz'), truth: null, made: false };
  const there = shopIn(flags.data, asked(flags));
  await refuseForeign(node, flags.data, there);
  const { request, counts, events, truth } = there ?? (await makeShop(flags.data, asked(flags), signal));
  return {
    is: `A simulated shop (${describeRequest(request)}): ${count(counts.orders)} orders`,
    events,
    truth,
    made: there === null,
  };
}

/** A store with facts that are not this shop's, such as one's own, would be spoilt by invented ones. */
async function refuseForeign(node: Node, directory: string, shop: SimulatedShop | null): Promise<void> {
  const fingerprint = shop === null ? null : await fingerprintFile(shop.events);
  const result = await node.database.query<{ foreign: boolean }>(
    `select exists (select from event_log) and not exists (select from imports where fingerprint = $1) as foreign`,
    [fingerprint],
  );
  if (result.rows[0]!.foreign)
    throw new CommandFailure(
      exitCodes.conflict,
      'store_in_use',
      process.env['DATABASE_URL']
        ? 'The database that DATABASE_URL names holds other events already.'
        : `The data directory ${directory} holds other events already.`,
      'The demo would mix invented events with them. Name another directory with --data, or another database.',
    );
}
