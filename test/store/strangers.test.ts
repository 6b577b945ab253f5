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
});
