import type { Address } from '../domain/events/fields.ts';
import { foldCode, foldText } from '../text/fold.ts';
import { hash64 } from '../text/hash64.ts';
import { normalAddress } from './address.ts';

/** Key of a postal address with its flat, the same however it is written; null where it names no place: no street, or a street in no town. */
export function addressKey(address: Address): string | null {
  const { house, street, unit } = normalAddress(address);
  if (house === '' && street === '') return null;
  const postcode = foldCode(address.postcode ?? '');
  // A postcode says more than a city, and people write cities in many ways.
  const town = postcode === '' ? foldText(address.city ?? '') : postcode;
  return town === '' ? null : hash64([address.country, town, street, house, unit].join('|'));
}

/**
 * The neighbourhood that loss rates are kept for: a British postcode sector, a Canadian forward sortation area, elsewhere the
 * postcode as it is (a US ZIP, a German Postleitzahl). Null without a postcode.
 */
export function areaKey(address: { country?: string | undefined; postcode?: string | undefined }): string | null {
  if (address.country === undefined || address.postcode === undefined) return null;
  const postcode = foldCode(address.postcode);
  if (postcode === '') return null;
  switch (address.country) {
    case 'GB':
      return `GB ${postcode.length > 4 ? postcode.slice(0, -2) : postcode}`;
    case 'CA':
      return `CA ${postcode.slice(0, 3)}`;
    case 'US':
      return `US ${postcode.slice(0, 5)}`;
    default:
      return `${address.country} ${postcode}`;
  }
}

/**
 * The street within its neighbourhood, without house number and flat; null without a postcode or a street. Parcels get lost by the street
 * more than by the quarter.
 */
export function streetKey(address: Address): string | null {
  const area = areaKey(address);
  const { street } = normalAddress({ line1: address.line1, country: address.country });
  return area === null || street === '' ? null : `${area} ${hash64(street)}`;
}

/** The network that an address belongs to: /24 of IPv4, /48 of IPv6; null where the text is neither. */
export function networkKey(ip: string): string | null {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/.exec(ip);
  if (v4 !== null) return `${v4[1]}.${v4[2]}.${v4[3]}.0/24`;
  if (!ip.includes(':')) return null;
  const [head = ''] = ip.toLowerCase().split('::');
  const groups = head.split(':').slice(0, 3);
  while (groups.length < 3) groups.push('0');
  return `${groups.map(group => group.replace(/^0+(?=.)/, '')).join(':')}::/48`;
}
