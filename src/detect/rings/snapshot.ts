import { LinkBook } from './book.ts';
import { Sheet, type SheetSnapshot } from './sheet.ts';
import type { Files, Said, Scan } from './told.ts';

/** A book as plain columns: it can be cloned to a worker or kept as bytes beside the number of the last fact in it. */
export interface BookSnapshot {
  readonly version: 1;
  readonly texts: readonly string[];
  readonly seen: SheetSnapshot;
  readonly sheets: { readonly [name: string]: SheetSnapshot };
  readonly statements: readonly (readonly [number, Said])[];
  readonly messages: readonly (readonly [number, readonly Said[]])[];
  readonly documents: readonly (readonly [number, Files])[];
  readonly scans: readonly (readonly [number, readonly Scan[]])[];
  readonly knownUntil: number;
}

export function snapshotOf(book: LinkBook): BookSnapshot {
  const sheets: { [name: string]: SheetSnapshot } = {};
  for (const [name, sheet] of sheetsOf(book)) sheets[name] = sheet.snapshot();
  return {
    version: 1,
    texts: [...book.names.texts()],
    seen: book.seen.snapshot(),
    sheets,
    statements: [...book.statements],
    messages: [...book.messages],
    documents: [...book.documents],
    scans: [...book.scans],
    knownUntil: book.knownUntil,
  };
}

/** The book again. Throws a RangeError for a snapshot of another shape: then the book is made anew from the log. */
export function bookOf(snapshot: BookSnapshot): LinkBook {
  const book = new LinkBook();
  for (const text of snapshot.texts) book.names.number(text);
  book.seen.restore(snapshot.seen);
  for (const [name, sheet] of sheetsOf(book)) {
    const kept = snapshot.sheets[name];
    if (kept === undefined)
      throw new RangeError(`The snapshot lacks "${name}"; the book has to be made anew from the log`);
    sheet.restore(kept);
  }
  for (const [key, said] of snapshot.statements) book.statements.set(key, said);
  for (const [key, said] of snapshot.messages) book.messages.set(key, [...said]);
  for (const [key, files] of snapshot.documents) book.documents.set(key, files);
  for (const [key, scans] of snapshot.scans) book.scans.set(key, [...scans]);
  book.knownUntil = snapshot.knownUntil;
  return book;
}

function sheetsOf(book: LinkBook): [string, Sheet<string>][] {
  return Object.entries(book).filter((entry): entry is [string, Sheet<string>] => entry[1] instanceof Sheet);
}
