import type { Command } from 'commander';
import { type Detected, detectRings } from '../../store/detect-rings.ts';
import { placeIn } from '../../store/detection-steps.ts';
import type { Node } from '../../store/node.ts';
import { RingSearch } from '../../store/ring-search.ts';
import { ringSummary } from '../../store/ring-view.ts';
import { lastRingRun, listRings } from '../../store/rings.ts';
import { DetectionShown } from '../detection-shown.ts';
import { CommandFailure, exitCodes, usageFailure } from '../exit.ts';
import { interruptSignal } from '../interrupt.ts';
import { nextStep, printJson, printLine } from '../output.ts';
import { ringPage, ringTable, runShown } from '../ring-page.ts';
import { type StoreFlags, withNode } from '../with-node.ts';

const kinds = ['rings'] as const;

/** Rings that the table shows; the list of rings shows all. */
const shownMax = 20;

export function addDetect(program: Command): void {
  program
    .command('detect')
    .summary('find the rings behind the claims')
    .description(
      "Searches all that the log has, in a process of low priority, and says what stands out of chance. What it finds is known to later\ndecisions, with its age; nothing else follows from it. People's verdicts (ringfence rings judge) are respected.",
    )
    .argument('[what]', `what to look for: ${kinds.join(', ')}; all when none is named`)
    .addHelpText('after', '\nExamples:\n  ringfence detect\n  ringfence detect rings --json | jq .score')
    .action(async (what: string | undefined, _options: unknown, command: Command) => {
      const flags = command.optsWithGlobals<StoreFlags>();
      if (what !== undefined && !kinds.includes(what as never))
        throw usageFailure(
          `There is no detection called "${what}".`,
          `Use one of: ${kinds.join(', ')}, or none for all.`,
        );
      const signal = interruptSignal('nothing of this run is kept.');
      await withNode(flags, async node => {
        const detected = await detectWithProgress(node, signal);
        await show(node, flags, detected);
      }).catch(error => {
        throw withServersWay(error);
      });
    });
}

/** Whoever has the data directory is most often a server, which looks for rings when it is asked to. */
function withServersWay(error: unknown): unknown {
  if (!(error instanceof CommandFailure) || error.code !== 'directory_in_use') return error;
  const { exitCode, code, message, advice } = error;
  return new CommandFailure(
    exitCode,
    code,
    message,
    'If that is "ringfence serve", have it look for rings now: POST /v1/rings/detections at its address, such as\n' +
      '  curl -X POST http://127.0.0.1:7411/v1/rings/detections\n' +
      `(with a key that has rings:judge, once there are keys); GET /v1/rings/detections/current tells how far it is. ${advice}`,
  );
}

async function detectWithProgress(node: Node, signal: AbortSignal): Promise<Extract<Detected, { kind: 'done' }>> {
  const search = new RingSearch(node.database);
  const shown = new DetectionShown();
  let detected: Detected;
  try {
    detected = await detectRings(node, search, signal, progress => shown.tell(placeIn(progress)));
  } finally {
    shown.end();
    search.end();
  }
  switch (detected.kind) {
    case 'done':
      return detected;
    case 'stopped':
      throw new CommandFailure(exitCodes.interrupted, 'interrupted', 'Stopped; nothing of this run was kept.');
    case 'overtaken':
      throw new CommandFailure(
        exitCodes.conflict,
        'overtaken',
        'Another detection that began later was written first; nothing of this run was kept.',
        'Read its rings with "ringfence rings list".',
      );
  }
}

async function show(node: Node, flags: StoreFlags, detected: Extract<Detected, { kind: 'done' }>): Promise<void> {
  if (flags.json) {
    const rings = await listRings(node.database, { gone: false, after: null, limit: detected.rings });
    for (const ring of rings) printJson({ kind: 'ring', ...ringSummary(ring) });
    return;
  }
  const rings = await listRings(node.database, { gone: false, after: null, limit: shownMax });
  printLine(runShown((await lastRingRun(node.database))!));
  const [strongest] = rings;
  if (strongest === undefined) {
    nextStep('ringfence report');
    return;
  }
  printLine(`\n${ringTable(rings.map(({ body }) => body))}`);
  if (detected.rings > rings.length) printLine(`... and ${detected.rings - rings.length} more: ringfence rings list`);
  printLine(`\n${ringPage(strongest.body)}`);
  nextStep(`ringfence rings show ${strongest.body.ring_id}`);
}
