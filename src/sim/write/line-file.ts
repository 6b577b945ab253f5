import { closeSync, openSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Lines are kept until so many characters are together: few large writes, and little memory. */
const chunkLength = 1 << 20;

/** A file of lines. With gzip, each chunk is a member of its own, which every reader of gzip joins. */
export class LineFile {
  lines = 0;
  readonly #file: number;
  readonly #gzip: boolean;
  #parts: string[] = [];
  #length = 0;

  constructor(name: string, gzip: boolean) {
    this.#file = openSync(gzip ? `${name}.gz` : name, 'w');
    this.#gzip = gzip;
  }

  readonly write = (line: string): void => {
    this.#parts.push(line);
    this.#length += line.length;
    this.lines++;
    if (this.#length >= chunkLength) this.#flush();
  };

  #flush(): void {
    if (this.#parts.length === 0) return;
    const bytes = Buffer.from(this.#parts.join(''));
    const packed = this.#gzip ? gzipSync(bytes, { level: 6 }) : bytes;
    for (let written = 0; written < packed.length; ) written += writeSync(this.#file, packed, written);
    this.#parts = [];
    this.#length = 0;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }
}
