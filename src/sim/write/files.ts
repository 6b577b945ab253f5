import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { discordExport, redditExport, telegramExport } from '../channels.ts';
import { type Simulated, simulate } from '../simulate.ts';
import type { SimulationRequest } from '../world.ts';

/** Lines are kept until so many characters are together: few large writes, and little memory. */
const chunkLength = 1 << 20;

/** A file of lines. With gzip, each chunk is a member of its own, which every reader of gzip joins. */
class LineFile {
  lines = 0;
  readonly #file: number;
  readonly #gzip: boolean;
  #parts: string[] = [];
  #length = 0;

  constructor(name: string, gzip: boolean) {
    this.#file = openSync(gzip ? `${name}.gz` : name, 'w');
    this.#gzip = gzip;
  }

  readonly write = (line: string): void => {
    this.#parts.push(line);
    this.#length += line.length;
    this.lines++;
    if (this.#length >= chunkLength) this.#flush();
  };

  #flush(): void {
    if (this.#parts.length === 0) return;
    const bytes = Buffer.from(this.#parts.join(''));
    const packed = this.#gzip ? gzipSync(bytes, { level: 6 }) : bytes;
    for (let written = 0; written < packed.length; ) written += writeSync(this.#file, packed, written);
    this.#parts = [];
    this.#length = 0;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }
}

/** Layout of the files; rises when a reader would have to change. */
export const worldVersion = 1;

/** Says whether a directory is there already and holds something. */
export function isOccupied(directory: string): boolean {
  try {
    return readdirSync(directory).length > 0;
  } catch {
    return false;
  }
}

/**
 * Simulates and writes the world's files into the directory: events, truth, judgements, registrations, the exports of three channels, and
 * what was asked for. Throws where the disk does not take them.
 */
export function writeWorld(
  request: SimulationRequest,
  directory: string,
  gzip: boolean,
  told: (dayNumber: number, events: number) => void,
): Simulated {
  mkdirSync(path.join(directory, 'channels'), { recursive: true });
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
