const marks = /\p{M}+/gu;
const notAlphanumeric = /[^\p{L}\p{N}]+/gu;
const plainCode = /^[A-Z0-9]*$/;
const plainAscii = /^[a-z0-9 ]*$/;

/** Lower case, without accents, punctuation and repeated blanks: two spellings of one thing become equal. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (plainAscii.test(lower)) return lower.trim().replace(/ {2,}/g, ' ');
  return lower.normalize('NFKD').replace(marks, '').replaceAll('ß', 'ss').replace(notAlphanumeric, ' ').trim();
}

/** Letters and digits only, upper case: for postcodes, tracking numbers and the like. */
export function foldCode(text: string): string {
  if (plainCode.test(text)) return text;
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '');
}
