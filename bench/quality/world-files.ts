import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { writeWorld } from '../../src/sim/write/files.ts';
import { labelledColumns } from './labelled-columns.ts';
import { nameOf, type WorldSetting } from './setting.ts';

/** Nobody registers for screening here: the bench is about claims. */
const registrations = 0;
const cache = path.join(tmpdir(), 'ringfence-quality-worlds');
const folderOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const simulator = filesIn(folderOf('../../src/sim'));
const plainCode = ['plain-columns.ts', 'plain-events.ts'].map(folderOf);

export interface WorldFiles {
  readonly events: string;
  readonly truth: string;
}

/**
 * The world's files, simulated unless they are there from an earlier run of the same simulator. Decisions are never kept: they
 * change with the code that is measured.
 */
export function worldFiles(setting: WorldSetting, fresh: boolean): WorldFiles {
  const folder = path.join(cache, digestOf(simulator), nameOf(setting));
  onceMade(folder, fresh, unfinished => {
    const { seed, share, ...rest } = setting;
    writeWorld({ seed, fraudShare: share, ...rest, registrations }, unfinished, true, () => {});
  });
  return { events: path.join(folder, 'events.ndjson.gz'), truth: path.join(folder, 'truth.ndjson.gz') };
}

/** Labelled plain columns of a world that a reference is trained on, one claim a line; its events are not written anywhere. */
export function labelledFile(setting: WorldSetting, fresh: boolean): string {
  const file = path.join(cache, digestOf([...simulator, ...plainCode]), `${nameOf(setting)}.ndjson.gz`);
  onceMade(file, fresh, unfinished => {
    const lines = labelledColumns(setting).map(row => `${JSON.stringify(row)}\n`);
    writeFileSync(unfinished, gzipSync(lines.join('')));
  });
  return file;
}

/** Makes what is not there under another name first: a run that is broken off leaves nothing half. */
function onceMade(place: string, fresh: boolean, make: (unfinished: string) => void): void {
  if (fresh) rmSync(place, { recursive: true, force: true });
  if (existsSync(place)) return;
  const unfinished = `${place}.${randomUUID()}`;
  mkdirSync(path.dirname(place), { recursive: true });
  make(unfinished);
  // Another process may have made the same meanwhile; both are the same bytes, so the first stays.
  if (existsSync(place)) rmSync(unfinished, { recursive: true, force: true });
  else renameSync(unfinished, place);
}

/** Changes with every one of the files, so that no world of an older simulator is measured. */
function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(path.basename(file)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
  return names.sort().map(name => path.join(folder, name));
}
