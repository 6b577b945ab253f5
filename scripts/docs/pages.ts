import { eventsPage } from './event-pages.ts';
import { featuresPage } from './feature-page.ts';
import { decisionJsonSchema, eventSchema } from './json-schema.ts';

/** Every generated file by its path in the repository, with what it must say. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/events.md', eventsPage()],
    ['docs/features.md', featuresPage()],
    ['docs/schemas/event.schema.json', json(eventSchema())],
    ['docs/schemas/decision.schema.json', json(decisionJsonSchema())],
  ]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
