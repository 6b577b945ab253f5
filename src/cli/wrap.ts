// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a colour begins with.
const colours = /\u001b\[[0-9;]*m/g;

/**
 * The text in lines of at most `width` characters as they are seen (colours take no room), broken between words. The first line is
 * indented by `indent` blanks, those after it by `hanging`.
 */
export function wrap(text: string, width: number, indent = 0, hanging = indent): string {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && seenLength(line) + 1 + seenLength(word) > width) {
      lines.push(line);
      line = ' '.repeat(hanging);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n');
}

function seenLength(text: string): number {
  return withoutColours(text).length;
}

/** The text as it is seen. */
export function withoutColours(text: string): string {
  return text.replace(colours, '');
}
