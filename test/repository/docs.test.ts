import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { exampleEvent } from '../../scripts/docs/example-events.ts';
import { eventSchema, type JsonSchema } from '../../scripts/docs/json-schema.ts';
import { generatedPages } from '../../scripts/docs/pages.ts';
import { eventTypes } from '../../src/domain/events/catalogue.ts';
import { parseObject } from '../../src/ingest/parse.ts';
import { committedFiles, root, type TextFile } from './files.ts';

const context = { receivedAt: Date.UTC(2026, 3, 1) * 1000, arrival: 'event', maskingKey: new Uint8Array(32) } as const;

describe('generated pages', () => {
  const committed = (name: string) =>
    existsSync(path.join(root, name)) ? readFileSync(path.join(root, name), 'utf8') : null;

  test('[DOC-1] the committed pages are what the generator makes of the code', () => {
    expect(outOfDate(committed)).toEqual([]);
  });

  test.each([...generatedPages().keys()])('a planted change is found: %s', name => {
    expect(outOfDate(page => (page === name ? `${committed(page)} ` : committed(page)))).toHaveLength(1);
    expect(outOfDate(page => (page === name ? null : committed(page)))).toHaveLength(1);
  });

  test('they change with the code: every type and the field of each example stands in them', () => {
    const page = generatedPages().get('docs/events.md')!;
    for (const type of eventTypes) {
      expect(page).toContain(`### ${type}\n`);
      for (const field of Object.keys(exampleEvent(type)['data'] as object)) expect(page).toContain(`| \`${field}\` |`);
    }
  });
});

describe('the example of each type', () => {
  test.each(eventTypes)('[EVENT-1] %s keeps the contract and holds nothing to mask', type => {
    expect(parseObject(exampleEvent(type), context)).toMatchObject({ ok: true, masked: 0 });
  });

  const schema = z.fromJSONSchema(eventSchema() as never);

  test.each(eventTypes)(
    '[DOC-2] %s is valid by the published JSON Schema, and breaks it without what is required',
    type => {
      const example = exampleEvent(type);
      expect(schema.safeParse(example).success).toBe(true);
      for (const name of ['specversion', 'id', 'source', 'time', 'data']) {
        expect(schema.safeParse({ ...example, [name]: undefined }).success, name).toBe(false);
      }
      const required = eventSchema().$defs![type]!.required ?? [];
      expect(required.length).toBeGreaterThan(0);
      for (const name of required) {
        const { [name]: _, ...rest } = example['data'] as Record<string, unknown>;
        expect(schema.safeParse({ ...example, data: rest }).success, name).toBe(false);
        expect(parseObject({ ...example, data: rest }, context), name).toMatchObject({
          ok: false,
          field: `data.${name}`,
        });
      }
    },
  );

  test('a type that the contract does not know is refused by both', () => {
    const event = { ...exampleEvent('claim.filed'), type: 'claim.field' };
    expect(schema.safeParse(event).success).toBe(false);
    expect(parseObject(event, context)).toMatchObject({ ok: false, field: 'type' });
  });
});

describe('links between pages', () => {
  test('[DOC-3] every link to a file of the repository leads to one', () => {
    const files = committedFiles();
    expect(brokenLinks(files, name => existsSync(path.join(root, name)))).toEqual([]);
  });

  test('a planted broken link is found', () => {
    const page = (text: string) => [{ path: 'docs/a.md', text }];
    const there = (name: string) => name === 'docs/b.md';
    expect(brokenLinks(page('[b](b.md) [b](b.md#part) [web](https://example.com) [here](#x)'), there)).toEqual([]);
    expect(brokenLinks(page('see [c](../c.md#part)'), there)).toEqual(['docs/a.md links to c.md, which is not there']);
  });
});

test('fields of the JSON Schema that a function checks say so as far as JSON Schema can', () => {
  const place = eventSchema().$defs!['order.placed']!;
  const currency: JsonSchema = place.properties!['currency']!;
  expect(currency.pattern).toBe('^[A-Z]{3}$');
  expect(place.properties!['marketplace']!.pattern).toBe('^[A-Z]{2}$');
  expect(eventSchema().$defs!['post.captured']!.properties!['edited_at']!.format).toBe('date-time');
});

function brokenLinks(files: readonly TextFile[], there: (name: string) => boolean): string[] {
  return files
    .filter(file => file.path.endsWith('.md'))
    .flatMap(file =>
      [...file.text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)\s]*)?\)/g)]
        .map(match => path.posix.normalize(path.posix.join(path.posix.dirname(file.path), match[1]!)))
        .filter(name => !there(name))
        .map(name => `${file.path} links to ${name}, which is not there`),
    );
}

function outOfDate(committed: (name: string) => string | null): string[] {
  return [...generatedPages()]
    .filter(([name, text]) => committed(name) !== text)
    .map(([name]) => `${name} is out of date: run node scripts/docs/generate.ts`);
}
