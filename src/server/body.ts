import { isUtf8 } from 'node:buffer';
import { jsonFault } from '../ingest/json-fault.ts';
import { type Answer, problem } from './problem.ts';

export type ReadJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly answer: Answer };

/** The JSON in a body. What it refuses it names by place and never quotes. */
export function readJson(body: unknown): ReadJson {
  if (!Buffer.isBuffer(body) || body.length === 0) return refused('The body is empty.');
  if (!isUtf8(body)) return refused('The body is no valid UTF-8.');
  const text = body.toString('utf8');
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    const { position, expected } = jsonFault(text);
    return refused(`${expected} was expected at character ${position + 1}.`);
  }
}

function refused(detail: string): ReadJson {
  const answer = problem({
    code: 'invalid_json',
    detail,
    advice: 'Send one JSON value in UTF-8.',
    errors: [{ field: '', reason: 'is no valid JSON' }],
  });
  return { ok: false, answer };
}
