import type { Command } from 'commander';
import pino from 'pino';
import { type LogLevel, logLevels } from '../server/log.ts';
import { startServer } from '../server/start.ts';
import type { Node } from '../store/node.ts';
import { CommandFailure, exitCodes, usageFailure } from './exit.ts';
import { note, paint } from './output.ts';
import type { StoreFlags } from './with-node.ts';

export interface ServeFlags extends StoreFlags {
  readonly host: string;
  readonly port: string;
  readonly logLevel: string;
  readonly detectEvery: string;
}

const defaultPort = '7411';
/** A month: beyond it what decisions know of rings is history. */
const hoursMax = 744;

/** The options of every command that leaves a server up. */
export function serveOptions(command: Command): Command {
  return command
    .option('--host <name>', 'address to listen on; another than this machine needs an API key', '127.0.0.1')
    .option('--port <n>', 'port to listen on', defaultPort)
    .option('--detect-every <hours>', 'hours between two searches for rings in the background; 0 for none', '24')
    .option('--log-level <level>', `how much the server logs on stderr: ${logLevels.join(', ')}`, 'warn');
}

/** Port and log level as they are meant, or a failure; to be asked before anything is opened. */
export function checkServeFlags(flags: ServeFlags): {
  readonly port: number;
  readonly level: LogLevel;
  readonly detectEveryHours: number;
} {
  const port = Number(flags.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw usageFailure(`${flags.port} is no port.`, 'Give a number from 0 to 65535 with --port.');
  if (!isLogLevel(flags.logLevel))
    throw usageFailure(`${flags.logLevel} is no log level.`, `Use one of: ${logLevels.join(', ')}.`);
  const detectEveryHours = Number(flags.detectEvery);
  if (flags.detectEvery.trim() === '' || !(detectEveryHours >= 0 && detectEveryHours <= hoursMax))
    throw usageFailure(
      `${flags.detectEvery} is no number of hours.`,
      `Give a number from 0 to ${hoursMax} with --detect-every.`,
    );
  return { port, level: flags.logLevel, detectEveryHours };
}

/** Runs the server until the signal, then stops it gracefully. `tryThis` is a command that shows that it answers. */
export async function runServer(node: Node, flags: ServeFlags, signal: AbortSignal, tryThis: string): Promise<void> {
  const { port, level, detectEveryHours } = checkServeFlags(flags);
  const server = await startServer(node, {
    host: flags.host,
    port,
    detectEveryHours,
    log: { level, stream: pino.destination({ dest: 2, sync: true }) },
  });
  if (!server.ok) {
    const exit =
      server.code === 'port_taken'
        ? exitCodes.conflict
        : server.code === 'address_not_here'
          ? exitCodes.failed
          : exitCodes.notAllowed;
    throw new CommandFailure(exit, server.code, server.message, server.advice);
  }
  note(
    `${paint.bold('Ringfence is up')} at ${server.url}, its API at ${server.url}/openapi.json. Press Ctrl+C to stop.`,
  );
  note(`${paint.dim('Try:')} ${tryThis.replaceAll('{url}', server.url)}`);
  await new Promise<void>(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.stop();
}

function isLogLevel(level: string): level is LogLevel {
  return (logLevels as readonly string[]).includes(level);
}
