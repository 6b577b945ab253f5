import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Decision } from '../../domain/decision.ts';
import { eventKey } from '../../ingest/event-key.ts';
import { type Parsed, parseObject } from '../../ingest/parse.ts';
import type { Intake } from '../../store/append.ts';
import { Batcher } from '../../store/batcher.ts';
import { claimKeys, decideArrived, type ClaimAnswer } from '../../store/decide-claims.ts';
import type { Node } from '../../store/node.ts';
import { formatMoment } from '../../domain/time.ts';
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
    .description('Decides claims now, with all that is known. In: one claim a line, as a claim.filed event or its bare data. Out: one decision a line, in the same order.')
    .argument('<file>', 'claims, one a line; - for standard input')
    .addHelpText('after', '\nExamples:\n  ringfence decide claims.ndjson\n  echo \'{"claim_id":"C-1", ...}\' | ringfence decide -')
    .action(async (file: string, _options: unknown, command: Command) => {
      const lines = readLinesOf(file);
      const signal = interruptSignal('claims that were answered are decided; the rest are not.');
      await withNode(command.optsWithGlobals<StoreFlags>(), node => decideLines(node, lines, signal));
    });
}

function readLinesOf(file: string): string[] {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').split('\n').filter(line => line.trim() !== '');
  } catch (error) {
    throw new CommandFailure(exitCodes.notFound, 'file_not_found', `${file} cannot be read: ${(error as Error).message}`);
  }
}

async function decideLines(node: Node, lines: readonly string[], signal: AbortSignal): Promise<void> {
  const batcher = new Batcher<Intake, ClaimAnswer>({ work: claims => decideArrived(node, claims, 'live'), keysOf: claimKeys, sizeMax, queueMax });
  let refused = 0;
  for (let start = 0; start < lines.length && !signal.aborted; start += sizeMax) {
    const answers = await Promise.all(
      lines.slice(start, start + sizeMax).map(async (line, index) => {
        const parsed = parseClaim(node, line);
        return parsed.ok ? { line: start + index + 1, answer: await batcher.submit(intakeOf(parsed)) } : { line: start + index + 1, parsed };
      }),
    );
    for (const result of answers) {
      const problem = 'parsed' in result ? { code: 'invalid_claim', field: result.parsed!.field, message: result.parsed!.reason } : conflictOf(result.answer!);
      if (problem === null) printJson((result as { answer: ClaimAnswer }).answer.decision satisfies Decision);
      else {
        refused++;
        printJson({ error: { line: result.line, ...problem } });
        note(`Line ${result.line}: ${'field' in problem ? `${problem.field} ` : ''}${problem.message}`);
      }
    }
  }
  if (signal.aborted) throw new CommandFailure(exitCodes.interrupted, 'interrupted', 'Stopped; run it again to go on: what is decided stays decided.');
  if (refused > 0) throw new CommandFailure(exitCodes.usage, 'claims_refused', `${refused} of ${lines.length} claims were not decided; their lines say why.`);
}

function conflictOf(answer: ClaimAnswer): { code: string; message: string } | null {
  if (answer.kind !== 'conflict') return null;
  return { code: 'claim_conflict', message: `another claim was decided under the id ${answer.decision.claim_id} before; give this one its own id` };
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
  return parseObject({ specversion: '1.0', type: 'claim.filed', source: 'urn:ringfence:cli', id, time: formatMoment(context.receivedAt), data: value }, context);
}

function intakeOf(parsed: Extract<Parsed, { ok: true }>): Intake {
  const { event, body } = parsed;
  if (event.type !== 'claim.filed') throw new CommandFailure(exitCodes.usage, 'no_claim', `An event of type ${event.type} is no claim.`, 'Use "ringfence import" for other events.');
  return { event, body, key: eventKey(event.source, event.id).replaceAll('-', '') };
}
