import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { formatMinor } from '../../domain/money.ts';
import { formatMoment } from '../../domain/time.ts';
import { auditOrders } from '../../store/audit.ts';
import { decisionPages } from '../../store/decision-pages.ts';
import { eventPages } from '../../store/event-pages.ts';
import type { Node } from '../../store/node.ts';
import { ringSummary } from '../../store/ring-view.ts';
import { listRings, type RingPlace, type StoredRing } from '../../store/rings.ts';
import { CommandFailure, exitCodes, usageFailure } from '../exit.ts';
import { interruptSignal } from '../interrupt.ts';
import { count, nextStep, note, printJson } from '../output.ts';
import { type StoreFlags, withNode } from '../with-node.ts';

const kinds = ['findings', 'events'] as const;

/** Rings read at a time: each is some hundred kilobytes. */
const ringsPage = 50;

export function addExport(program: Command): void {
  program
    .command('export')
    .summary('write out findings or events as NDJSON')
    .description(
      'Writes NDJSON, one object a line.\nfindings: one line of kind "claim" for each decision, "ring" for each ring that stands since the last detection, and "ledger" for each\nfinding of the unit ledger.\nevents: the log as it came in, card numbers masked.',
    )
    .argument('<what>', `what to write: ${kinds.join(' or ')}`)
    .requiredOption('--out <file>', 'file to write; - for standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence export findings --out findings.ndjson\n  ringfence export events --out - | gzip > events.ndjson.gz',
    )
    .action(async (what: string, _options: unknown, command: Command) => {
      const flags = command.optsWithGlobals<StoreFlags & { out: string }>();
      if (!kinds.includes(what as never))
        throw usageFailure(`There is nothing called "${what}" to export.`, `Use one of: ${kinds.join(', ')}.`);
      const signal = interruptSignal('the file is not complete.');
      await withNode(flags, async node => {
        const lines = await writeLines(flags.out, what === 'findings' ? findings(node) : events(node), signal);
        if (flags.json && flags.out !== '-') printJson({ out: flags.out, lines });
        else note(`${count(lines)} lines written to ${flags.out === '-' ? 'standard output' : flags.out}.`);
        if (signal.aborted)
          throw new CommandFailure(exitCodes.interrupted, 'interrupted', `Stopped; ${flags.out} is not complete.`);
        if (flags.out !== '-') nextStep(`head -n 3 ${flags.out}`);
      });
    });
}

async function writeLines(out: string, lines: AsyncIterable<object>, signal: AbortSignal): Promise<number> {
  const stream: Writable = out === '-' ? process.stdout : createWriteStream(out);
  const failed = new Promise<never>((_, reject) =>
    stream.once('error', error =>
      reject(
        new CommandFailure(
          exitCodes.failed,
          'not_writable',
          `${out} cannot be written: ${error.message}`,
          'Free some space, or name another file.',
        ),
      ),
    ),
  );
  failed.catch(() => {});
  let written = 0;
  for await (const line of lines) {
    if (signal.aborted) break;
    if (!stream.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(stream, 'drain'), failed]);
    written++;
  }
  if (out !== '-') {
    stream.end();
    await Promise.race([finished(stream), failed]);
  }
  return written;
}

async function* findings(node: Node): AsyncGenerator<object> {
  for await (const page of decisionPages(node.database)) {
    for (const { decision, decidedAt } of page) {
      yield {
        kind: 'claim',
        claim_id: decision.claim_id,
        account_id: decision.account_id,
        order_id: decision.order_id,
        outcome: decision.outcome,
        score: decision.score,
        expected_loss: decision.expected_loss,
        decided_at: formatMoment(decidedAt),
        amount: decision.amount,
        currency: decision.currency,
        mode: decision.mode,
        known_until: decision.known_until,
        policy: decision.policy,
        summary: decision.summary,
        reasons: decision.reasons.map(reason => ({ id: reason.id, text: reason.text, facts: reason.facts })),
        findings: decision.findings.map(finding => finding.kind),
      };
    }
  }
  yield* ringFindings(node);
  for await (const page of auditOrders(node, node.clock.next())) {
    for (const ledger of page) {
      for (const finding of ledger.findings) {
        yield {
          kind: 'ledger',
          order_id: ledger.orderId,
          finding: finding.kind,
          speaks: finding.speaks,
          at: formatMoment(finding.at),
          known_at: formatMoment(finding.knownAt),
          ...(finding.money === null
            ? {}
            : { amount: formatMinor(finding.money.minor, finding.money.currency), currency: finding.money.currency }),
          text: finding.sentence,
          facts: finding.facts,
        };
      }
    }
  }
}

async function* ringFindings(node: Node): AsyncGenerator<object> {
  let after: RingPlace | null = null;
  while (true) {
    const page: StoredRing[] = await listRings(node.database, { gone: false, after, limit: ringsPage });
    for (const ring of page) {
      const { members: _, reasons, ...summary } = ringSummary(ring);
      yield { kind: 'ring', ...summary, reasons: reasons.map(({ sentence }) => sentence) };
    }
    const last = page.at(-1)?.body;
    if (last === undefined || page.length < ringsPage) return;
    after = { evidence: last.evidence, ringId: last.ring_id };
  }
}

async function* events(node: Node): AsyncGenerator<object> {
  for await (const page of eventPages(node.database)) for (const body of page) yield JSON.parse(body) as object;
}
