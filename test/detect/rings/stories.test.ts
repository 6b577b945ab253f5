import { describe, expect, test } from 'vitest';
import { LinkBook } from '../../../src/detect/rings/book.ts';
import { findRings } from '../../../src/detect/rings/find.ts';
import type { Verdict } from '../../../src/detect/rings/verdicts.ts';
import { type Shop, usualShop } from './shop.ts';

function ringsIn(shop: Shop, verdicts: readonly Verdict[] = []) {
  const book = new LinkBook();
  for (const fact of shop.facts) book.add(fact);
  return findRings(book, verdicts).rings;
}

const membersIn = (shop: Shop, verdicts: readonly Verdict[] = []) =>
  ringsIn(shop, verdicts).map(ring => ring.members.map(member => member.accountId).sort());

const letter =
  'good evening my laptop did not turn up although the tracking claims delivered nobody rang and the whole building saw nothing so refund me now';

const otherLetter =
  'to whom it may concern the console that i paid for was missing when we unpacked on sunday kindly return the amount to my card at once';

/** Customers of a service: old accounts with orders of their own, and one dear claim each that the service files. */
function served(shop: Shop, from: number, count: number, how: (number: number) => object): string[] {
  return Array.from({ length: count }, (_, number) => {
    const account = `m${from + number}`;
    shop.register(account);
    shop.order(account, 3 + number);
    shop.order(account, 40 + number);
    shop.claim({ account, day: 20 + number * 4, reason: 'not_received', amount: '900.00', ...how(number) });
    return account;
  });
}

describe('what honest people share does not join them', () => {
  test.each<[string, (shop: Shop) => void]>([
    ['nothing at all', () => {}],
    [
      'a parcel locker',
      shop => {
        for (let number = 0; number < 30; number++) {
          shop.register(`l${number}`, { line1: 'Locker Square 1' });
          shop.order(`l${number}`, number, { line1: 'Locker Square 1' });
          if (number % 2 === 0) shop.claim({ account: `l${number}`, day: 20 + number });
        }
      },
    ],
    [
      'the network of a dorm',
      shop => {
        for (let number = 0; number < 30; number++) {
          shop.register(`d${number}`, { ip: '130.2.2.2' });
          shop.order(`d${number}`, number, { ip: '130.2.2.2' });
          shop.claim({ account: `d${number}`, day: 20 + number, ip: '130.2.2.2' });
        }
      },
    ],
    [
      "a carrier's address that thousands stand behind",
      shop => {
        for (let number = 0; number < 120; number++) {
          shop.register(`g${number}`);
          shop.order(`g${number}`, number % 60, { ip: '92.7.7.7' });
          if (number % 4 === 0) shop.claim({ account: `g${number}`, day: 20 + (number % 60), ip: '92.7.7.7' });
        }
        // Eight of them never ordered from there.
        for (let number = 0; number < 8; number++) {
          shop.register(`h${number}`);
          shop.claim({ account: `h${number}`, day: 30 + number, ip: '92.7.7.7' });
        }
      },
    ],
    [
      'a household with one tablet',
      shop => {
        for (let number = 0; number < 5; number++) {
          shop.register(`f${number}`, { device: 'tablet', line1: 'Family Lane 5' });
          shop.order(`f${number}`, number, { device: 'tablet', line1: 'Family Lane 5' });
          shop.claim({ account: `f${number}`, day: 20 + number * 5, device: 'tablet' });
        }
      },
    ],
    [
      'a popular letter of complaint',
      shop => {
        for (let number = 0; number < 25; number++) {
          shop.register(`t${number}`);
          shop.order(`t${number}`, number);
          shop.claim({ account: `t${number}`, day: 20 + number, statement: letter });
        }
      },
    ],
    [
      'an article with a bad batch',
      shop => {
        for (let number = 0; number < 25; number++) {
          shop.register(`b${number}`);
          shop.claim({ account: `b${number}`, day: 20 + number, reason: 'defective', sku: 'bad', amount: '900.00' });
        }
      },
    ],
    [
      'a phone that was sold on',
      shop => {
        for (let number = 0; number < 4; number++) {
          shop.register(`s${number}`, { device: 'phone', day: number * 60 });
          shop.order(`s${number}`, number * 15, { device: 'phone' });
          shop.claim({ account: `s${number}`, day: 10 + number * 15, device: 'phone' });
        }
      },
    ],
    [
      'somebody who files for the people of a home, and sends the goods back for them',
      shop => {
        for (let number = 0; number < 18; number++) {
          const account = `c${number % 6}`;
          if (number < 6) shop.register(account);
          const asked = { reason: 'not_as_described', statement: letter, back: number % 3 > 0 } as const;
          shop.claim({ account, day: 20 + number * 3, device: 'carer', ip: '45.9.9.9', ...asked });
        }
      },
    ],
    [
      "the shop's own terminal, which people come to claim at",
      shop => {
        for (let number = 0; number < 60; number++) {
          shop.register(`k${number}`);
          shop.order(`k${number}`, number);
          shop.claim({ account: `k${number}`, day: 20 + number, device: 'terminal', ip: '194.1.1.1' });
        }
      },
    ],
    [
      'one employee who grants much',
      shop => {
        for (let number = 0; number < 30; number++) {
          shop.register(`w${number}`);
          shop.claim({ account: `w${number}`, day: 20 + number, grantedBy: 'busy' });
        }
      },
    ],
  ])('[RING-5] %s', (_, tell) => {
    const shop = usualShop();
    tell(shop);
    expect(membersIn(shop)).toEqual([]);
  });
});

test.each([3, 6])(
  '[RING-57] looks alone hold no ring: of %i who claim as rings do none is put beside two strangers who met in a rare network',
  guests => {
    const shop = usualShop();
    const members = served(shop, 0, 12, () => ({ device: 'operator', ip: '45.9.9.9', statement: letter }));
    // Each from a device and a line of nobody's; two of the lines lie in one network by chance.
    served(shop, 20, guests, number => ({
      device: `guest-${number}`,
      ip: number < 2 ? `193.86.171.${number + 7}` : `67.${number}.3.${number + 1}`,
    }));
    expect(membersIn(shop)).toEqual([members.sort()]);
  },
);

test('[RING-63] nobody is a member for looks alone, however much their claim is like those of the ring', () => {
  const shop = usualShop();
  const members = served(shop, 0, 4, number => ({ device: 'operator', ip: `67.${number}.3.1` }));
  const guests = served(shop, 4, 4, number => ({ device: `guest-${number}`, ip: '45.9.9.9' }));
  const judged = membersIn(shop, [{ kind: 'coincidence', value: 'ip:45.9.9.9' }]);
  expect(membersIn(shop).flat().sort()).toEqual([...members, ...guests].sort());
  expect(judged).toEqual([members.sort()]);
});

describe('an operator is found', () => {
  test('[RING-6] by the device that is met at claims of strangers only', () => {
    const shop = usualShop();
    const members = served(shop, 0, 8, () => ({ device: 'operator', ip: '45.9.9.9', statement: letter }));
    expect(membersIn(shop)).toEqual([members.sort()]);
  });

  test('[RING-6] who changes devices and lines each time, by words and staff', () => {
    const shop = usualShop();
    const members = served(shop, 0, 9, number => ({
      device: `fresh-${number}`,
      ip: `67.${number}.3.${number + 1}`,
      statement: `${letter} order ${number}`,
      grantedBy: 'bribed',
    }));
    const [ring] = ringsIn(shop);
    expect(ring?.members.map(member => member.accountId).sort()).toEqual(members.sort());
    expect(ring?.employees.map(each => each.employeeId)).toContain('bribed');
    expect(ring?.reasons.map(each => each.bond)).toContain('words');
    const staff = ring?.reasons.find(each => each.bond === 'staff');
    expect(staff).toMatchObject({ claims: 9, sentence: expect.stringContaining('Employee bribed granted money') });
  });

  test('[RING-6] and a customer of two services keeps them apart', () => {
    const shop = usualShop();
    const first = served(shop, 0, 8, () => ({ device: 'one', ip: '45.9.9.9', statement: letter, grantedBy: 'e1' }));
    const second = served(shop, 20, 8, () => ({
      device: 'two',
      ip: '46.8.8.8',
      statement: otherLetter,
      grantedBy: 'e7',
    }));
    shop.claim({
      account: first[0]!,
      day: 70,
      device: 'two',
      ip: '46.8.8.8',
      statement: otherLetter,
      amount: '900.00',
    });
    const groups = membersIn(shop);
    expect(groups).toHaveLength(2);
    expect(groups).toContainEqual(first.sort());
    expect(groups).toContainEqual([...second, first[0]!].sort());
  });

  test('[RING-7] with loss, reasons, an innocent explanation and what would dissolve it', () => {
    const shop = usualShop();
    served(shop, 0, 8, () => ({ device: 'operator', ip: '45.9.9.9', statement: letter }));
    const [ring] = ringsIn(shop);
    expect(ring?.loss).toEqual([{ minor: 8 * 90_000, currency: 'GBP' }]);
    expect(ring?.devices).toEqual(['operator']);
    expect(ring?.reasons.length).toBeGreaterThanOrEqual(2);
    expect(ring?.reasons.every(reason => /\d/.test(reason.sentence))).toBe(true);
    expect(ring?.innocent.explanation).not.toBe('');
    expect(ring?.innocent.against).toMatch(/8 households/);
    for (const member of ring!.members) {
      expect(member.probability).toBeGreaterThan(0.9);
      expect(member.links.length).toBeGreaterThan(0);
      expect(member.links.every(link => link.sentence !== '')).toBe(true);
    }
  });
});

test('[RING-7] what the operator leaves behind is counted in accounts, also of a document that others have', () => {
  const shop = usualShop();
  const members = served(shop, 0, 8, () => ({ device: 'operator', ip: '45.9.9.9', picture: 'ff01' }));
  shop.claim({ account: members[0]!, day: 66, amount: '900.00', device: 'operator', ip: '45.9.9.9', picture: 'ff01' });
  // People at home sent the same picture from the manual, each twice.
  for (let number = 0; number < 12; number++) {
    shop.register(`p${number}`);
    for (const day of [20 + number, 44 + number])
      shop.claim({ account: `p${number}`, day, picture: 'ff01', amount: '20.00', reason: 'defective', back: true });
  }
  const [ring] = ringsIn(shop);
  expect(ring!.members.map(({ accountId }) => accountId).sort()).toEqual(members.sort());
  const counted = (kind: string) => ring!.footprint.find(each => each.kind === kind);
  expect(counted('document')).toMatchObject({ claims: 9, accounts: 8, seenWith: 20, atClaimsOnly: null });
  expect(counted('device')).toMatchObject({ claims: 9, accounts: 8, seenWith: 8, atClaimsOnly: 8 });
});

describe('the value on which a ring hangs', () => {
  const shops: [string, string | null, number, (number: number) => object][] = [
    ['its only device', 'device:operator', 0, number => ({ device: 'operator', ip: `67.${number}.3.1` })],
    ['nothing, where letter and address stay', null, 8, () => ({ device: 'd', ip: '45.9.9.9', statement: letter })],
    ['an address with its network', 'ip:45.9.9.9', 0, number => ({ device: `fresh-${number}`, ip: '45.9.9.9' })],
    [
      'the stronger of two',
      'ip:45.9.9.9',
      4,
      number => ({
        device: number < 4 ? 'first' : `fresh-${number}`,
        ip: number < 2 ? `67.${number}.3.1` : '45.9.9.9',
      }),
    ],
  ];
  test.each(shops)('[RING-7] %s', (_, value, left, how) => {
    const shop = usualShop();
    const members = served(shop, 0, 8, how);
    shop.claim({ account: members[0]!, day: 66, amount: '900.00', reason: 'not_received', ...how(0) });
    const before = ringsIn(shop);
    const dissolving = before.map(ring => ring.dissolvesWithout);
    expect(dissolving.map(each => each?.value ?? null)).toEqual([value]);
    if (value === null) return;
    expect(dissolving[0]).toMatchObject({
      membersLeft: left,
      sentence: expect.stringContaining(
        left === 0 ? 'the ring of 8 customers would' : `${left} of the ring's 8 customers`,
      ),
    });
    // What is said is what a verdict brings about.
    const after = membersIn(shop, [{ kind: 'coincidence', value }]).flat();
    expect(after.filter(account => members.includes(account))).toHaveLength(left);
  });
});

describe('what is told of lines, growth and households', () => {
  const ringOf = (how: (number: number) => object) => {
    const shop = usualShop();
    served(shop, 0, 8, number => ({ device: 'operator', statement: letter, ...how(number) }));
    const [ring] = ringsIn(shop);
    expect(ring?.members).toHaveLength(8);
    return ring!;
  };
  const lineReason = (ring: ReturnType<typeof ringOf>) => ring.reasons.find(({ bond }) => bond === 'network');

  test('[RING-54] an address and its network are one line, with the claims and accounts of that line', () => {
    const ring = ringOf(() => ({ ip: '45.9.9.9' }));
    expect(ring.networks).toEqual(['45.9.9.9']);
    expect(lineReason(ring)).toMatchObject({
      claims: 8,
      sentence: expect.stringMatching(/^8 of 8 claims came from one line that customers share: 8 of 8 accounts /),
    });
  });

  test('[RING-54] the network is the line where it was met at more claims than each of its addresses', () => {
    const ring = ringOf(number => ({ ip: `45.9.9.${number < 5 ? 9 : number + 20}` }));
    expect(ring.networks).toEqual(['45.9.9.0/24']);
    expect(lineReason(ring)).toMatchObject({
      claims: 8,
      sentence: expect.stringMatching(/^8 of 8 claims came from one line that customers share: 8 of 8 accounts /),
    });
  });

  test('[RING-54] two lines are two, an address and another network', () => {
    const ring = ringOf(number => ({ ip: number < 4 ? '45.9.9.9' : `46.8.8.${number + 20}` }));
    expect([...ring.networks].sort()).toEqual(['45.9.9.9', '46.8.8.0/24']);
    expect(lineReason(ring)?.sentence).toMatch(
      /^8 of 8 claims came from 2 lines that customers share: 8 of 8 accounts /,
    );
  });
});

describe('the innocent case', () => {
  const apart =
    /8 households: none of them registers or orders with an address, a payment instrument or a device of another \(what more than 6 accounts have is not counted\)\.$/;

  test('[RING-55] says of the households what was looked at', () => {
    const shop = usualShop();
    served(shop, 0, 8, () => ({ device: 'operator', ip: '45.9.9.9', statement: letter }));
    expect(ringsIn(shop)[0]?.innocent.against).toMatch(apart);
  });

  test('[RING-55] of an instrument that money is paid back to does not deny that it is shared', () => {
    const shop = usualShop();
    // Amounts and reasons are what anybody's are, so that the instrument says most.
    served(shop, 0, 8, number => ({
      device: `fresh-${number}`,
      ip: `67.${number}.3.9`,
      statement: letter,
      amount: ['20.00', '40.00', '60.00', '80.00'][number % 4],
      reason: (['not_received', 'damaged', 'defective'] as const)[number % 3],
    }));
    for (const { type, at, data } of [...shop.facts])
      if (type === 'refund.issued' && data.account_id.startsWith('m'))
        shop.add('refund.issued', at, {
          ...data,
          refund_id: `${data.refund_id}-2`,
          to: { kind: 'other', token: 'tok-op' },
        });
    const [ring] = ringsIn(shop);
    expect(ring?.reasons[0]).toMatchObject({ bond: 'tender', claims: 8 });
    expect(ring?.innocent.against).toMatch(/^It is the money paid back that meets there\./);
    expect(ring?.innocent.against).toMatch(apart);
  });
});

describe('what the customers wrote', () => {
  const opening = 'Good evening, the box arrived TORN and the Müller camera was not in it';
  const wordsIn = (statement: (number: number) => string) => {
    const shop = usualShop();
    served(shop, 0, 8, number => ({ device: 'operator', ip: '45.9.9.9', statement: statement(number) }));
    const [ring] = ringsIn(shop);
    expect(ring?.members).toHaveLength(8);
    return ring!.words;
  };

  test('[RING-52] is quoted as they wrote it, in whole stretches and none of them twice', () => {
    const words = wordsIn(number => `${opening}! ${'ABCDEFGH'[number]}${'qrstuvwx'[number]}. Refund order ${number}.`);
    expect(words).toEqual(['the box arrived TORN and the Müller camera was not in it']);
  });

  test('[RING-52] is not quoted where it is numbers, short, or what everybody says', () => {
    expect(wordsIn(number => `${opening} 7${number} times`).join()).not.toMatch(/#|\d/);
    expect(wordsIn(number => `blue lamp ${number} red chair ${number} 9 green desk ${number}`)).toEqual([]);
  });
});

describe("investigators' verdicts are respected", () => {
  const told = () => {
    const shop = usualShop();
    const members = served(shop, 0, 8, () => ({ device: 'operator', ip: '45.9.9.9', statement: letter }));
    return { shop, members };
  };

  test('[RING-8] who is no member is left out, and the others stay', () => {
    const { shop, members } = told();
    const verdict: Verdict = { kind: 'not_member', accountId: members[2]!, of: members };
    expect(membersIn(shop, [verdict])).toEqual([members.filter(member => member !== members[2]).sort()]);
  });

  test('[RING-8] a value shared by coincidence ties nobody', () => {
    const { shop } = told();
    const verdicts: Verdict[] = ['device:operator', 'ip:45.9.9.9', 'network:45.9.9.0/24'].map(value => ({
      kind: 'coincidence',
      value,
    }));
    for (const ring of ringsIn(shop, verdicts)) expect(ring.devices).toEqual([]);
  });

  test('[RING-8] with an address its network is a coincidence too, for those who came through no other address of it', () => {
    const byLine = (ips: (number: number) => string) => {
      const shop = usualShop();
      served(shop, 0, 8, number => ({ device: `fresh-${number}`, ip: ips(number), statement: letter }));
      return shop;
    };
    const verdict: Verdict = { kind: 'coincidence', value: 'ip:45.9.9.9' };
    const tying = (shop: Shop, verdicts: readonly Verdict[]) =>
      ringsIn(shop, verdicts)
        .flatMap(ring => ring.footprint)
        .filter(({ kind }) => kind === 'ip' || kind === 'network')
        .map(({ value, claims }) => `${value} ${claims}`)
        .sort();
    const one = byLine(() => '45.9.9.9');
    expect(tying(one, [])).toEqual(['ip:45.9.9.9 8', 'network:45.9.9.0/24 8']);
    expect(tying(one, [verdict])).toEqual([]);
    const two = byLine(number => (number < 3 ? '45.9.9.9' : '45.9.9.77'));
    expect(tying(two, [verdict])).toEqual(['ip:45.9.9.77 5', 'network:45.9.9.0/24 5']);
  });

  test('[RING-8] an employee who met claims by coincidence ties nobody, in whatever role', () => {
    const shop = usualShop();
    served(shop, 0, 9, number => ({
      device: `fresh-${number}`,
      ip: `67.${number}.3.${number + 1}`,
      statement: `${letter} order ${number}`,
      grantedBy: 'bribed',
    }));
    expect(ringsIn(shop)[0]?.employees.map(each => each.employeeId)).toEqual(['bribed']);
    for (const ring of ringsIn(shop, [{ kind: 'coincidence', value: 'employee:bribed' }])) {
      expect(ring.employees).toEqual([]);
      expect(ring.reasons.map(({ bond }) => bond)).not.toContain('staff');
      expect(ring.members.flatMap(({ links }) => links).map(({ value }) => value)).not.toContain('e/bribed');
    }
  });

  test('[RING-8] who is a member is one', () => {
    const { shop, members } = told();
    shop.register('doubtful');
    shop.claim({ account: 'doubtful', day: 30, amount: '900.00' });
    expect(membersIn(shop)[0]).not.toContain('doubtful');
    const verdict: Verdict = { kind: 'member', accountId: 'doubtful', of: members };
    expect(membersIn(shop, [verdict])[0]).toContain('doubtful');
  });

  test('[RING-8] who is found to be a member is one against all that the numbers say, of that ring alone, and teaches it nothing', () => {
    const { shop, members } = told();
    served(shop, 20, 8, () => ({ device: 'other', ip: '46.8.8.8', statement: otherLetter }));
    // From home, about a cheap thing that came back as it was sent, and in other words.
    shop.register('homely');
    shop.claim({ account: 'homely', day: 85, amount: '20.00', reason: 'damaged', back: true });
    shop.claim({ account: 'homely', day: 88, amount: '20.00', reason: 'defective', back: true });
    const before = ringsIn(shop);
    const after = ringsIn(shop, [{ kind: 'member', accountId: 'homely', of: members }]);
    expect(before).toHaveLength(2);
    expect(after.map(ring => ring.members.some(({ accountId }) => accountId === 'homely'))).toEqual(
      before.map(ring => ring.members.some(({ accountId }) => accountId === members[0])),
    );
    for (const [at, ring] of after.entries()) {
      expect(ring.evidence).toBe(before[at]!.evidence);
      expect(ring.members.filter(({ accountId }) => accountId !== 'homely')).toEqual(before[at]!.members);
    }
    const homely = after.flatMap(ring => ring.members).find(({ accountId }) => accountId === 'homely');
    expect(homely).toMatchObject({
      sentence: expect.stringContaining('An investigator found the account to be a member'),
    });
    expect(homely!.probability).toBeGreaterThan(0.99);
  });

  test('[RING-8] the later of two verdicts on an account counts, whatever accounts the ring had when they were said', () => {
    const { shop, members } = told();
    const [first, ...others] = members;
    const none: Verdict = { kind: 'not_member', accountId: first!, of: others };
    const one: Verdict = { kind: 'member', accountId: first!, of: others.slice(1) };
    expect(membersIn(shop, [none, one])).toEqual([[...members].sort()]);
    expect(membersIn(shop, [one, none])).toEqual([[...others].sort()]);
    expect(ringsIn(shop, [none, none])).toEqual(ringsIn(shop, [none]));
  });
});

describe('a wording that people found to be shared by coincidence', () => {
  const stretch = 'Good evening, the box arrived TORN and the Müller camera was gone';
  const said = (words: string): Verdict => ({ kind: 'coincidence', value: `words:${words}` });
  /** Customers of a service that leaves nothing but its words: fresh tools each time, and nobody in particular who grants. */
  const worded = (statement: (number: number) => string) => {
    const shop = usualShop();
    const fresh = (number: number) => ({ device: `fresh-${number}`, ip: `67.${number}.3.${number + 1}` });
    const members = served(shop, 0, 10, number => ({ ...fresh(number), statement: statement(number) }));
    return { shop, members };
  };
  const own = (number: number) => `${'ABCDEFGHIJ'[number]}${'qrstuvwxyz'[number]}`;

  test('[RING-58] is quoted by no ring any more, and what is left of the letter still counts', () => {
    const { shop, members } = worded(() => letter);
    const [first] = ringsIn(shop)[0]!.words;
    const [ring] = ringsIn(shop, [said(first!)]);
    expect(ring?.members.map(({ accountId }) => accountId).sort()).toEqual([...members].sort());
    expect(ring!.words.length).toBeGreaterThan(0);
    for (const words of ring!.words) expect(letter.replace(first!, '|')).toContain(words);
    for (const left of ringsIn(shop, [said(letter)])) {
      expect(left.words).toEqual([]);
      expect(left.reasons.map(({ bond }) => bond)).not.toContain('words');
    }
  });

  test('[RING-58] says as much of a claim as silence does', () => {
    const withTools = (statement: string) => {
      const shop = usualShop();
      served(shop, 0, 8, () => ({ device: 'operator', ip: '45.9.9.9', statement }));
      return shop;
    };
    const silent = ringsIn(withTools(''));
    expect(silent).toHaveLength(1);
    expect(ringsIn(withTools(stretch))).not.toEqual(silent);
    expect(ringsIn(withTools(stretch), [said(stretch)])).toEqual(silent);
    // However it was typed.
    expect(ringsIn(withTools(stretch.toUpperCase()), [said(`"${stretch}!"`)])).toEqual(silent);
  });

  test('[RING-58] is known again in parts of three words, in any ring, and two words alone are not it', () => {
    const { shop } = worded(
      number => `${own(number)} ${stretch.split(' ').slice(1).join(' ')} ${number} ${own(number)}`,
    );
    served(shop, 20, 8, number => ({
      device: 'other',
      ip: '46.8.8.8',
      statement: `the box arrived TORN ${number} ${otherLetter}`,
    }));
    const judged = ringsIn(shop, [said(stretch)]);
    const words = judged.flatMap(ring => ring.words);
    expect(words.join()).not.toMatch(/box arrived|Müller camera/);
    expect(judged.map(ring => ring.devices)).toContainEqual(['other']);
    expect(words.length).toBeGreaterThan(0);
    expect(ringsIn(shop, [said('Good evening')])).toEqual(ringsIn(shop));
    expect(ringsIn(shop, [said('words that nobody here ever wrote')])).toEqual(ringsIn(shop));
  });

  test('[RING-59] is told where the ring would dissolve without it, as a verdict on it does', () => {
    const { shop } = worded(number => `${stretch} ${number}`);
    const [ring] = ringsIn(shop);
    expect(ring?.dissolvesWithout).toEqual({
      value: `words:${ring!.words[0]}`,
      membersLeft: 0,
      sentence: `If the words "${ring!.words[0]}" were shared by coincidence, the ring of ${ring!.members.length} customers would dissolve.`,
    });
    expect(ringsIn(shop, [said(ring!.words[0]!)])).toEqual([]);
  });

  test('[RING-59] is not told where tools, or the rest of the letter, hold the ring as well', () => {
    const shop = usualShop();
    served(shop, 0, 8, number => ({ device: 'operator', ip: '45.9.9.9', statement: `${stretch} ${number}` }));
    const rings = [...ringsIn(shop), ...ringsIn(worded(() => letter).shop)];
    expect(rings.map(ring => ring.words.length > 0)).toEqual([true, true]);
    expect(rings.map(ring => ring.dissolvesWithout)).toEqual([null, null]);
  });
});
