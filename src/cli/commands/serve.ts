import type { Command } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { checkServeFlags, runServer, type ServeFlags, serveOptions } from '../serving.ts';
import { withNode } from '../with-node.ts';

export function addServe(program: Command): void {
  serveOptions(
    program
      .command('serve')
      .summary('the HTTP API: claims in, decisions out; events in')
      .description(
        'Starts the HTTP API. Claims are decided while the caller waits; claims among events are decided in shadow.',
      )
      .addHelpText(
        'after',
        '\nExamples:\n  ringfence serve\n  DATABASE_URL=postgres://ringfence@db/ringfence ringfence serve --host 0.0.0.0 --port 8080 --log-level info',
      ),
  ).action(async (_options: unknown, command: Command) => {
    const flags = command.optsWithGlobals<ServeFlags>();
    checkServeFlags(flags);
    const signal = interruptSignal('finishing the requests under way.');
    await withNode(flags, node => runServer(node, flags, signal, 'curl -s {url}/readyz'), true);
  });
}
