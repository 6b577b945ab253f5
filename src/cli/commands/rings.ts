import type { Command } from 'commander';
import type { Node } from '../../store/node.ts';
import { judgeRing, type RingJudgement, ringVerdicts } from '../../store/ring-verdicts.ts';
import { ringSummary, ringView, verdictView } from '../../store/ring-view.ts';
import { findRing, lastRingRun, listRings, type StoredRing } from '../../store/rings.ts';
import { verdictsOnRing } from '../../store/verdicts-on-ring.ts';
import { CommandFailure, exitCodes, usageFailure } from '../exit.ts';
import { nextStep, printJson, printLine } from '../output.ts';
import { memberLines, ringPage, ringTable, runShown, verdictLine } from '../ring-page.ts';
import { type StoreFlags, withNode } from '../with-node.ts';

/** Rings read at a time. */
const pageSize = 500;

type JudgeFlags = StoreFlags & {
  readonly account?: string;
  readonly value?: string;
  readonly verdict: string;
  readonly by: string;
  readonly reason: string;
};

export function addRings(program: Command): void {
  const rings = program
    .command('rings')
    .summary('list, show and judge the rings that were found')
    .description(
      'The rings as the last detection left them. A verdict of a named person is kept for good, and the next detection respects it.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence rings list\n  ringfence rings judge ring-0a1b2c3d4e5f --account A-77 --verdict not_member --by "Ada Lovelace" --reason "shares a flat with a member"',
    );
  rings
    .command('list')
    .description('Lists the rings that stand, the strongest first.')
    .option('--gone', 'those that are no longer found')
    .addHelpText('after', '\nExample:\n  ringfence rings list --json | jq -r .ring_id')
    .action((_options: unknown, command: Command) => list(command.optsWithGlobals<StoreFlags & { gone?: boolean }>()));
  rings
    .command('show')
    .description(
      'Shows one ring: why, who, with what, what could explain it innocently, and what people said of it. Under each member stand the two\nlinks that tie them most; --json has all links, with the numbers of the facts behind them. Verdicts that were said when the ring had another id name that one.',
    )
    .argument('<ring>', 'id of the ring, as listed')
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence rings show ring-0a1b2c3d4e5f\n  ringfence rings show ring-0a1b2c3d4e5f --json | jq .members[0].links',
    )
    .action((ringId: string, _options: unknown, command: Command) =>
      show(ringId, command.optsWithGlobals<StoreFlags>()),
    );
  rings
    .command('judge')
    .description(
      'Says that an account belongs to the ring or does not, that a value in it is shared by coincidence and ties nobody, or that what was said of either is withdrawn.',
    )
    .argument('<ring>', 'id of the ring, as listed')
    .option('--account <id>', 'the account that is judged')
    .option(
      '--value <value>',
      'the value that is judged, with its kind, as the ring shows it: device:d-1; or an employee of it: employee:E-7; or a stretch of its words: "words:did not turn up"',
    )
    .requiredOption('--verdict <verdict>', ringVerdicts.join(', '))
    .requiredOption('--by <name>', 'who says so')
    .requiredOption('--reason <text>', 'why, for whoever looks later')
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence rings judge ring-0a1b2c3d4e5f --account A-77 --verdict not_member --by "Ada Lovelace" --reason "shares a flat with a member"\n  ringfence rings judge ring-0a1b2c3d4e5f --value device:d-1 --verdict coincidence --by "Ada Lovelace" --reason "the tablet of a parcel shop"\n  ringfence rings judge ring-0a1b2c3d4e5f --value device:d-1 --verdict withdrawn --by "Ada Lovelace" --reason "the parcel shop has another"',
    )
    .action((ringId: string, _options: unknown, command: Command) =>
      judge(ringId, command.optsWithGlobals<JudgeFlags>()),
    );
}

async function list(flags: StoreFlags & { gone?: boolean }): Promise<void> {
  await withNode(flags, async node => {
    const run = await lastRingRun(node.database);
    const all = await allRings(node, flags.gone === true);
    if (flags.json) {
      for (const ring of all) printJson(ringSummary(ring));
      return;
    }
    if (run === null) {
      printLine('No detection has run yet.');
      nextStep('ringfence detect');
      return;
    }
    if (all.length > 0) printLine(ringTable(all.map(({ body }) => body)));
    else printLine(flags.gone === true ? 'Every ring that was ever found still stands.' : runShown(run));
    if (all.length > 0) nextStep(`ringfence rings show ${all[0]!.body.ring_id}`);
  });
}

async function allRings(node: Node, gone: boolean): Promise<StoredRing[]> {
  const all: StoredRing[] = [];
  while (true) {
    const last = all.at(-1)?.body;
    const after = last === undefined ? null : { evidence: last.evidence, ringId: last.ring_id };
    const page = await listRings(node.database, { gone, after, limit: pageSize });
    all.push(...page);
    if (page.length < pageSize) return all;
  }
}

async function show(ringId: string, flags: StoreFlags): Promise<void> {
  await withNode(flags, async node => {
    const ring = await findRing(node.database, ringId);
    if (ring === null) throw ringNotFound(ringId);
    const verdicts = (await verdictsOnRing(node.database, ring)).map(verdictView);
    if (flags.json) return printJson({ ...ringView(ring), verdicts });
    printLine(ringPage(ring.body, ring));
    printLine('\nMembers');
    for (const member of ring.body.members) for (const line of memberLines(member)) printLine(line);
    if (verdicts.length > 0) printLine('\nVerdicts');
    for (const verdict of verdicts) printLine(verdictLine(verdict, ringId));
    nextStep(`ringfence rings judge ${ringId} --help`);
  });
}

async function judge(ringId: string, flags: JudgeFlags): Promise<void> {
  const judgement = judgementOf(ringId, flags);
  await withNode(flags, async node => {
    const judged = await judgeRing(node, judgement, 'cli');
    if (!judged.ok) {
      const exit = judged.code === 'ring_not_found' ? exitCodes.notFound : exitCodes.usage;
      throw new CommandFailure(exit, judged.code, judged.message, judged.advice);
    }
    const said = verdictView(judged.fact);
    if (flags.json) return printJson({ ...said, repeated: judged.repeated });
    printLine(judged.repeated ? 'That was said before; nothing is changed.' : 'The verdict is kept.');
    nextStep('ringfence detect rings   # takes it into account');
  });
}

function judgementOf(ringId: string, { account, value, verdict, by, reason }: JudgeFlags): RingJudgement {
  if (by.trim() === '' || reason.trim() === '')
    throw usageFailure('A verdict names who says so and why.', 'Give both --by and --reason in words.');
  switch (verdict) {
    case 'member':
    case 'not_member':
      if (account === undefined || value !== undefined)
        throw usageFailure(`"${verdict}" is said of an account.`, 'Name it with --account, and leave --value out.');
      return { ringId, verdict, accountId: account, by, reason };
    case 'coincidence':
      if (value === undefined || account !== undefined)
        throw usageFailure('"coincidence" is said of a value.', 'Name it with --value, and leave --account out.');
      return { ringId, verdict, value, by, reason };
    case 'withdrawn':
      if ((account === undefined) === (value === undefined))
        throw usageFailure('What was said of an account or of a value is withdrawn.', 'Give --account or --value.');
      return value === undefined
        ? { ringId, verdict, accountId: account!, by, reason }
        : { ringId, verdict, value, by, reason };
  }
  throw usageFailure(`There is no verdict "${verdict}".`, `Use one of: ${ringVerdicts.join(', ')}.`);
}

function ringNotFound(ringId: string): CommandFailure {
  return new CommandFailure(
    exitCodes.notFound,
    'ring_not_found',
    `No ring called ${ringId} was ever found.`,
    'See "ringfence rings list", and --gone for those that are no longer found.',
  );
}
