/**
 * Writes the example shop: `node examples/corner-shop/make.ts` makes events.ndjson.gz and stories.yaml anew beside this file.
 * The same seed gives the same bytes, on every machine and on every day.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { tellBackground } from './background.ts';
import { logEnds } from './calendar.ts';
import { Log } from './log.ts';
import { counter, leeds, nuremberg } from './places.ts';
import { Random } from './random.ts';
import { tellStaff } from './staff.ts';
import { stories } from './stories/list.ts';
import type { Entry } from './stories/story.ts';
import { type World, worldOf } from './world.ts';

const seed = 20_261_031;

/** The shop's events as NDJSON and the table of its stories as YAML. */
export function makeShop(): { events: string; stories: string } {
  const log = new Log();
  const shop: World = { random: new Random(seed), log, taken: new Set() };
  const entries = stories.flatMap(([name, tell]) => tell(worldOf(shop, name)));
  tellBackground(worldOf(shop, 'background'));
  // Last, so that the rota has everybody on duty who was at work.
  tellStaff(worldOf(shop, 'staff'));
  return {
    events: log.write(logEnds),
    stories: stringify({ seed, facilities: [leeds, nuremberg, counter], stories: entries.map(row) }, { lineWidth: 0 }),
  };
}

function row(entry: Entry): object {
  return {
    id: entry.id,
    title: entry.title,
    sentence: entry.sentence,
    truth: entry.truth,
    claims: entry.claims,
    expected: entry.expected,
    expected_findings: entry.findings,
    expected_findings_later: entry.findingsLater,
    tolerated_findings: entry.tolerated ?? [],
  };
}

/** Byte nine of a gzip file names the operating system; "unknown" keeps the file the same on all of them. */
const gzipSystemByte = 9;
const unknownSystem = 255;

/** Gzip without a name, a time or a system in its head. */
export function pack(text: string): Buffer {
  const packed = gzipSync(text, { level: 9 });
  packed[gzipSystemByte] = unknownSystem;
  return packed;
}

if (import.meta.main) {
  const shop = makeShop();
  writeFileSync(join(import.meta.dirname, 'events.ndjson.gz'), pack(shop.events));
  writeFileSync(join(import.meta.dirname, 'stories.yaml'), shop.stories);
}
