import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Decision } from '../../domain/decision.ts';
import { formatMoment } from '../../domain/time.ts';
import { eventKey } from '../../ingest/event-key.ts';
import { type Parsed, parseObject } from '../../ingest/parse.ts';
import type { Intake } from '../../store/append.ts';
import { Batcher } from '../../store/batcher.ts';
import { type ClaimAnswer, claimKeys, decideArrived } from '../../store/decide-claims.ts';
import type { Node } from '../../store/node.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { interruptSignal } from '../interrupt.ts';
import { note, printJson } from '../output.ts';
import { type StoreFlags, withNode } from '../with-node.ts';

/** Claims decided together; those that share an account or order wait for each other. */
const sizeMax = 200;
const queueMax = 100_000;

export function addDecide(program: Command): void {
  program
    .command('decide')
    .summary('decide claims: claims in, decisions out')
    .description(
      'Decides claims now, with all that is known. In: one claim a line, as a claim.filed event or its bare data. Out: one decision a line, in the same order.',
    )
    .argument('<file>', 'claims, one a line; - for standard input')
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence decide claims.ndjson\n  echo \'{"claim_id":"C-1", ...}\' | ringfence decide -',
    )
    .action(async (file: string, _options: unknown, command: Command) => {
      const lines = readLinesOf(file);
      const signal = interruptSignal('claims that were answered are decided; the rest are not.');
      await withNode(command.optsWithGlobals<StoreFlags>(), node => decideLines(node, lines, signal));
    });
}

function readLinesOf(file: string): string[] {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
      .split('\n')
      .filter(line => line.trim() !== '');
  } catch (error) {
    throw new CommandFailure(
      exitCodes.notFound,
      'file_not_found',
      `${file} cannot be read: ${(error as Error).message}`,
    );
  }
}

async function decideLines(node: Node, lines: readonly string[], signal: AbortSignal): Promise<void> {
  const batcher = new Batcher<Intake, ClaimAnswer>({
    work: claims => decideArrived(node, claims, 'live'),
    keysOf: claimKeys,
    sizeMax,
    queueMax,
  });
  let refused = 0;
  for (let start = 0; start < lines.length && !signal.aborted; start += sizeMax) {
    const outcomes = await Promise.all(
      lines.slice(start, start + sizeMax).map(line => decideLine(node, batcher, line)),
    );
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.ok) printJson(outcome.decision);
      else {
        const { code, message } = outcome;
        const line = start + index + 1;
        refused++;
        printJson({ error: { line, code, message } });
        note(`Line ${line}: ${message}`);
      }
    }
  }
  if (signal.aborted)
    throw new CommandFailure(
      exitCodes.interrupted,
      'interrupted',
      'Stopped; run it again to go on: what is decided stays decided.',
    );
  if (refused > 0)
    throw new CommandFailure(
      exitCodes.usage,
      'claims_refused',
      `${refused} of ${lines.length} claims were not decided; their lines say why.`,
    );
}

type LineOutcome =
  | { readonly ok: true; readonly decision: Decision }
  | { readonly ok: false; readonly code: string; readonly message: string };

async function decideLine(node: Node, batcher: Batcher<Intake, ClaimAnswer>, line: string): Promise<LineOutcome> {
  const parsed = parseClaim(node, line);
  if (!parsed.ok) return { ok: false, code: 'invalid_claim', message: `${parsed.field} ${parsed.reason}`.trim() };
  if (parsed.event.type !== 'claim.filed') {
    return {
      ok: false,
      code: 'no_claim',
      message: `an event of type ${parsed.event.type} is no claim; "ringfence import" takes other events`,
    };
  }
  const { event, body } = parsed;
  const answer = await batcher.submit({ event, body, key: eventKey(event.source, event.id).replaceAll('-', '') });
  switch (answer.kind) {
    case 'decided':
    case 'repeated':
      return { ok: true, decision: answer.decision };
    case 'conflict':
      return {
        ok: false,
        code: 'claim_conflict',
        message: `another claim was decided under the id ${answer.decision.claim_id} before; give this one its own id`,
      };
    case 'taken':
      return {
        ok: false,
        code: 'event_conflict',
        message: `the log has another event under the source and id of claim ${answer.claimId}; give every event its own id`,
      };
  }
}

/** A claim as an event, or its bare data, which then counts as filed now. */
function parseClaim(node: Node, line: string): Parsed {
  const context = { receivedAt: node.clock.next(), arrival: 'now' as const, maskingKey: node.maskingKey };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return parseObject(line, context);
  }
  if (typeof value !== 'object' || value === null || 'specversion' in value) return parseObject(value, context);
  const id = String((value as { claim_id?: unknown }).claim_id ?? 'without-id');
  return parseObject(
    {
      specversion: '1.0',
      type: 'claim.filed',
      source: 'urn:ringfence:cli',
      id,
      time: formatMoment(context.receivedAt),
      data: value,
    },
    { ...context, own: true },
  );
}
