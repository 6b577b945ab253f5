import { openBytes } from '../bytes.ts';
import { looksLikeNdjson } from './ndjson.ts';
import { isParquet } from './rows.ts';

/** Formats that a file can be told by its beginning. A table (CSV or Parquet) needs a mapping beside it. */
export type Format = 'ndjson' | 'csv' | 'parquet';

/** Signs of text looked at: a header line, or the beginning of the first event. */
const headLength = 4_096;

/** The format of the file, plain or gzip, by its first bytes; null where it is none of these. Rejects where the file cannot be read. */
export async function recogniseFormat(path: string): Promise<Format | null> {
  if (await isParquet(path)) return 'parquet';
  const head = await headOf(path);
  if (looksLikeNdjson(head)) return 'ndjson';
  const [header = ''] = head.split(/\r?\n/, 1);
  return /[,;\t|]/.test(header) && !/[\0[{]/.test(header) ? 'csv' : null;
}

async function headOf(path: string): Promise<string> {
  const { stretches } = await openBytes(path, 0);
  let head = '';
  for await (const { bytes } of stretches) {
    head += bytes.toString('utf8', 0, headLength);
    if (head.length >= headLength) break;
  }
  return head;
}
