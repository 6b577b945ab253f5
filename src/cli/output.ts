import pc from 'picocolors';

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
  note(`${pc.dim('Next:')} ${text}`);
}

/**
 * Colours, only where a person sees them: the library would also use them wherever CI is set, and then they end in files.
 * NO_COLOR and TERM=dumb turn them off.
 */
const seen = process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
export const paint = pc.createColors(seen);

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
