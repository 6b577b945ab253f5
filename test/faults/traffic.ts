import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { traffic } from '../../bench/traffic.ts';

export interface TrafficFile {
  readonly file: string;
  readonly events: readonly { readonly id: string; readonly source: string }[];
}

/** A file of generated events of a shop, beside the data directory. */
export function writeEvents(directory: string, count: number): TrafficFile {
  const lines = [...traffic(count)];
  const file = path.join(path.dirname(directory), 'events.ndjson');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return { file, events: lines.map(line => JSON.parse(line) as { id: string; source: string }) };
}
