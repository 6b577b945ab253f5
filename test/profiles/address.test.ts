import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalPhone } from '../../src/profiles/phone.ts';
import { addressKey, streetKey } from '../../src/profiles/place.ts';
import { valuesOf } from '../../src/profiles/values.ts';

type Lines = readonly [line1: string, line2?: string];
const keyOf = (country: string, [line1, line2]: Lines, postcode = '12345') =>
  addressKey({ line1, line2, city: 'Anytown', postcode, country } as never);

describe('[LINK-1] one door has one key, however it is written', () => {
  test.each<[string, Lines[]]>([
    [
      'GB',
      [
        ['12 High Street', 'Flat 3'],
        ['12 High Street, Flat 3'],
        ['Flat 3, 12 High St.'],
        ['12 HIGH STREET', 'Apt 3'],
        ['12 High Street #3'],
        ['12 High Street', '3'],
      ],
    ],
    ['US', [['400 N Main St', 'Apt 2B'], ['400 North Main Street #2B'], ['400 N. Main Street', 'Unit 2b']]],
    ['DE', [['Hauptstraße 5', '2. OG'], ['Hauptstr. 5', '2 OG'], ['HAUPTSTRASSE 5, 2.OG']]],
    [
      'FR',
      [
        ['5 rue de la Paix', 'Appt 12'],
        ['5, R. de la Paix', 'appartement 12'],
      ],
    ],
    [
      'IT',
      [
        ['Via Roma 8', 'Int. 4'],
        ['V. Roma, 8', 'Interno 4'],
      ],
    ],
    [
      'ES',
      [
        ['Calle Mayor, 7', '3º B'],
        ['C/ Mayor 7', '3º B'],
      ],
    ],
  ])('%s', (country, ways) => {
    expect(new Set(ways.map(way => keyOf(country, way))).size).toBe(1);
  });

  test.each<[string, Lines, Lines]>([
    ['GB', ['12 High Street', 'Flat 3'], ['12 High Street', 'Flat 4']],
    ['GB', ['12 High Street'], ['12 High Street', 'Flat 3']],
    ['GB', ['12 High Street'], ['21 High Street']],
    ['GB', ['12a High Street'], ['12b High Street']],
    ['GB', ['3 St James Road'], ['3 Street James Road']],
    ['DE', ['Hauptstraße 5', '2. OG'], ['Hauptstraße 5', '3. OG']],
    ['US', ['400 Main St', 'Suite 10001'], ['400 Main St', 'Suite 10002']],
    ['US', ['400 N Main St'], ['400 S Main St']],
    ['GB', ['12 High Street', 'c/o Abc Ltd'], ['12 High Street', 'c/o Xyz Ltd']],
  ])('%s: %j is not %j', (country, one, other) => {
    expect(keyOf(country, one)).not.toBe(keyOf(country, other));
  });

  test('other numbers, flats and towns are other doors, whatever the street is called', () => {
    const number = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(number, number, number, number, (house, flat, otherHouse, otherFlat) => {
        const same = house === otherHouse && flat === otherFlat;
        const one = keyOf('GB', [`${house} Mill Lane`, `Flat ${flat}`]);
        expect(one === keyOf('GB', [`Flat ${otherFlat}`, `${otherHouse} Mill Ln`])).toBe(same);
        expect(keyOf('GB', [`${house} Mill Lane`], 'AB1 2CD')).not.toBe(keyOf('GB', [`${house} Mill Lane`], 'AB1 2CE'));
      }),
    );
  });

  test('an address without a street, or with a street in no town, names no place', () => {
    expect(keyOf('GB', ['  '])).toBe(null);
    expect(addressKey({ line1: '12 High Street', country: 'GB' } as never)).toBe(null);
  });

  test('the street is the same for all its houses, abbreviated or not', () => {
    const street = (line1: string) => streetKey({ line1, postcode: 'AB1 2CD', country: 'GB' } as never);
    expect(street('12 High Street')).toBe(street('14b High St'));
    expect(street('12 High Street')).not.toBe(street('12 Mill Lane'));
    expect(street('12')).toBe(null);
  });
});

describe('[LINK-2] one telephone has one key', () => {
  test.each([
    ['GB', '447700900123', ['+447700900123', '07700 900123', '+44 (0)7700 900123', '0044 7700 900123']],
    ['US', '12025550143', ['+1 202 555 0143', '(202) 555-0143', '1-202-555-0143']],
    ['DE', '4915112345678', ['+49 151 12345678', '0151 12345678']],
    ['IT', '393401234567', ['+39 340 1234567', '340 1234567']],
    ['ES', '34612345678', ['+34 612 345 678', '612345678']],
    ['FR', '33612345678', ['+33 6 12 34 56 78', '06 12 34 56 78']],
  ])('%s %s', (country, normal, ways) => {
    expect(ways.map(way => normalPhone(way, country))).toEqual(ways.map(() => normal));
  });

  test('a registration without an address goes by its marketplace', () => {
    const [one] = valuesOf({ phone: '07700 900123', marketplace: 'GB' });
    const [other] = valuesOf({ phone: '+447700900123', marketplace: 'FR' });
    expect(one).toBe(other);
  });
});
