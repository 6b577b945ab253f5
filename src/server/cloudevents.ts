import type { IncomingHttpHeaders } from 'node:http';

/**
 * The HTTP protocol binding of CloudEvents 1.0.2, read as values: which content mode a request is in, and the event of
 * binary mode as the structured one that it stands for. https://github.com/cloudevents/spec, http-protocol-binding.md
 */
export type ContentMode = 'structured' | 'batch' | 'binary' | 'ndjson';

export const structuredType = 'application/cloudevents+json';
export const batchType = 'application/cloudevents-batch+json';
export const ndjsonTypes = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'] as const;
export const jsonMedia = 'application/json';

const prefix = 'ce-';

/** The media type without its parameters, in lower case; empty where there is none. */
export function mediaOf(headers: IncomingHttpHeaders): string {
  const [media = ''] = (headers['content-type'] ?? '').split(';');
  return media.trim().toLowerCase();
}

/** The mode of a request by its headers. Plain JSON without CloudEvents headers is taken as structured. */
export function contentModeOf(headers: IncomingHttpHeaders): ContentMode {
  const media = mediaOf(headers);
  if (media === batchType) return 'batch';
  if (media === structuredType) return 'structured';
  if ((ndjsonTypes as readonly string[]).includes(media)) return 'ndjson';
  return `${prefix}specversion` in headers ? 'binary' : 'structured';
}

/** The event of a request in binary mode: attributes from the headers, the body as its data. */
export function eventOfBinary(headers: IncomingHttpHeaders, data: unknown): Record<string, unknown> {
  const event: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(prefix) && name.length > prefix.length && typeof value === 'string') {
      event[name.slice(prefix.length)] = decodeHeader(value);
    }
  }
  const media = headers['content-type'];
  if (media !== undefined) event['datacontenttype'] = media;
  event['data'] = data;
  return event;
}

/** A header's value: unquoted where it is a quoted string (RFC 9110, 5.6.4), then percent-decoded once as UTF-8. */
export function decodeHeader(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value);
  const plain = quoted === null ? value : quoted[1]!.replace(/\\(.)/g, '$1');
  // Runs of bytes are decoded together; a sign % that begins no byte stands for itself, what is no UTF-8 becomes U+FFFD.
  return plain.replace(/(?:%[0-9A-Fa-f]{2})+/g, run => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}
