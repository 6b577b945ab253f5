import { describe, expect, test } from 'vitest';
import { LinkBook } from '../../../src/detect/rings/book.ts';
import { casesOf } from '../../../src/detect/rings/cases.ts';
import { findRings } from '../../../src/detect/rings/find.ts';
import { Judgements } from '../../../src/detect/rings/judgements.ts';
import { TextCache } from '../../../src/detect/rings/text-cache.ts';
import type { Fact } from '../../../src/domain/fact.ts';
import { dayUs } from '../../../src/domain/time.ts';
import { Shop, start, usualShop } from './shop.ts';

const filed = 20;

function bookOf(facts: readonly Fact[]): LinkBook {
  const book = new LinkBook();
  for (const fact of facts) book.add(fact);
  return book;
}

/** A claim of day 20, and what was said of it or of its account on which day. */
function judged(said: readonly (readonly [about: 'claim' | 'account', verdict: string, day: number])[]) {
  const shop = new Shop();
  shop.register('a1');
  const claim = shop.claim({ account: 'a1', day: filed });
  for (const [about, verdict, day] of said)
    shop.add(`${about}.judged`, start + day * dayUs, {
      [`${about}_id`]: about === 'claim' ? claim : 'a1',
      verdict,
      by: 'lead-1',
    });
  const told = (facts: readonly Fact[]) => {
    const book = bookOf(facts);
    return new Judgements(book).of(book.names.find(`k/${claim}`));
  };
  const [forwards, backwards] = [told(shop.facts), told([...shop.facts].reverse())];
  expect(backwards).toBe(forwards);
  return forwards;
}

describe('what people found about a claim', () => {
  test('[RING-65] the last word counts, in whatever order the facts came', () => {
    expect(judged([])).toBeNull();
    expect(judged([['claim', 'fraud', 30]])).toBe('fraud');
    expect(
      judged([
        ['claim', 'fraud', 30],
        ['claim', 'honest', 40],
      ]),
    ).toBe('honest');
    expect(
      judged([
        ['claim', 'honest', 40],
        ['claim', 'fraud', 30],
      ]),
    ).toBe('honest');
  });

  test('[RING-65] what was said of the account counts where the claim was filed by then', () => {
    expect(judged([['account', 'fraud', filed + 5]])).toBe('fraud');
    expect(judged([['account', 'fraud', filed - 5]])).toBeNull();
    const [claim, account] = [filed + 3, filed + 9];
    expect(
      judged([
        ['claim', 'honest', claim],
        ['account', 'abuse', account],
      ]),
    ).toBe('abuse');
    expect(
      judged([
        ['account', 'abuse', claim],
        ['claim', 'honest', account],
      ]),
    ).toBe('honest');
  });

  test('[RING-65] one finding about an account is one about the last claim that it had filed by then', () => {
    const shop = new Shop();
    shop.register('a1');
    const claims = [10, 20, 30].map(day => shop.claim({ account: 'a1', day }));
    shop.add('account.judged', start + 25 * dayUs, { account_id: 'a1', verdict: 'fraud', by: 'lead-1' });
    const book = bookOf(shop.facts);
    const judgements = new Judgements(book);
    expect(claims.map(claim => judgements.of(book.names.find(`k/${claim}`)))).toEqual([null, 'fraud', null]);
  });

  test('[RING-65] a finding that leaves it unclear takes back the one before', () => {
    expect(
      judged([
        ['claim', 'fraud', 30],
        ['claim', 'unclear', 40],
      ]),
    ).toBeNull();
  });

  test('[RING-66] a member whose claim a person found honest is told so, however strong the signs', () => {
    const shop = usualShop();
    const letter =
      'good evening my laptop did not turn up although the tracking claims delivered nobody rang and the whole building saw nothing so refund me now';
    const claims = Array.from({ length: 8 }, (_, number) => {
      const account = `m${number}`;
      shop.register(account);
      shop.order(account, 3 + number);
      const tools = { device: 'operator', ip: '45.9.9.9', statement: letter, amount: '900.00' };
      return shop.claim({ account, day: 20 + number * 4, ...tools });
    });
    shop.add('claim.judged', start + 70 * dayUs, { claim_id: claims[3], verdict: 'honest', by: 'lead-1' });
    const [ring] = findRings(bookOf(shop.facts)).rings;
    const told = ring!.members.filter(member => member.sentence.includes(`found them honest, in ${claims[3]}`));
    expect(told.map(member => member.accountId)).toEqual(['m3']);
    const silent = ring!.members.filter(member => !member.sentence.includes('honest'));
    expect(silent).toHaveLength(7);
  });

  test('[RING-67] a claim that the customer withdrew is told from one that was refused, unless it was paid all the same', () => {
    const shop = new Shop();
    for (const account of ['a1', 'a2']) shop.register(account);
    const paid = shop.claim({ account: 'a1', day: filed });
    const unpaid = shop.claim({ account: 'a2', day: filed });
    for (const claim of [paid, unpaid]) shop.add('claim.withdrawn', start + 22 * dayUs, { claim_id: claim });
    const facts = shop.facts.filter(fact => fact.type !== 'refund.issued' || fact.data.claim_id !== unpaid);
    const book = bookOf(facts);
    const granted = casesOf(book, new TextCache(), new Set()).list.map(each => [
      book.names.text(each.claim),
      each.traits.get('granted'),
    ]);
    expect(Object.fromEntries(granted)).toEqual({ [`k/${paid}`]: 'form|system', [`k/${unpaid}`]: 'form|withdrawn' });
  });
});
