import { note } from './output.ts';

/**
 * A signal that the first Ctrl+C (or a polite kill) raises, so that work stops at the next safe place. A second one ends the process
 * at once, which the store survives too.
 */
export function interruptSignal(whatHappens: string): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    note(`\nStopping: ${whatHappens} Press Ctrl+C again to end at once.`);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
