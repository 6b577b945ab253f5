import { afterAll, expect, test } from 'vitest';
import { claimLine, line } from './fixtures/events.ts';
import { onEveryServer } from './fixtures/every-server.ts';
import { featuresAt, take } from './fixtures/features-at.ts';

const script =
  'The parcel was left with somebody whom I do not know at all, and the neighbours have not seen it either. Kindly make this right.';
const other =
  'The lamp arrived with a broken foot and a scratch along the shade, so I would like to have a new one of it.';

onEveryServer(nodes => {
  afterAll(() => nodes.clear());

  test("[FEATURE-7] other customers' words are found as of the moment, the account's own and a stranger's are not", async () => {
    const { node } = await nodes.fresh();
    const contact = (id: number, account: string, time: string) => [
      line('contact.opened', `o-${id}`, time, { contact_id: `T-${id}`, account_id: account, channel: 'chat' }),
      line('contact.message', `m-${id}`, time, {
        contact_id: `T-${id}`,
        message_id: `M-${id}`,
        author: 'customer',
        text: script,
      }),
    ];
    await take(node, [
      claimLine(1, '2026-01-02T10:00:00Z', { statement: script, contact_id: 'T-1' }),
      ...contact(1, 'A-1', '2026-01-02T10:00:00Z'),
      ...contact(2, 'A-2', '2026-01-03T10:00:00Z'),
      claimLine(3, '2026-01-04T10:00:00Z', { statement: other }),
      // The account's own earlier claim, in the same words.
      claimLine('own', '2026-01-05T10:00:00Z', { account_id: 'A-9', statement: script }),
      claimLine(9, '2026-01-06T10:00:00Z', { account_id: 'A-9', statement: `${script} Thank you.` }),
    ]);
    const now = await featuresAt(node, 'C-9', '2026-01-06T10:00:00Z');
    // The contact of A-1 belongs to its claim: with the one of A-2 there are two conversations.
    expect([now['wording.known'], now['wording.twins_90d'], now['wording.twins_365d']]).toEqual([true, 2, 2]);
    expect(now['wording.closest']).toBeGreaterThan(0.8);
    const earlier = await featuresAt(node, 'C-9', '2026-01-02T23:00:00Z');
    expect(earlier['wording.twins_365d']).toBe(1);
    expect((await featuresAt(node, 'C-3', '2026-01-06T10:00:00Z'))['wording.closest']).toBe(0);
  });

  test('[FEATURE-8] accounts that ended and claims that were judged count where something close is shared, once they are known', async () => {
    const { node } = await nodes.fresh();
    const home = { line1: '5 Elm Street', postcode: '10115', city: 'Berlin', country: 'DE' };
    const registered = (id: string, device: string) =>
      line('account.registered', `r-${id}`, '2026-01-01T10:00:00Z', {
        account_id: id,
        marketplace: 'DE',
        address: home,
        device_id: device,
        ip: '10.1.2.3',
      });
    const order = (id: string, account: string) =>
      line('order.placed', `p-${id}`, '2026-01-02T10:00:00Z', {
        order_id: id,
        account_id: account,
        marketplace: 'DE',
        currency: 'EUR',
        total: '20.00',
        lines: [{ line_id: '1', sku: 'S', quantity: 1, unit_price: '20.00' }],
        ship_to: home,
      });
    await take(node, [
      registered('A-1', 'dev-1'),
      registered('A-2', 'dev-2'),
      registered('A-9', 'dev-1'),
      order('O-9', 'A-9'),
      claimLine(1, '2026-01-03T10:00:00Z', { device_id: 'dev-1' }),
      line('account.closed', 'closed', '2026-01-05T10:00:00Z', { account_id: 'A-1' }),
      line('account.judged', 'judged', '2026-01-06T10:00:00Z', { account_id: 'A-2', verdict: 'fraud', by: 'E-1' }),
      line('claim.judged', 'claim-judged', '2026-01-07T10:00:00Z', { claim_id: 'C-1', verdict: 'abuse', by: 'E-1' }),
      claimLine(9, '2026-01-09T10:00:00Z', { device_id: 'dev-1' }),
    ]);
    const tie = async (moment: string) => {
      const at = await featuresAt(node, 'C-9', moment);
      return [at['sharing.ended_accounts'], at['sharing.ended_ties'], at['sharing.judged_bad']];
    };
    expect(await tie('2026-01-04T10:00:00Z')).toEqual([0, 0, 0]);
    // A-1 by device and address, then A-2 by address, then the claim of A-1.
    expect(await tie('2026-01-05T12:00:00Z')).toEqual([1, 2, 0]);
    expect(await tie('2026-01-06T12:00:00Z')).toEqual([2, 2, 0]);
    expect(await tie('2026-01-09T10:00:00Z')).toEqual([2, 2, 1]);
  });

  test('[FEATURE-10] a record opened after a contact is explained, one opened without is counted', async () => {
    const { node } = await nodes.fresh();
    const viewed = (id: number, time: string) =>
      line('record.viewed', `v-${id}`, time, { employee_id: 'E-1', account_id: 'A-9' });
    await take(node, [
      viewed(1, '2026-01-02T10:00:00Z'),
      line('contact.opened', 'o', '2026-01-03T10:00:00Z', { contact_id: 'T-1', account_id: 'A-9', channel: 'chat' }),
      viewed(2, '2026-01-03T12:00:00Z'),
      viewed(3, '2026-01-04T12:00:00Z'),
      claimLine(9, '2026-01-05T10:00:00Z'),
      viewed(4, '2026-01-05T11:00:00Z'),
    ]);
    expect((await featuresAt(node, 'C-9', '2026-01-06T10:00:00Z'))['staff.views_unexplained']).toBe(2);
  });
});
