import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { discordExport, redditExport, telegramExport } from '../channels.ts';
import { type Simulated, simulate } from '../simulate.ts';
import type { SimulationRequest } from '../world.ts';
import { LineFile } from './line-file.ts';

/** Layout of the files; rises when a reader would have to change. */
export const worldVersion = 1;

/** Every file that a world may have, packed or not. The first says that the world is whole: it goes first and comes last. */
const worldFiles = [
  'world.json',
  ...['events', 'truth', 'judgements', 'registrations'].flatMap(name => [`${name}.ndjson`, `${name}.ndjson.gz`]),
  ...['telegram.json', 'discord.json', 'reddit.ndjson'].map(name => path.join('channels', name)),
];

/** What a directory is called in which a world is being written, or was when the program was killed: this and six characters. */
const unfinishedPrefix = 'ringfence-unfinished-';
const unfinishedName = new RegExp(`^${unfinishedPrefix}[A-Za-z0-9]{6}$`);

/** Says whether a directory is there already and holds something other than a world that was broken off. */
export function isOccupied(directory: string): boolean {
  try {
    return readdirSync(directory).some(name => !unfinishedName.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Simulates and writes the world's files into the directory: events, truth, judgements, registrations, the exports of three channels, and
 * what was asked for. A world is there whole or not at all, in the place of an earlier one; other files stay as they are. Throws where
 * the disk does not take it.
 */
export function writeWorld(
  request: SimulationRequest,
  directory: string,
  gzip: boolean,
  told: (dayNumber: number, events: number) => void,
): Simulated {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(directory)) if (unfinishedName.test(name)) remove(path.join(directory, name));
  // Inside the directory, not beside it: the same disk, and no other right to write is needed.
  const unfinished = mkdtempSync(path.join(directory, unfinishedPrefix));
  try {
    const simulated = writeFiles(request, unfinished, gzip, told);
    moveIntoPlace(unfinished, directory);
    return simulated;
  } finally {
    remove(unfinished);
  }
}

function remove(name: string): void {
  rmSync(name, { recursive: true, force: true });
}

/** One file at a time, because the directory may hold more than a world. */
function moveIntoPlace(unfinished: string, directory: string): void {
  mkdirSync(path.join(directory, 'channels'), { recursive: true });
  for (const name of worldFiles) rmSync(path.join(directory, name), { force: true });
  for (const name of worldFiles.toReversed())
    if (existsSync(path.join(unfinished, name))) renameSync(path.join(unfinished, name), path.join(directory, name));
}

function writeFiles(
  request: SimulationRequest,
  directory: string,
  gzip: boolean,
  told: (dayNumber: number, events: number) => void,
): Simulated {
  mkdirSync(path.join(directory, 'channels'));
  const open = (name: string): LineFile => new LineFile(path.join(directory, `${name}.ndjson`), gzip);
  const files = {
    events: open('events'),
    truth: open('truth'),
    judgements: open('judgements'),
    registrations: open('registrations'),
  };
  const simulated = simulate(
    request,
    {
      event: files.events.write,
      truth: files.truth.write,
      judgement: files.judgements.write,
      registration: files.registrations.write,
    },
    told,
  );
  for (const file of Object.values(files)) file.close();
  const end = Date.UTC(2025, 7, 1) + request.days * 86_400_000;
  const of = (platform: string) => simulated.posts.filter(post => post.platform === platform);
  const channel = (name: string, text: string): void => writeFileSync(path.join(directory, 'channels', name), text);
  channel('telegram.json', telegramExport(of('telegram')));
  channel('discord.json', discordExport(of('discord'), end));
  channel('reddit.ndjson', redditExport(of('reddit'), end));
  const about = {
    version: worldVersion,
    ...request,
    counts: simulated.counts,
    judgements: files.judgements.lines,
    posts: simulated.posts.length,
  };
  writeFileSync(path.join(directory, 'world.json'), `${JSON.stringify(about, null, 2)}\n`);
  return simulated;
}
