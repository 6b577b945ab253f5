import { note } from './output.ts';

/** One press of Ctrl+C can reach a process twice, from the terminal and from the launcher above it: within this it is one press. */
const onePressMs = 300;

/**
 * A signal that the first Ctrl+C (or a polite kill) raises, so that work stops at the next safe place. A second one ends the process
 * at once, which the store survives too.
 */
export function interruptSignal(whatHappens: string): AbortSignal {
  const controller = new AbortController();
  let pressedAt = 0;
  const stop = (): void => {
    const now = performance.now();
    if (controller.signal.aborted) {
      if (now - pressedAt > onePressMs) process.exit(130);
      return;
    }
    pressedAt = now;
    note(`\nStopping: ${whatHappens} Press Ctrl+C again to end at once.`);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
