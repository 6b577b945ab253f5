import { readFileSync } from 'node:fs';
import fastifySwagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import { z } from 'zod';
import { type ProblemCode, problemKinds } from './problem.ts';
import { type Access, type Route, tags } from './route.ts';
import { routes } from './routes/index.ts';
import { problemShape } from './schemas.ts';

const tagWords: Readonly<Record<(typeof tags)[number], string>> = {
  claims: 'Claims in, decisions out',
  events: 'Everything that is known arrives here',
  ledger: 'What was paid, sent, claimed, returned and refunded, unit by unit',
  rings: 'Groups of customers behind whom one operator is likelier than chance',
  quarantine: 'Events that were refused: kept, mended, replayed',
  policy: 'What decides',
  operation: 'For whoever runs it',
};

/** Has the app describe its routes as OpenAPI 3.1; comes before they are added. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ringfence',
        version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        description:
          'Decides refund claims with reasons and takes in the events that the reasons rest on. What is wrong is answered as ' +
          'problem details (RFC 9457) with a stable `code`. Sending the same claim or event twice is always safe.',
      },
      tags: tags.map(name => ({ name, description: tagWords[name] })),
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', bearerFormat: 'rf_<key id>_<secret>', description: 'An API key' },
        },
      },
    } as never,
    transform: jsonSchemaTransform,
    transformObject: document =>
      usedShapes(withBodies(jsonSchemaTransformObject(document) as OpenAPIV3_1.Document)) as never,
  });
}

/** What Fastify and the description are told of a route. */
export function schemaOf(route: Route): FastifySchema {
  return {
    summary: route.summary,
    description: `${route.description}\n\n${accessWords(route.access)}`,
    tags: [route.tag],
    operationId: operationId(route),
    security: route.access === 'open' ? [] : [{ key: [] }],
    ...(route.params === undefined ? {} : { params: route.params }),
    ...(route.query === undefined ? {} : { querystring: route.query }),
    response: { ...answersOf(route), ...problemsOf(route) },
  } as FastifySchema;
}

/** The description by itself, as docs/openapi.json holds it. Needs no database. */
export async function openapiDocument(): Promise<object> {
  const app = Fastify({ exposeHeadRoutes: false });
  await describeRoutes(app);
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => JSON.stringify);
  for (const route of routes) {
    app.route({ method: route.method, url: route.url, schema: schemaOf(route), handler: () => null });
  }
  await app.ready();
  try {
    return app.swagger();
  } finally {
    await app.close();
  }
}

function operationId({ method, url }: Route): string {
  return `${method.toLowerCase()}${url.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '')}`;
}

function accessWords(access: Access): string {
  switch (access) {
    case 'open':
      return 'Needs no key.';
    case 'any_key':
      return 'Needs a key, with any scope.';
    case 'events:write':
    case 'claims:decide':
    case 'claims:read':
    case 'rings:read':
    case 'rings:judge':
    case 'quarantine:read':
    case 'quarantine:write':
    case 'admin':
      return `Needs a key with the scope \`${access}\`.`;
  }
}

function answersOf(route: Route): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(route.answers).map(([status, { says, schema, media = 'application/json' }]) => [
      status,
      { description: says, content: { [media]: { schema } } },
    ]),
  );
}

const openProblems: readonly ProblemCode[] = ['internal', 'stopping'];
const keyProblems: readonly ProblemCode[] = [
  'key_missing',
  'key_unknown',
  'scope_missing',
  'host_not_allowed',
  'rate_limited',
  'database_away',
];

/** Every status that a problem can have here, with its codes in words. */
function problemsOf(route: Route): Record<string, unknown> {
  const codes = new Set([...route.problems, ...openProblems, ...(route.access === 'open' ? [] : keyProblems)]);
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const [status, title] = problemKinds[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `${title} (\`${code}\`)`]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, words]) => [
      status,
      { description: words.join('; '), content: { 'application/problem+json': { schema: problemShape } } },
    ]),
  );
}

/** Bodies are described here, since each media type has a shape of its own. */
function withBodies(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  for (const route of routes) {
    const path = route.url.replace(/:(\w+)/g, '{$1}');
    const operation = document.paths?.[path]?.[route.method.toLowerCase() as Lowercase<Route['method']>];
    if (operation === undefined || route.body === undefined) continue;
    const { content, optional } = route.body;
    operation.requestBody = {
      required: !optional,
      content: Object.fromEntries(
        Object.entries(content).map(([media, schema]) => [media, { schema: bodyReference(schema) }]),
      ),
    };
  }
  return document;
}

/** Bodies are shapes with a name, which the description points at. */
function bodyReference(schema: z.ZodType): { $ref: string } {
  const id = z.globalRegistry.get(schema)?.id;
  if (id === undefined) throw new Error('The shape of a body has no name; give it one in schemas.ts.');
  return { $ref: `#/components/schemas/${id}Input` };
}

const reference = /"#\/components\/schemas\/([A-Za-z]+)"/g;

/** Only the shapes that something points at: every one is made for what is taken and for what is answered, and hardly any is both. */
function usedShapes(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const shapes = document.components?.schemas ?? {};
  const used = new Set<string>();
  const follow = (text: string): void => {
    for (const [, name = ''] of text.matchAll(reference)) {
      if (used.has(name)) continue;
      used.add(name);
      follow(JSON.stringify(shapes[name]));
    }
  };
  follow(JSON.stringify(document.paths));
  const plain = (name: string): string => {
    const short = name.replace(/Input$/, '');
    return short !== name && used.has(short) ? name : short;
  };
  const schemas = Object.fromEntries([...used].sort().map(name => [plain(name), shapes[name]]));
  const text = JSON.stringify({ ...document, components: { ...document.components, schemas } });
  return JSON.parse(text.replace(reference, (_, name: string) => `"#/components/schemas/${plain(name)}"`));
}
