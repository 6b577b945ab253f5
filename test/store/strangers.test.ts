import { afterAll, expect, test } from 'vitest';
import { claimLine, line } from './fixtures/events.ts';
import { onEveryServer } from './fixtures/every-server.ts';
import { featuresAt, take } from './fixtures/features-at.ts';

const session = (id: string, account: string, device: string, time: string) =>
  line('session.started', `s-${id}`, time, { session_id: `S-${id}`, account_id: account, device_id: device });
const claim = (id: number, account: string, device: string, time: string, more: object = {}) =>
  claimLine(id, time, { account_id: account, device_id: device, ...more });

onEveryServer(nodes => {
  afterAll(() => nodes.clear());

  test('[FEATURE-11] a device that its accounts met just before their claims is told from one that they knew from before', async () => {
    const { node } = await nodes.fresh();
    await take(node, [
      // The operator signs in, and files a day later.
      session('1', 'A-1', 'tool', '2026-01-02T10:00:00Z'),
      claim(1, 'A-1', 'tool', '2026-01-03T10:00:00Z'),
      claim(2, 'A-2', 'tool', '2026-01-05T10:00:00Z'),
      claim(3, 'A-3', 'tool', '2026-01-07T10:00:00Z'),
      // The library's readers were there long before.
      ...['A-4', 'A-5', 'A-6'].map(account => session(account, account, 'library', '2025-11-01T10:00:00Z')),
      claim(4, 'A-4', 'library', '2026-01-03T10:00:00Z'),
      claim(5, 'A-5', 'library', '2026-01-04T10:00:00Z'),
      claim(6, 'A-7', 'library', '2026-01-05T10:00:00Z'),
    ]);
    const told = async (id: number, moment: string) => {
      const at = await featuresAt(node, `C-${id}`, moment);
      return [at['sharing.device_strangers'], at['sharing.device_strangeness']];
    };
    expect(await told(1, '2026-01-03T10:00:00Z')).toEqual([0, 0]);
    expect(await told(2, '2026-01-05T10:00:00Z')).toEqual([1, expect.closeTo(1)]);
    expect(await told(3, '2026-01-07T10:00:00Z')).toEqual([2, expect.closeTo(2)]);
    // What is asked about an earlier moment knows nothing of later claims.
    expect(await told(3, '2026-01-04T10:00:00Z')).toEqual([1, expect.closeTo(1)]);
    // Nobody knows the tool from day to day, as the library's readers do its computer.
    const helps = async (id: number, moment: string) =>
      (await featuresAt(node, `C-${id}`, moment))['sharing.device_helper'];
    expect(await helps(3, '2026-01-07T10:00:00Z')).toBe(false);
    expect(await helps(6, '2026-01-05T10:00:00Z')).toBe(true);
    // Whoever knew the device before is no stranger to it, and neither are its readers.
    expect(await told(5, '2026-01-04T10:00:00Z')).toEqual([0, 0]);
    expect(await told(6, '2026-01-05T10:00:00Z')).toEqual([0, 0]);
  });

  test('[FEATURE-11] the device of the contact stands in for that of a claim which names none', async () => {
    const { node } = await nodes.fresh();
    const contact = line('contact.opened', 'o-2', '2026-01-05T09:00:00Z', {
      contact_id: 'T-2',
      account_id: 'A-2',
      order_id: 'O-2',
      channel: 'chat',
      device_id: 'tool',
    });
    await take(node, [
      claim(1, 'A-1', 'tool', '2026-01-03T10:00:00Z'),
      contact,
      claimLine(2, '2026-01-05T10:00:00Z', { account_id: 'A-2', order_id: 'O-2', contact_id: 'T-2' }),
    ]);
    const now = await featuresAt(node, 'C-2', '2026-01-05T10:00:00Z');
    expect([now['session.device_known'], now['sharing.device_strangers']]).toEqual([true, 1]);
  });

  test('[FEATURE-11] a crowd says nothing', async () => {
    const { node } = await nodes.fresh();
    await take(node, [
      ...Array.from({ length: 41 }, (_, index) => claim(index, `A-${index}`, 'hotel', '2026-01-03T10:00:00Z')),
      claim(99, 'A-99', 'hotel', '2026-01-04T10:00:00Z'),
    ]);
    const now = await featuresAt(node, 'C-99', '2026-01-04T10:00:00Z');
    expect([now['sharing.device_strangers'], now['sharing.device_strangeness']]).toEqual([null, null]);
  });

  test('[FEATURE-13] what was sent back as it was is told of the claims at which others met the device', async () => {
    const { node } = await nodes.fresh();
    const order = (id: number) =>
      line('order.placed', `order-${id}`, '2026-01-01T10:00:00Z', {
        order_id: `O-${id}`,
        account_id: `A-${id}`,
        lines: [{ line_id: '1', sku: 'kettle', title: 'Kettle', category: 'home', quantity: 1, unit_price: '49.90' }],
        marketplace: 'GB',
        total: '49.90',
        currency: 'GBP',
        ship_to: { line1: '1 Long Lane', city: 'Leeds', postcode: 'LS1 1AA', country: 'GB' },
      });
    const receipt = (id: number, condition: string) =>
      line('return.received', `receipt-${id}`, '2026-01-20T10:00:00Z', {
        receipt_id: `RC-${id}`,
        return_id: `R-${id}`,
        order_id: `O-${id}`,
        employee_id: 'E-1',
        facility: 'LEEDS',
        lines: [{ line_id: '1', quantity: 1, condition }],
      });
    const dock = (id: number) =>
      line('dock.scanned', `dock-${id}`, '2026-01-19T10:00:00Z', {
        scan_id: `D-${id}`,
        facility: 'LEEDS',
        return_id: `R-${id}`,
        employee_id: 'E-2',
      });
    await take(node, [
      ...[1, 2, 3, 4, 5].map(order),
      ...[1, 2, 3, 4].map(id => claim(id, `A-${id}`, 'phone', `2026-01-0${id + 2}T10:00:00Z`)),
      // One came back as it was, one as a brick, of one there is an employee's word alone, and of one nothing is heard.
      ...[1, 2].map(dock),
      receipt(1, 'as_new'),
      receipt(2, 'wrong_item'),
      receipt(3, 'as_new'),
      claim(5, 'A-5', 'phone', '2026-01-25T10:00:00Z'),
    ]);
    const told = async (moment: string) => {
      const at = await featuresAt(node, 'C-5', moment);
      return [at['sharing.device_strangers'], at['sharing.device_returned'], at['sharing.device_helper']];
    };
    expect(await told('2026-01-25T10:00:00Z')).toEqual([4, 1, false]);
    expect(await told('2026-01-19T12:00:00Z')).toEqual([4, 0, false]);
    await take(node, [dock(4), receipt(4, 'used')]);
    expect(await told('2026-01-25T10:00:00Z')).toEqual([4, 2, true]);
  });

  test('[FEATURE-15] a line that others use from day to day is told from one that was met at claims only', async () => {
    const { node } = await nodes.fresh();
    const from = (id: number, ip: string, day: number) =>
      claim(id, `A-${id}`, `d-${id}`, `2026-01-0${day}T10:00:00Z`, { ip });
    const signIn = (account: string, ip: string) =>
      line('session.started', `s-${account}`, '2025-11-01T10:00:00Z', {
        session_id: `S-${account}`,
        account_id: account,
        ip,
      });
    await take(node, [
      ...['B-1', 'B-2', 'B-3'].map(account => signIn(account, '81.1.1.1')),
      ...Array.from({ length: 45 }, (_, index) => signIn(`C-${index}`, '37.1.1.1')),
      from(1, '81.1.1.1', 3),
      from(2, '45.1.1.1', 3),
      from(3, '45.1.1.1', 4),
      from(4, '37.1.1.1', 4),
      from(5, '99.1.1.1', 4),
    ]);
    const usual = async (id: number) =>
      (await featuresAt(node, `C-${id}`, '2026-01-05T10:00:00Z'))['sharing.line_usual'];
    // A café's; a rented one's at the second claim; a carrier's, which is a crowd's; one that nobody else was seen on.
    expect([await usual(1), await usual(3), await usual(4), await usual(5)]).toEqual([true, false, true, false]);
  });

  test('[FEATURE-14] a form that goes with claims of every kind is told from a proof that is used again', async () => {
    const { node } = await nodes.fresh();
    const withFile = (id: number, hash: string, reason: string) =>
      claimLine(id, `2026-01-0${id}T10:00:00Z`, {
        reason,
        attachments: [{ attachment_id: `F-${id}`, kind: 'document', sha256: hash.repeat(64) }],
      });
    await take(node, [
      withFile(1, 'a', 'damaged'),
      withFile(2, 'a', 'not_received'),
      withFile(3, 'a', 'changed_mind'),
      withFile(4, 'b', 'damaged'),
      withFile(5, 'b', 'damaged'),
      withFile(6, 'a', 'damaged'),
      withFile(7, 'b', 'damaged'),
    ]);
    const told = async (id: number) => {
      const at = await featuresAt(node, `C-${id}`, `2026-01-0${id}T10:00:00Z`);
      return [at['sharing.document_claims_90d'], at['sharing.document_reasons_365d']];
    };
    expect(await told(6)).toEqual([3, 3]);
    expect(await told(7)).toEqual([2, 1]);
  });
});
