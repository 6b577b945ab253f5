import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event } from '../../../src/domain/events/event.ts';
import { type Mapping, readMapping } from '../../../src/ingest/sources/mapping.ts';
import { readTable } from '../../../src/ingest/sources/table.ts';
import { context } from '../examples.ts';

const directory = mkdtempSync(join(tmpdir(), 'ringfence-table-'));
let files = 0;

/** A file with the content, in a directory of its own. */
export function file(content: string | Uint8Array): string {
  const path = join(directory, `table-${++files}`);
  writeFileSync(path, content);
  return path;
}

export function mappingOf(yaml: string): Mapping {
  const read = readMapping(yaml);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.mapping;
}

/** Everything that the mapping makes of the table, and that each row was accounted for. */
export async function mapped(path: string, yaml: string) {
  const opened = await readTable(path, mappingOf(yaml), () => context);
  if (!opened.ok) throw new Error(opened.problems.join('\n'));
  const events: Event[] = [];
  const bodies: string[] = [];
  const rejected: string[] = [];
  const rows = new Set<number>();
  let fault: string | null = null;
  for await (const batch of opened.batches) {
    for (const made of batch.events) {
      events.push(made.parsed.event);
      bodies.push(made.parsed.body);
      for (const row of made.rows) rows.add(row);
    }
    for (const { row, field, reason } of batch.rejected) {
      rejected.push(`${row.number}: ${field} ${reason}`.replace(':  ', ': '));
      rows.add(row.number);
    }
    fault = batch.fault;
  }
  return { events, bodies, rejected, rows, fault };
}
