import cliProgress from 'cli-progress';
import { count, note } from './output.ts';

/** Without a terminal a line of progress is written this often. */
const quietMs = 10_000;

/** Progress of long work on stderr: a bar on a terminal, a line every ten seconds elsewhere. */
export class Progress {
  readonly #what: string;
  readonly #unit: string;
  readonly #started = performance.now();
  readonly #bar: cliProgress.SingleBar | null;
  #lastLine = performance.now();
  #startShare: number | null = null;

  constructor(what: string, unit: string) {
    this.#what = what;
    this.#unit = unit;
    this.#bar = process.stderr.isTTY ? newBar(what) : null;
    this.#bar?.start(1000, 0, { text: '' });
    if (this.#bar === null) note(`${what} ...`);
  }

  /** `share` 0..1 or null where it is not known; `done` counts units since the start of this run. */
  update(share: number | null, done: number): void {
    this.#startShare ??= share;
    const text = this.#text(share, done);
    if (this.#bar !== null) this.#bar.update(Math.round((share ?? 0) * 1000), { text });
    else if (performance.now() - this.#lastLine > quietMs) {
      note(`${this.#what}: ${text}`);
      this.#lastLine = performance.now();
    }
  }

  end(): void {
    this.#bar?.stop();
  }

  #text(share: number | null, done: number): string {
    const seconds = (performance.now() - this.#started) / 1000;
    const rate = `${count(done)} ${this.#unit}, ${count(done / Math.max(seconds, 0.001))}/s`;
    if (share === null) return rate;
    const moved = share - (this.#startShare ?? 0);
    const left = moved > 0.01 ? `, ${duration(((1 - share) / moved) * seconds)} left` : '';
    return `${Math.floor(share * 100)} %, ${rate}${left}`;
  }
}

function newBar(what: string): cliProgress.SingleBar {
  const format = `${what} {bar} {text}`;
  return new cliProgress.SingleBar(
    { format, stream: process.stderr, barsize: 24, hideCursor: true, clearOnComplete: false, gracefulExit: false },
    cliProgress.Presets.shades_classic,
  );
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
