/**
 * TypeScript's text with everything blanked that is no code: comments, regular expressions and what stands inside quotes (the
 * quotes stay). Lengths and lines are kept, so an offset means the same place in both texts. What stands in `${...}` is code.
 * It is a scanner, no parser: a slash begins a regular expression where no value can have ended before it.
 */
export function codeOnly(text: string): string {
  return scan(text).code;
}

/** The comments of a TypeScript text with everything else blanked, each in its place. */
export function commentsOnly(text: string): string {
  return scan(text).comments;
}

function scan(text: string): { readonly code: string; readonly comments: string } {
  const out = text.split('');
  const comments = text.replace(/[^\n]/g, ' ').split('');
  /** For every open `${`: how many braces are open inside it. */
  const templates: number[] = [];
  let index = 0;
  while (index < text.length) {
    const character = text[index]!;
    const two = text.slice(index, index + 2);
    if (two === '//' || two === '/*') {
      const end = two === '//' ? endOfLine(text, index) : after(text, '*/', index + 2);
      for (let at = index; at < end; at++) comments[at] = text[at]!;
      index = blank(out, index, end);
    } else if (character === "'" || character === '"') index = blankInside(out, index, endOfQuoted(text, index));
    else if (character === '`') index = template(out, text, index + 1, templates);
    else if (character === '/' && beginsPattern(out, index)) index = blank(out, index, endOfPattern(text, index));
    else if (character === '{' && templates.length > 0) {
      templates[templates.length - 1]!++;
      index++;
    } else if (character === '}' && templates.length > 0) {
      if (templates[templates.length - 1] === 0) {
        templates.pop();
        index = template(out, text, index + 1, templates);
      } else {
        templates[templates.length - 1]!--;
        index++;
      }
    } else index++;
  }
  return { code: out.join(''), comments: comments.join('') };
}

function blank(out: string[], from: number, to: number): number {
  for (let index = from; index < to; index++) if (out[index] !== '\n') out[index] = ' ';
  return to;
}

function blankInside(out: string[], from: number, to: number): number {
  blank(out, from + 1, to - 1);
  return to;
}

/** Blanks the words of a template up to its end or to the next `${`. */
function template(out: string[], text: string, from: number, templates: number[]): number {
  for (let index = from; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '`') {
      blank(out, from, index);
      return index + 1;
    } else if (text[index] === '$' && text[index + 1] === '{') {
      blank(out, from, index);
      templates.push(0);
      return index + 2;
    }
  }
  return blank(out, from, text.length);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

function endOfQuoted(text: string, from: number): number {
  for (let index = from + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === text[from] || text[index] === '\n') return index + 1;
  }
  return text.length;
}

function endOfPattern(text: string, from: number): number {
  let inClass = false;
  for (let index = from + 1; index < text.length; index++) {
    const character = text[index];
    if (character === '\\') index++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '\n') return index;
    else if (character === '/' && !inClass) {
      while (/[a-z]/.test(text[index + 1] ?? '')) index++;
      return index + 1;
    }
  }
  return text.length;
}

/** Words after which a value begins, unlike after a name. */
const beforeValue = new Set('return typeof case in of delete void throw new else do yield await instanceof'.split(' '));

function beginsPattern(out: readonly string[], slash: number): boolean {
  let index = slash - 1;
  while (index >= 0 && /\s/.test(out[index]!)) index--;
  if (index < 0) return true;
  if (!/[\w$)\]}'"`]/.test(out[index]!)) return true;
  let word = '';
  for (; index >= 0 && /[\w$]/.test(out[index]!); index--) word = out[index]! + word;
  return beforeValue.has(word);
}
