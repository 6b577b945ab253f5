import pc from 'picocolors';

/**
 * Colours, only where a person sees them: the library would also use them wherever CI is set, and then they end in files.
 * NO_COLOR and TERM=dumb turn them off, FORCE_COLOR turns them on.
 */
function coloursWanted(): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return FORCE_COLOR !== undefined ? FORCE_COLOR !== '0' : process.stdout.isTTY === true && TERM !== 'dumb';
}

export const paint = pc.createColors(coloursWanted());

/** Writes data to stdout, and only data: what another program reads. Ends quietly when that program stops reading. */
export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  printLine(JSON.stringify(value));
}

/** Writes progress, hints and warnings to stderr. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The closing hint of a command: what a person would do next. */
export function nextStep(text: string): void {
  note(`${paint.dim('Next:')} ${text}`);
}

/** 12345.6 -> "12,346" */
export function count(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}

/** A pipe that the reader closed (`| head`) is no failure of ours. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0);
    throw error;
  });
}
