// Writes docs/openapi.json from the routes of the server: node scripts/docs/openapi.ts
import { writeFileSync } from 'node:fs';
import { openapiDocument } from '../../src/server/openapi.ts';

const target = new URL('../../docs/openapi.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(await openapiDocument(), null, 1)}\n`);
