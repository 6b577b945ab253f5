import { describe, expect, test } from 'vitest';
import { layOutUnits, unitsShownMax } from '../../src/ledger/units.ts';
import {
  atHome,
  authorised,
  back,
  claim,
  credit,
  dispute,
  dock,
  fact,
  findingOf,
  fold,
  kindsOf,
  label,
  placed,
  placedOne,
  received,
  refund,
  refundOnReturn,
  replacement,
  reversed,
  scanned,
  shipped,
  whyNot,
} from './world.ts';

describe('the account of an order', () => {
  test('[LEDGER-5] every step of a unit is an entry with its facts', () => {
    const facts = [
      placedOne(),
      shipped('03-02', { weight_g: 800, packed_by: 'W9' }),
      scanned('in_transit', '03-03'),
      scanned('delivered', '03-04', { ...atHome, proof: { kind: 'photo' } }),
      claim(),
      authorised(),
      label(),
      back('picked_up', '03-12'),
      dock('03-14', { weight_g: 700 }),
      received('03-15', {}, { serial: 'SN-1' }),
      refundOnReturn('03-16'),
      reversed('03-18', '100.00'),
    ];
    const [line] = fold(facts).lines;
    expect(line!.entries.map(entry => entry.kind)).toEqual([
      'paid',
      'shipped',
      'scanned',
      'delivered',
      'claimed',
      'return_authorised',
      'labelled',
      'scanned_back',
      'at_dock',
      'received',
      'refunded',
      'reversed',
    ]);
    expect(line!.quantities).toEqual({
      shipped: 1,
      delivered: 1,
      claimed: 1,
      returnAuthorised: 1,
      received: 1,
      refunded: 1,
      replaced: 0,
    });
    const first = facts[0]!.seq;
    expect(line!.entries.map(entry => entry.facts.map(seq => seq - first))).toEqual([
      [0],
      [1],
      [1, 2],
      [1, 3],
      [4],
      [5],
      [6],
      [6, 7],
      [8],
      [9],
      [10],
      [10, 11],
    ]);
  });

  test('[LEDGER-7] refunds, credits and disputes without lines stand beside the lines', () => {
    const ledger = fold([placed(), refund('03-15', { lines: undefined }), credit('03-16', '5.00'), dispute('03-17')]);
    expect(ledger.unassigned.map(entry => [entry.kind, entry.quantity])).toEqual([
      ['refunded', null],
      ['credited', null],
      ['disputed', null],
    ]);
  });

  test('[LEDGER-4] an order that is not known yet is said to be, and nothing throws', () => {
    const ledger = fold([refund('03-15'), scanned('delivered', '03-04'), shipped(), claim()]);
    expect(ledger.orderKnown).toBe(false);
    expect(ledger.lines[0]).toMatchObject({ paid: null, unitPriceMinor: null });
    expect(ledger.value).toMatchObject({ currency: 'EUR', paid: null, refunded: 50_000 });
    expect(whyNot(ledger, 'order')).toContain('order_not_known');
    expect(fold([])).toMatchObject({
      orderKnown: false,
      lines: [],
      findings: [],
      value: { currency: null, paid: null, back: 0 },
    });
  });

  test('[LEDGER-8] of two reports of one refund the one known first stands, and the other is named', () => {
    const second = refund('03-10', { amount: '1.00' });
    const ledger = fold([placed(), refund('03-15'), { ...second, knownAt: second.knownAt + 30 * 86_400_000_000 }]);
    expect(ledger.value.refunded).toBe(50_000);
    expect(ledger.unknowns.find(unknown => unknown.why === 'contradicted_report')?.facts).toEqual([second.seq]);
    expect(whyNot(fold([placed(), refund('03-15'), refund('03-15')]), 'order')).toEqual([]);
  });

  test('[LEDGER-10] amounts in another currency are stated, not converted', () => {
    const { value } = fold([placedOne(), refund('03-15', { currency: 'JPY', amount: '70000' })]);
    expect(value).toMatchObject({ currency: 'EUR', refunded: 0, back: 0 });
    expect(value.otherCurrencies).toEqual([
      { currency: 'JPY', refunded: 70_000, reversed: 0, credited: 0, disputedOpen: 0, disputedLost: 0, disputedWon: 0 },
    ]);
  });

  test('[LEDGER-9] disputes count as back only when they are lost', () => {
    const closed = (outcome: string) => fact('dispute.closed', '04-01', { dispute_id: 'D1', outcome });
    expect(fold([placedOne(), dispute('03-17')]).value).toMatchObject({ disputedOpen: 50_000, back: 0 });
    expect(fold([placedOne(), dispute('03-17'), closed('lost')]).value).toMatchObject({
      disputedLost: 50_000,
      back: 50_000,
    });
    expect(fold([placedOne(), dispute('03-17'), closed('won')]).value).toMatchObject({ disputedWon: 50_000, back: 0 });
  });

  test('[LEDGER-11] contacts are kept with their agents, without their texts', () => {
    const ledger = fold([
      placed(),
      claim('03-10', { contact_id: 'N1' }),
      fact('contact.opened', '03-10', { contact_id: 'N1', account_id: 'C1', channel: 'chat', agent_id: 'S1' }),
      fact('contact.message', '03-10', { contact_id: 'N1', message_id: 'm1', author: 'customer', text: 'Hello' }),
      fact('contact.transferred', '03-11', { contact_id: 'N1', from_agent_id: 'S1', to_agent_id: 'S2' }),
      credit('03-12', '5.00', { order_id: undefined, contact_id: 'N1' }),
    ]);
    expect(ledger.contacts).toMatchObject([{ contactId: 'N1', channel: 'chat', messages: 1, agentIds: ['S1', 'S2'] }]);
    expect(ledger.value.credited).toBe(500);
    expect(JSON.stringify(ledger.contacts)).not.toContain('Hello');
  });
});

describe('tracking numbers', () => {
  test('[LEDGER-3] a number serves one parcel after the other: each scan goes to the one that bore it then', () => {
    const second = shipped('05-20', { parcel_id: 'P2' });
    const ledger = fold(
      [placed(), shipped('03-02'), scanned('delivered', '03-04'), second, scanned('in_transit', '05-21')],
      undefined,
      {},
      '05-25',
    );
    const scans = ledger.lines[0]!.entries.filter(entry => entry.kind === 'scanned' || entry.kind === 'delivered');
    expect(scans.map(entry => [entry.kind, entry.parcelId])).toEqual([
      ['delivered', 'P1'],
      ['scanned', 'P2'],
    ]);
  });

  test('[LEDGER-3] scans shortly before the record of dispatch belong; after delivery only for a time', () => {
    const ledger = fold([
      placed(),
      shipped('03-02T20:00'),
      scanned('picked_up', '03-02T15:00'),
      scanned('delivered', '03-04'),
      scanned('exception', '03-20'),
      scanned('picked_up', '04-25'),
    ]);
    const kinds = ledger.lines[0]!.entries.map(entry => (entry.kind === 'scanned' ? entry.status : entry.kind));
    expect(kinds).toEqual(['paid', 'picked_up', 'shipped', 'delivered', 'exception']);
  });

  test('[LEDGER-3] carriers and numbers are compared without case', () => {
    expect(
      kindsOf(fold([placedOne(), shipped(), scanned('exception', '03-03', { carrier: 'dhl ', tracking: 't1' })])),
    ).toContain('parcel_exception');
  });

  test('[LEDGER-5] a repeated delivery scan delivers the units once, and its proof counts', () => {
    const ledger = fold([
      placedOne(),
      shipped(),
      scanned('delivered', '03-04', atHome),
      scanned('delivered', '03-04T13:00', { ...atHome, proof: { kind: 'otp' } }),
      claim('03-10', { reason: 'not_received' }),
    ]);
    expect(ledger.lines[0]!.quantities.delivered).toBe(1);
    expect(findingOf(ledger, 'not_received_against_proof').detail).toMatchObject({ proof: 'otp', strength: 'strong' });
  });
});

describe('units', () => {
  test('[LEDGER-6] entries are laid out first in, first out; units of one parcel, return or refund stay together', () => {
    const ledger = fold([
      placed(),
      shipped(),
      shipped('03-03', { parcel_id: 'P2', tracking: 'T2' }),
      scanned('delivered', '03-05', { tracking: 'T2' }),
      received('03-15', {}, { serial: 'SN-2' }),
      replacement('03-16'),
    ]);
    const { units, omitted } = layOutUnits(ledger.lines[0]!);
    expect(omitted).toBe(0);
    expect(units.map(unit => [unit.serial, unit.entries.map(entry => entry.kind)])).toEqual([
      ['SN-1', ['paid', 'shipped', 'replaced']],
      ['SN-2', ['paid', 'shipped', 'delivered', 'received']],
    ]);
  });

  test('[LEDGER-6] a line of 80,000 units is one account, and at most the limit is laid out', () => {
    const ledger = fold([
      placed({ total: '80000.00', lines: [{ line_id: 'A', sku: 'NUT', quantity: 80_000, unit_price: '1.00' }] }),
      shipped('03-02', { lines: [{ line_id: 'A', quantity: 50_000 }] }),
    ]);
    expect(ledger.lines[0]!.entries).toHaveLength(2);
    const { units, omitted } = layOutUnits(ledger.lines[0]!);
    expect(units).toHaveLength(unitsShownMax);
    expect(omitted).toBe(80_000 - unitsShownMax);
    expect(layOutUnits(ledger.lines[0]!, 5).units).toHaveLength(5);
  });
});
