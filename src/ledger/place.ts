/** A place as a scan or an address names it; null for what it does not say. */
export interface Place {
  readonly city: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
}

/** Whether two places can be the same, by the finest part that both name. */
export type Fit =
  | { readonly fit: 'same' | 'unknown' }
  | { readonly fit: 'elsewhere'; readonly differs: 'country' | 'postcode' | 'city' };

const same: Fit = { fit: 'same' };
const unknown: Fit = { fit: 'unknown' };

/** Shorter beginnings of a postcode name a region, not a place. */
const postcodePrefixMin = 3;

/** The part of a scan or an address that tells the place. */
export function placeOf(named: {
  city?: string | undefined;
  postcode?: string | undefined;
  country?: string | undefined;
}): Place {
  return { city: named.city ?? null, postcode: named.postcode ?? null, country: named.country ?? null };
}

/**
 * Compares the place of a scan with an address. Postcodes decide where both name one (a beginning is enough: carriers cut
 * "94103-1234" to "94103" and "SW1A 1AA" to "SW1A"), else cities, written without accents, case and punctuation.
 * The same country alone says nothing.
 */
export function comparePlaces(scanned: Place, expected: Place): Fit {
  if (scanned.country !== null && expected.country !== null && scanned.country !== expected.country) {
    return { fit: 'elsewhere', differs: 'country' };
  }
  if (scanned.postcode !== null && expected.postcode !== null) {
    if (scanned.postcode === expected.postcode) return same;
    const one = plain(scanned.postcode);
    const other = plain(expected.postcode);
    if (Math.min(one.length, other.length) < postcodePrefixMin) return unknown;
    return one.startsWith(other) || other.startsWith(one) ? same : { fit: 'elsewhere', differs: 'postcode' };
  }
  if (scanned.city !== null && expected.city !== null) {
    if (scanned.city === expected.city) return same;
    const one = plain(scanned.city);
    const other = plain(expected.city);
    if (one === '' || other === '') return unknown;
    return one.includes(other) || other.includes(one) ? same : { fit: 'elsewhere', differs: 'city' };
  }
  return unknown;
}

/** "10115 Berlin, DE", with what is known. */
export function showPlace(place: Place): string {
  const town = [place.postcode, place.city].filter(part => part !== null).join(' ');
  return [town, place.country].filter(part => part !== null && part !== '').join(', ') || 'an unnamed place';
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
