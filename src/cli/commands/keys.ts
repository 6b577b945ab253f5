import type { Command } from 'commander';
import { createApiKey, isScope, listApiKeys, revokeApiKey, type Scope, scopes } from '../../store/api-keys.ts';
import { CommandFailure, exitCodes, usageFailure } from '../exit.ts';
import { nextStep, note, printJson, printLine } from '../output.ts';
import { type StoreFlags, withNode } from '../with-node.ts';

export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .summary('API keys: create, list, revoke')
    .description('Keys for the HTTP API. A secret is shown once, when its key is made.')
    .addHelpText(
      'after',
      '\nExamples:\n  ringfence keys create --name checkout --scopes claims:decide\n  ringfence keys list',
    );
  keys
    .command('create')
    .description('Makes a key and prints it, once.')
    .requiredOption('--name <name>', 'whose key it is')
    .option(
      '--scopes <list>',
      `what it may do, apart by commas: ${scopes.join(', ')}`,
      'events:write,claims:decide,claims:read',
    )
    .addHelpText('after', '\nExample:\n  ringfence keys create --name checkout --scopes claims:decide')
    .action((_options: unknown, command: Command) =>
      create(command.optsWithGlobals<StoreFlags & { name: string; scopes: string }>()),
    );
  keys
    .command('list')
    .description('Lists all keys, without their secrets.')
    .addHelpText('after', '\nExample:\n  ringfence keys list --json')
    .action((_options: unknown, command: Command) => list(command.optsWithGlobals<StoreFlags>()));
  keys
    .command('revoke')
    .description('Ends a key; running servers know within seconds.')
    .argument('<id>', 'id of the key, as listed')
    .addHelpText('after', '\nExample:\n  ringfence keys revoke 0123456789abcdef')
    .action((id: string, _options: unknown, command: Command) => revoke(id, command.optsWithGlobals<StoreFlags>()));
}

async function create(flags: StoreFlags & { name: string; scopes: string }): Promise<void> {
  const wanted = flags.scopes.split(',').map(scope => scope.trim());
  const wrong = wanted.find(scope => !isScope(scope));
  if (wrong !== undefined) throw usageFailure(`There is no scope "${wrong}".`, `Use some of: ${scopes.join(', ')}.`);
  await withNode(flags, async node => {
    const { key, token } = await createApiKey(node.database, flags.name, wanted as Scope[]);
    if (flags.json) printJson({ ...key, token });
    else printLine(token);
    note('This is the only time that the key is shown. Send it as "Authorization: Bearer <key>".');
    nextStep('ringfence serve --host 0.0.0.0');
  });
}

async function list(flags: StoreFlags): Promise<void> {
  await withNode(flags, async node => {
    const keys = await listApiKeys(node.database);
    for (const key of keys) {
      if (flags.json) printJson(key);
      else
        printLine(
          `${key.id}\t${key.name}\t${key.scopes.join(',')}\t${key.revokedAt === null ? 'in force' : `revoked ${key.revokedAt}`}`,
        );
    }
    if (!flags.json && keys.length === 0) printLine('There is no key.');
  });
}

async function revoke(id: string, flags: StoreFlags): Promise<void> {
  await withNode(flags, async node => {
    if (!(await revokeApiKey(node.database, id)))
      throw new CommandFailure(
        exitCodes.notFound,
        'key_not_found',
        `There is no key ${id} in force.`,
        'See "ringfence keys list".',
      );
    if (flags.json) printJson({ id, revoked: true });
    else printLine(`Key ${id} is revoked.`);
  });
}
