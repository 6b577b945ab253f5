/** What is wrong with one field of an event. */
export interface Problem {
  /** JSON path from the event, such as `data.lines[0].quantity`; empty for the event as a whole. */
  readonly field: string;
  /** Words that follow the field's name in a sentence: "is missing". They never quote what the field holds. */
  readonly reason: string;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The JSON path of the keys and indexes. */
export function fieldPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (typeof part === 'string' && plainName.test(part)) text += text === '' ? part : `.${part}`;
    else text += `[${JSON.stringify(String(part).slice(0, 64))}]`;
  }
  return text;
}
