/** Numbers texts in the order in which they come, so that columns can hold small integers instead. */
export class Names {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  get size(): number {
    return this.#texts.length;
  }

  /** The text's number, given on first sight. */
  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#numbers.set(text, number);
    this.#texts.push(text);
    return number;
  }

  /** The text's number, or -1 where it was never seen. */
  find(text: string): number {
    return this.#numbers.get(text) ?? -1;
  }

  /** All texts by their numbers. */
  texts(): readonly string[] {
    return this.#texts;
  }

  text(number: number): string {
    const text = this.#texts[number];
    if (text === undefined) throw new RangeError(`No text has the number ${number}`);
    return text;
  }
}
