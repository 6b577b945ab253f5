/** Texts of one contact, as customers wrote them. */
export interface Said {
  readonly at: number;
  readonly seq: number;
  readonly text: string;
}

/** Scans of a parcel that matter here: that it moved, and where it came to rest. */
export interface Scan {
  readonly at: number;
  readonly seq: number;
  readonly delivered: boolean;
  readonly place: number;
  readonly facility: number;
  readonly grams: number;
}

/** The files that came with a claim, as values. */
export interface Files {
  readonly seq: number;
  readonly values: readonly number[];
}

/** Remedies by their number in the sheet. */
export const remedyKinds = ['refund', 'credit', 'replacement'] as const;

/** Where a scan was, in one text; null where it does not say. */
export function placeOf(data: {
  postcode?: string | undefined;
  country?: string | undefined;
  city?: string | undefined;
}): string | null {
  if (data.postcode === undefined && data.city === undefined) return null;
  return `${data.country ?? ''} ${data.postcode ?? ''} ${data.city ?? ''}`.trim();
}
