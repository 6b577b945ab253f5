/** The seconds that the stages of a demo took, counted from the start of the process. */
export class Stages {
  readonly #took: string[] = [];
  #since = 0;

  /** Ends the stage that began where the last one ended. */
  end(name: string): void {
    const now = performance.now();
    this.#took.push(`${name} ${seconds(now - this.#since)}`);
    this.#since = now;
  }

  /** "24.6 s: start 1.9 s, simulating 3.0 s, ..." */
  summary(): string {
    return `${seconds(this.#since)}: ${this.#took.join(', ')}`;
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
